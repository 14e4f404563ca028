import { CORE_ACTS, CORE_FLAGS } from "./core.ts";
import type { Kind, Phase, State } from "./kind.ts";

/** The act as staff read it in the history; its id where nobody gives it a word. */
export function actWord(kind: Kind, act: string): string {
  return kind.acts[act]?.word || CORE_ACTS[act] || act;
}

/** The act as parties read it. */
export function actSaid(kind: Kind, act: string): string {
  return kind.acts[act]?.said ?? actWord(kind, act);
}

/** A state of the kind. A state that its version does not know is kept by its id, and open. */
export function stateOf(kind: Kind, state: string): State {
  return kind.states[state] ?? { word: state, phase: "open" };
}

/** Which phase a state has. */
export function phaseOf(kind: Kind, state: string): Phase {
  return stateOf(kind, state).phase;
}

/** The state as parties read it. */
export function stateSaid(kind: Kind, state: string): string {
  const { said, word } = stateOf(kind, state);
  return said ?? word;
}

/** The states of a phase, in the order of progress. */
export function statesIn(kind: Kind, phase: Phase): string[] {
  return Object.entries(kind.states).flatMap(([id, state]) => (state.phase === phase ? [id] : []));
}

/** What a flag is called. */
export function flagWord(kind: Kind, flag: string): string {
  return kind.flags[flag] ?? CORE_FLAGS[flag] ?? flag;
}

/** The clock that counts for lists: the first. */
export function mainClock(kind: Kind): string | undefined {
  return Object.keys(kind.clocks)[0];
}

/** How a state looks: its tone, or that of its phase. */
export function stateTone(kind: Kind | undefined, state: string): "draft" | "info" | "waiting" | "running" | "good" | "bad" | "closed" {
  const { phase, tone } = kind ? stateOf(kind, state) : { phase: "open" as Phase, tone: undefined };
  if (tone === "waiting" || tone === "good" || tone === "bad") return tone;
  return ({ draft: "draft", received: "info", open: "running", closed: "closed" } as const)[phase];
}
