import { phaseOf, statesIn, workOf, type Kind, type Phase } from "#content/kind";
import { expression } from "#language/feel";
import type { Graph } from "#process/graph";

type Values = Readonly<Record<string, unknown>>;

/** Something that happened in a play: a step was done, with its result, or an act was called. */
export type Happening = { node: string; result: Values } | { node: string; act: string };

/** By what a matter lives: its kind and its flow. */
export interface Living {
  kind: Kind;
  graph: Graph;
}

/** How a matter of a kind stands: what its acts have brought so far. `results`: of steps by their ids; `given`: the last of them. */
export interface Standing {
  state: string;
  phase: Phase;
  /** Whether it has been open since it began. */
  takenOn: boolean;
  outcome: string | null;
  unit: unknown;
  flags: readonly string[];
  clocks: Readonly<Record<string, "running" | "ended">>;
  results: Values;
  given: Values;
}

/** How a matter stands before anything has happened: in the first state that is not taken on yet, else the first that is open. */
export function standingFirst(kind: Kind, unit: unknown): Standing {
  const state = statesIn(kind, "received")[0] ?? statesIn(kind, "open")[0] ?? "";
  const phase = phaseOf(kind, state);
  return { state, phase, takenOn: phase === "open", outcome: null, unit, flags: [], clocks: {}, results: {}, given: {} };
}

/** What formulas see of how a matter stands, over the facts with which it began. */
export function factsNow(facts: Values, { state, phase, takenOn, outcome, unit, clocks }: Standing): Values {
  const named = Object.fromEntries(Object.keys(clocks).map((id) => [id, { due: null, late: false }]));
  const matter = facts["matter"] as { submitted?: unknown };
  return { ...facts, matter: { ...matter, accepted: takenOn ? matter.submitted : null, state, phase, outcome, unit }, clock: named };
}

function valueOf(written: string, scope: Values): unknown {
  return written.startsWith("=") ? expression(written)(scope) : written;
}

/** The act of the kind that a happening is recorded as; undefined where nothing of the kind happens. */
function actOf({ kind, graph }: Living, happening: Happening): string | undefined {
  if ("act" in happening) return Object.hasOwn(kind.acts, happening.act) ? happening.act : undefined;
  const node = graph.nodes[happening.node];
  const work = node?.kind === "user" ? workOf(kind, node.work) : undefined;
  return work?.outcomes[String(happening.result["outcome"])]?.act ?? work?.act ?? "done";
}

/**
 * What an act of the kind brings, as far as a rehearsal knows it: state, outcome, unit, flags, clocks. Papers and words to people come with a real matter.
 * Acts that the kind does not have bring nothing.
 */
export function brought({ kind }: Living, act: string, before: Standing, facts: Values): Standing {
  if (!Object.hasOwn(kind.acts, act)) return before;
  const { state, outcome, unit, flags, starts, ends } = kind.acts[act]!;
  const scope = (now: Standing): Values => ({ ...now.results, ...now.given, ...factsNow(facts, now), given: now.given });
  const marked = new Set(before.flags);
  for (const flag of flags)
    if (flag.startsWith("+")) marked.add(flag.slice(1));
    else marked.delete(flag.slice(1));
  let now: Standing = { ...before, flags: [...marked] };
  if (unit !== undefined) now = { ...now, unit: valueOf(unit, scope(now)) };
  if (outcome !== undefined) now = { ...now, outcome: String(valueOf(outcome, scope(now))) };
  const ended = ends.filter((id) => now.clocks[id] === "running").map((id) => [id, "ended"] as const);
  now = { ...now, clocks: { ...now.clocks, ...Object.fromEntries(ended) } };
  if (state !== undefined) {
    const entered = String(valueOf(state, scope(now)));
    const phase = phaseOf(kind, entered);
    now = { ...now, state: entered, phase, takenOn: now.takenOn || phase === "open" };
  }
  // A closed state is the outcome, and no clock outlives it.
  if (phaseOf(kind, now.state) === "closed") {
    const all = Object.keys(now.clocks).map((id) => [id, "ended"] as const);
    return { ...now, outcome: now.state, clocks: Object.fromEntries(all) };
  }
  return { ...now, clocks: { ...now.clocks, ...Object.fromEntries(starts.map(({ clock }) => [clock, "running"])) } };
}

/** How a matter stands after something has happened. */
export function after(living: Living, before: Standing, happening: Happening, facts: Values): Standing {
  const act = actOf(living, happening);
  const id = living.graph.nodes[happening.node]?.id ?? happening.node;
  const now = "result" in happening ? { ...before, given: happening.result, results: { ...before.results, [id]: happening.result } } : before;
  return act === undefined ? now : brought(living, act, now, facts);
}

/** Whether a result does not end its step: it is a message to the step's border. */
export function isAside({ kind, graph }: Living, node: string, result: Values): boolean {
  const step = graph.nodes[node];
  const work = step?.kind === "user" ? workOf(kind, step.work) : undefined;
  return work?.outcomes[String(result["outcome"])]?.aside === true;
}
