import { awaitedAt } from "#process/event";
import { begin, step } from "#process/flow";
import type { Effect, FlowEvent, FlowState } from "#process/token";
import type { Graph } from "#process/graph";
import type { Decisions } from "#content/rule";
import type { Happening } from "./life.ts";
import { machineAnswer } from "./machine-answer.ts";

type Values = Record<string, unknown>;

/** What people do at each step, by node, and which timers run out. */
export interface Script {
  answers: Record<string, Values | Values[]>;
  overdue: string[];
  /** Facts after each material that is brought while the flow waits. */
  changes?: Values[];
  /** What is told of everything that happens, before the flow goes on; gives what formulas see besides from then on. */
  told?: (happening: Happening) => Values;
  /** Whether a result does not end its step. */
  aside?: (node: string, result: Values) => boolean;
}

/** What came of a flow: the nodes that opened, were called or fired, in order; what was asked of service acts; what rules said. */
export interface Played {
  path: string[];
  calls: { node: string; act: string; input: Values }[];
  verdicts: Record<string, unknown>;
  /** Nodes at which the flow still waits: tasks, else messages and timers. */
  waiting: string[];
  ended: boolean;
}

/**
 * Plays a flow to its end, or to where the script is silent. Service acts do nothing here, rules are really evaluated, people
 * answer from the script, timers fire when the script says so.
 */
export function play(graph: Graph, decisions: Decisions | undefined, given: Values, { answers, overdue, changes = [], told, aside }: Script): Played {
  const played: Played = { path: [], calls: [], verdicts: {}, waiting: [], ended: false };
  const tasks = new Map<string, string>();
  const timers = new Map<string, string>();
  const left = new Map(Object.entries(answers).map(([node, given]) => [node, [given].flat()]));
  const toFire = [...overdue];
  const toCome = [...changes];
  let facts = given;
  let state: FlowState;

  const happened = (happening: Happening): void => {
    if (told) facts = { ...facts, ...told(happening) };
  };
  const follow = (moved: { state: FlowState; effects: Effect[] }): void => {
    state = moved.state;
    for (const effect of moved.effects) take(effect);
  };
  const proceed = (event: FlowEvent): void => follow(step(graph, state, event, facts));
  const take = (effect: Effect): void => {
    if (effect.type === "task.opened") tasks.set(effect.task, effect.node);
    if (effect.type === "task.cancelled") tasks.delete(effect.task);
    if (effect.type === "timer.set") timers.set(effect.timer, effect.node);
    if (effect.type === "timer.cancelled") timers.delete(effect.timer);
    if (effect.type === "ended") played.ended = true;
    if ("node" in effect && effect.type !== "timer.set") played.path.push(effect.node);
    if (effect.type === "service.called") {
      played.calls.push({ node: effect.node, act: effect.act, input: (effect.input ?? {}) as Values });
      happened({ node: effect.node, act: effect.act });
    }
    const scripted = effect.type === "service.called" ? left.get(effect.node)?.shift() : undefined;
    const answer = machineAnswer(effect, decisions, { ...facts, ...state.vars }, scripted);
    if (answer?.type === "rule.done" && "node" in effect) played.verdicts[effect.node] = answer.result;
    if (answer) proceed(answer);
  };

  follow(begin(graph, facts));
  for (;;) {
    const message = awaitedAt(graph, state!).find(({ on, node }) => on === "message" && (left.get(node)?.length ?? 0) > 0);
    const due = [...timers].find(([, node]) => toFire.includes(node));
    const task = [...tasks].find(([, node]) => (left.get(node)?.length ?? 0) > 0);
    if (due) {
      const [timer, node] = due;
      timers.delete(timer);
      toFire.splice(toFire.indexOf(node), 1);
      played.path.push(node);
      proceed({ type: "timer.fired", timer });
    } else if (task) {
      const [id, node] = task;
      const result = left.get(node)!.shift()!;
      happened({ node, result });
      if (aside?.(node, result)) {
        proceed({ type: "message.arrived", message: String(result["outcome"]), data: result });
        continue;
      }
      tasks.delete(id);
      proceed({ type: "task.completed", task: id, result });
    } else if (message) {
      const { node, name } = message;
      const key = message.on === "message" ? message.key : undefined;
      const data = left.get(node)!.shift()!;
      played.path.push(node);
      proceed({ type: "message.arrived", message: name, ...(key !== undefined && { key }), data });
    } else if (toCome.length > 0 && !played.ended) {
      facts = { ...facts, ...toCome.shift()! };
      proceed({ type: "facts.changed" });
    } else break;
  }
  const messages = awaitedAt(graph, state!).flatMap(({ on, node }) => (on === "message" ? [node] : []));
  return { ...played, waiting: tasks.size > 0 ? [...tasks.values()] : [...new Set([...messages, ...timers.values()])] };
}
