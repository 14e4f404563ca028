import { begin, step } from "#process/flow";
import type { FlowEvent, FlowState, Step } from "#process/token";
import type { Graph } from "#process/graph";
import { Refusal } from "#values/errors";
import { abstracted } from "./abstraction.ts";
import { canonical } from "./canonical.ts";
import { following, scripted } from "./choices.ts";
import { happenings } from "./happenings.ts";

/** A standing that can be reached: how, and from which. */
export interface Standing {
  state: FlowState;
  /** Index of the standing it was first reached from; undefined for where an instance begins. */
  from: number | undefined;
  /** Nodes and edges passed on the way from there. */
  passed: string[];
}

/** A step that the engine refuses: the process has gone where it cannot go on. */
export interface Breakdown {
  code: string;
  message: string;
  /** The standing in which it happens, and the node at which something happened. */
  from: number | undefined;
  waiting: string[];
}

/** Everything found within the bound; `whole` when that was all there is. */
export interface Exploration {
  standings: Standing[];
  breakdowns: Breakdown[];
  begun: Set<string>;
  whole: boolean;
  /** A standing in which more tokens gather than a bounded process can have. */
  crowded: number | undefined;
  steps: number;
}

/** Ways of one step looked at: conditions of one step are few. */
const WAYS = 64;
/** Steps taken in all: about a second, since whoever draws waits for the answer and the city goes on meanwhile. */
const STEPS = 20_000;
/** More things than this waiting at once in one place mean that tokens gather without end. */
const CROWD = 4;
// Data decides these: under the right data they do not happen, so they are no fault of the drawing.
const BY_DATA = new Set(["FLOW_NO_PATH", "FLOW_MAIL_FULL"]);

/**
 * Walks through everything that an instance could ever do, with the engine itself: every order of events, every answer to every condition.
 * Standings that differ in data alone count once.
 */
export function explore(graph: Graph, most: number): Exploration {
  const { graph: free, choices } = abstracted(graph);
  const found: Exploration = { standings: [], breakdowns: [], begun: new Set(), whole: true, crowded: undefined, steps: 0 };
  const known = new Map<string, number>();
  const arrive = (moved: Step, from: number | undefined): void => {
    for (const key of moved.passed) found.begun.add(key);
    const state = canonical(moved.state);
    const text = JSON.stringify([state.active, state.held, state.ended, state.off, state.mail]);
    const at = known.get(text) ?? found.standings.length;
    if (at === found.standings.length) {
      known.set(text, at);
      found.standings.push({ state, from, passed: moved.passed });
      if (isCrowded(state)) found.crowded ??= at;
    }
  };
  const starts = free.pools ? [undefined] : startsOf(free);
  for (const start of starts) everyWay(found, undefined, choices, (facts) => begin(free, facts, start === undefined ? {} : { start }), arrive, []);
  for (let at = 0; at < found.standings.length; at += 1) {
    if (at >= most || found.steps >= STEPS || found.crowded !== undefined) {
      found.whole = false;
      break;
    }
    const { state } = found.standings[at]!;
    for (const event of happenings(free, state)) everyWay(found, at, choices, (facts) => step(free, state, event, facts), arrive, waitingIn(state, event));
  }
  return found;
}

type Arrive = (moved: Step, from: number | undefined) => void;

function everyWay(
  found: Exploration,
  from: number | undefined,
  choices: number,
  go: (facts: Record<string, unknown>) => Step,
  arrive: Arrive,
  waiting: string[],
): void {
  let script: boolean[] | undefined = [];
  for (let way = 0; script && way < WAYS; way += 1) {
    const { facts, made } = scripted(script, choices);
    found.steps += 1;
    try {
      arrive(go(facts), from);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!BY_DATA.has(error.code)) found.breakdowns.push({ code: error.code, message: error.message, from, waiting });
    }
    script = following(made);
    if (script && way === WAYS - 1) found.whole = false;
  }
}

function startsOf({ scopes, process }: Graph): (string | undefined)[] {
  const { start, starts = [] } = scopes[process] ?? {};
  return start === undefined && starts.length > 0 ? [...starts] : [undefined];
}

function isCrowded(state: FlowState): boolean {
  const counts = new Map<string, number>();
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const active of state.active) if (!("of" in active && active.of !== undefined)) add(`${active.node} ${active.frame}`);
  for (const token of state.held) add(`${token.edge} ${token.frame}`);
  return [...counts.values()].some((count) => count > CROWD);
}

function waitingIn(state: FlowState, event: FlowEvent): string[] {
  const id = "task" in event ? event.task : "timer" in event ? event.timer : "call" in event ? event.call : undefined;
  const active = state.active.find((each) => each.id === id);
  return active ? [active.node] : [];
}
