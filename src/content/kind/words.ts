import { CORE_ACTS, CORE_FLAGS, CORE_TOLD } from "./core.ts";
import type { Kind, Phase, State, Telling } from "./kind.ts";

/** The act as staff read it in the history; its id where nobody gives it a word. */
export function actWord(kind: Kind, act: string): string {
  return kind.acts[act]?.word || CORE_ACTS[act] || act;
}

/** The act as parties read it. `step`: what the step is called at which it was done; it stands for `{step}` in what the kind says. */
export function actSaid(kind: Kind, act: string, step = ""): string {
  const { said } = kind.acts[act] ?? {};
  return said?.replaceAll("{step}", step || actWord(kind, act)) ?? actWord(kind, act);
}

/** What an act says to whom, by role. */
export function tellsOf({ acts }: Pick<Kind, "acts">, act: string): Record<string, Telling> {
  const own = Object.hasOwn(acts, act) ? acts[act]!.tells : {};
  return Object.fromEntries(Object.entries(own).map(([role, told]) => [role, typeof told === "string" ? { text: told } : told]));
}

/** Whether parties of these roles read of an act: where the kind has words for it to them, or tells them; else it stays inside the office. */
export function isTold(kind: Kind, act: string, roles: readonly string[]): boolean {
  const own = Object.hasOwn(kind.acts, act) ? kind.acts[act] : undefined;
  return own?.said !== undefined || Object.keys(own?.tells ?? {}).some((role) => roles.includes(role)) || CORE_TOLD.has(act);
}

/** What was delivered to a party, and what they agreed to, is read by their role alone. */
const OF_ONE: ReadonlySet<string> = new Set(["delivered", "delivery-agreed", "delivery-ended"]);

/** Whether an act is about a party of another role: a delivery to somebody else. */
export function isOfAnother({ kind, data }: { kind: string; data: Readonly<Record<string, unknown>> }, roles: readonly string[]): boolean {
  return OF_ONE.has(kind) && typeof data["role"] === "string" && roles.length > 0 && !roles.includes(data["role"]);
}

/** How an act reads to parties: as the state or the outcome that it brings. */
export function actTone(kind: Kind, act: string): "bad" | "waiting" | undefined {
  const { state, outcome } = kind.acts[act] ?? {};
  const tones = [state, outcome].map((each) => (each !== undefined && Object.hasOwn(kind.states, each) ? kind.states[each]!.tone : undefined));
  if (act === "terminated" || tones.includes("bad")) return "bad";
  return tones.includes("waiting") ? "waiting" : undefined;
}

/**
 * States that still lie ahead, in the order of progress: those that are reached when each work ends as it usually does, by its first outcome, or by an act that is
 * nobody's outcome. A bad end is not foretold.
 */
export function statesAhead(kind: Kind, state: string): string[] {
  const order = Object.keys(kind.states);
  const aside = new Set<string>();
  const usual = new Set<string>();
  for (const { act: own, outcomes } of Object.values(kind.works)) {
    const [first, ...others] = Object.values(outcomes).filter((outcome) => !outcome.aside);
    usual.add(first?.act ?? own ?? "");
    for (const { act } of others) aside.add(act ?? "");
  }
  const reached = Object.entries(kind.acts).flatMap(([act, { state, outcome }]) => (usual.has(act) || !aside.has(act) ? [state ?? "", outcome ?? ""] : []));
  const ahead = order.slice(order.indexOf(state) + 1).filter((each) => reached.includes(each) && kind.states[each]!.tone !== "bad");
  const end = ahead.find((each) => kind.states[each]!.phase === "closed");
  return ahead.filter((each) => (kind.states[each]!.phase === "open" && kind.states[each]!.tone !== "waiting") || each === end);
}

const CAME: readonly [by: string, word: string][] = [
  ["program", "系统对接"],
  ["timer", "定时"],
  ["matter", "由另一件开始"],
];

/** How a matter came, in a word: that of its channel, else by who uses it; the id of a channel that its version does not know. */
export function channelWord({ channels }: Pick<Kind, "channels">, channel: string): string {
  const known = Object.hasOwn(channels, channel) ? channels[channel]! : undefined;
  if (!known) return channel;
  return known.word ?? CAME.find(([by]) => known.by.includes(by))?.[1] ?? (known.for === undefined ? "网上" : "工作人员登记");
}

/** The acts by which parties hand in what they wrote: the first time, and whenever the form was theirs to change again. */
export function handedInBy({ works }: Pick<Kind, "works">): ReadonlySet<string> {
  const again = Object.values(works).filter(({ party, edits }) => party !== undefined && edits === "form");
  return new Set([
    "submitted",
    ...again.flatMap(({ act, outcomes }) => [act, ...Object.values(outcomes).map((each) => each.act)]).filter((act) => act !== undefined),
  ]);
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

/** The state in which a matter of the kind begins: the first of those not taken on yet, else the first that is open. */
export function firstState(kind: Kind): string {
  const state = statesIn(kind, "received")[0] ?? statesIn(kind, "open")[0];
  if (state === undefined) throw new Error(`the kind ${kind.id} has no state to begin in`);
  return state;
}

/** The channel by which another matter begins one of the kind; undefined where none can. */
export function matterChannel({ channels }: Pick<Kind, "channels">): string | undefined {
  return Object.keys(channels).find((id) => channels[id]!.by.includes("matter"));
}

/** The role of whoever begins a matter by a channel, or for whom it is begun. */
export function beginnerRole({ channels }: Pick<Kind, "channels">, channel: string): string | undefined {
  return channels[channel]?.as ?? channels[channel]?.for;
}

/** What whoever begins a matter by a channel is called. */
export function beginnerWord(kind: Pick<Kind, "channels" | "parties">, channel: string): string {
  return kind.parties[beginnerRole(kind, channel) ?? ""]?.word ?? "当事人";
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
