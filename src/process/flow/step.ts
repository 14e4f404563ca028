import { conflict } from "#values/errors";
import { completeActivity, beginInner, beginRoot, type Beginning } from "#process/activity";
import { cancel, runOf, stateOf, type Run, type Active, type Catch, type FlowEvent, type FlowState, type Step, type Vars, type Wait } from "#process/token";
import { known, type Graph } from "#process/graph";
import { occur, broadcast, receive, raise, uncaught } from "#process/event";
import { settle } from "./settle.ts";
import { completeTask } from "./signatures.ts";

/**
 * Begins an instance: moves the first tokens until everything waits. `beginning` says at which start event, where there is more than one
 * way to begin, and what the message or signal carried that began it.
 *
 * `facts` is plain JSON which FEEL sees by name; results of steps stand beside it under the ids of their elements.
 * @throws Refusal FLOW_NO_START for a start that the process does not have; FLOW_NO_PATH, FLOW_CONDITION, FLOW_COLLECTION, FLOW_UNIT,
 * FLOW_INPUT, FLOW_TIMER, FLOW_STUCK, FLOW_ENDLESS, FLOW_UNCAUGHT, FLOW_MAIL_FULL: slips of the model that only the data shows; nothing has
 * then happened
 */
export function begin(graph: Graph, facts: Vars, beginning: Beginning = {}): Step {
  const run = runOf(graph, { serial: 0, active: [], held: [], vars: {} }, facts);
  beginRoot(run, beginning);
  return finish(run);
}

type Handlers = { [Type in FlowEvent["type"]]: (run: Run, event: Extract<FlowEvent, { type: Type }>) => void };

/** What each event does to a run. */
const HANDLERS: Handlers = {
  "task.completed": (run, { task, result }) => completeTask(run, waiting(run, task, "task"), result),
  "service.done": (run, { call, result }) => completeActivity(run, waiting(run, call, "service"), result),
  "rule.done": (run, { call, result }) => completeActivity(run, waiting(run, call, "rule"), result),
  "timer.fired": (run, { timer }) => occur(run, waitingTimer(run, timer)),
  "service.failed": (run, { call, error, message }) => fail(run, waiting(run, call, "service"), error, message),
  "error.raised": (run, { wait, error, message }) => fail(run, waiting(run, wait, "task"), error, message),
  "escalation.raised": (run, { wait, escalation, data }) => escalate(run, waiting(run, wait, "task"), escalation, data),
  "message.arrived": (run, { type: _type, ...mail }) => receive(run, mail),
  "signal.arrived": (run, { signal, data }) => broadcast(run, signal, data ?? null),
  "facts.changed": () => {},
  "activity.begun": (run, { frame, node }) => beginInner(run, frame, node),
};

/**
 * Takes one event and moves on. The state given is not changed; the same state and event give the same step.
 * @throws Refusal FLOW_NOT_WAITING when the flow does not wait for this, FLOW_UNKNOWN_MESSAGE, FLOW_NOT_OFFERED, and those of `begin`
 */
export function step(graph: Graph, state: FlowState, event: FlowEvent, facts: Vars): Step {
  const run = runOf(graph, state, facts);
  const handle = HANDLERS[event.type] as (run: Run, event: FlowEvent) => void;
  handle(run, event);
  return finish(run);
}

function waiting(run: Run, id: string, wait: Wait["wait"]): Wait {
  const active = run.active.get(id);
  if (active?.wait === wait) return active;
  throw notWaiting();
}

function waitingTimer(run: Run, id: string): Catch {
  const active = run.active.get(id);
  if (active?.wait === "timer") return active;
  throw notWaiting();
}

function notWaiting(): Error {
  return conflict("FLOW_NOT_WAITING", "这个环节已经办完或已取消，不能再办一次。请刷新页面看最新进度。");
}

/** An error ends the activity that raised it, caught or not. */
function fail(run: Run, active: Active, error: string, message?: string): void {
  const data = { error, ...(message === undefined ? {} : { message }) };
  if (!raise(run, { on: "error", code: error, data }, active.frame, active)) throw uncaught(known(run.graph.nodes, active.node), error);
  cancel(run, active);
}

function escalate(run: Run, active: Active, escalation: string, data: unknown): void {
  const at = run.effects.length;
  const caught = raise(run, { on: "escalation", code: escalation, data: { escalation, data: data ?? null } }, active.frame, active);
  run.effects.splice(at, 0, { type: "escalation.thrown", node: active.node, escalation, caught, data: data ?? null });
}

function finish(run: Run): Step {
  settle(run);
  return { state: stateOf(run), effects: run.effects, passed: run.passed };
}
