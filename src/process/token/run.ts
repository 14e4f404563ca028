import { conflict } from "#values/errors";
import { expression } from "#language/feel";
import { known, type Graph, type Node } from "#process/graph";
import type { Active, Done, Effect, FlowState, Frame, Held, Instant, Mail, Vars } from "./state.ts";

/** A token on its way into a node, or, with `out`, on its way out of it. `of`: the compensation for which it runs. */
export type Token = { node: string; edge?: string; frame: string; out?: true; of?: string };

/** One step while it is worked out: a copy of the state, and what has come of it so far. */
export type Run = {
  readonly graph: Graph;
  readonly facts: Vars;
  serial: number;
  readonly active: Map<string, Active>;
  held: Held[];
  vars: Vars;
  done: Done[];
  mail: Mail[];
  off: boolean;
  ended: boolean;
  tokens: Token[];
  /** Activities that are through as soon as they have begun, with their results, and compensations that can go on. */
  readonly through: { id: string; value: unknown }[];
  readonly resumed: string[];
  /** Signals thrown in this step that have not been heard yet. */
  signals: { signal: string; data: unknown }[];
  /** Conditions that have just begun to be waited for. */
  readonly fresh: string[];
  readonly effects: Effect[];
  readonly passed: string[];
};

/** A state as a run may change it; the state given stays as it is. */
export function runOf(graph: Graph, state: FlowState, facts: Vars): Run {
  const active = new Map<string, Active>();
  for (const each of state.active) active.set(each.id, each);
  return {
    graph,
    facts,
    serial: state.serial,
    active,
    held: [...state.held],
    vars: state.vars,
    done: [...(state.done ?? [])],
    mail: [...(state.mail ?? [])],
    off: state.off === true,
    ended: state.ended === true,
    tokens: [],
    through: [],
    resumed: [],
    signals: [],
    fresh: [],
    effects: [],
    passed: [],
  };
}

/** What is kept of a run between two steps. */
export function stateOf(run: Run): FlowState {
  return {
    serial: run.serial,
    active: [...run.active.values()],
    held: run.held,
    vars: run.vars,
    ...(run.done.length > 0 ? { done: run.done } : {}),
    ...(run.mail.length > 0 ? { mail: run.mail } : {}),
    ...(run.off ? { off: true } : {}),
    ...(run.ended ? { ended: true } : {}),
  };
}

/** A new id within the instance, e.g. "review.3". */
export function nextId(run: Run, node: Node): string {
  run.serial += 1;
  return `${node.key}.${run.serial}`;
}

/** Sends a token along an edge. */
export function send(run: Run, edge: string, frame: string): void {
  run.passed.push(edge);
  run.tokens.push({ node: known(run.graph.edges, edge).to, edge, frame });
}

/** An activity that needs nobody: it is through in the same step. */
export function throughAtOnce(run: Run, instant: Omit<Instant, "wait">, value: unknown): void {
  run.active.set(instant.id, { ...instant, wait: "instant" });
  run.through.push({ id: instant.id, value });
}

/** What FEEL sees in a frame: the facts, and the results of the steps before. A called process or pool sees only its input and its own results. */
export function contextOf(run: Run, frame: string): Record<string, unknown> {
  const holder = run.active.get(frame);
  if (holder?.wait !== "scope") return { ...run.facts, ...run.vars };
  const { kind } = known(run.graph.nodes, holder.node);
  const outer = kind === "call" || kind === "pool" ? run.facts : contextOf(run, holder.frame);
  return { ...outer, ...itemOf(run, holder), ...holder.given, ...holder.vars };
}

/** What an instance sees of itself: its number, and its element of the collection under the name that the model gives it (table 10.28, 10.30). */
export function itemOf(run: Run, instance: { of?: string; index?: number; node: string }): Record<string, unknown> {
  const body = instance.of === undefined ? undefined : run.active.get(instance.of);
  if (body?.wait !== "many" && body?.wait !== "loop") return {};
  const loopCounter = (instance.index ?? 0) + 1;
  const node = known(run.graph.nodes, instance.node);
  if (body.wait === "loop" || !("many" in node) || !node.many?.element) return { loopCounter };
  return { loopCounter, [node.many.element]: body.items[instance.index ?? 0] };
}

/** Keeps the result of a step where the conditions after it will look. */
export function keep(run: Run, frame: string, id: string, value: unknown): void {
  const holder = run.active.get(frame);
  if (holder?.wait !== "scope") run.vars = { ...run.vars, [id]: value ?? null };
  else if (!holder.vars) keep(run, holder.frame, id, value);
  else run.active.set(frame, { ...holder, vars: { ...holder.vars, [id]: value ?? null } } satisfies Frame);
}

/** FEEL as a condition: null counts as false, anything else but true and false is a slip of the model. */
export function holds(source: string, context: Vars, where: string): boolean {
  const value = expression(source)(context);
  if (value === null || typeof value === "boolean") return value === true;
  throw conflict("FLOW_CONDITION", `流程在“${where}”的条件没有得出是或否，请联系事项管理员改正流程。`);
}

/** FEEL where the model gives some, else null. */
export function worth(source: string | undefined, context: Vars): unknown {
  return source === undefined ? null : expression(source)(context);
}

/** What a person calls a node: its name, else its id. */
export function called(node: Node): string {
  return node.name || node.id;
}
