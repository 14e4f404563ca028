import { conflict } from "#kernel/errors";
import { completeActivity } from "./activity.ts";
import { cancel } from "./cancel.ts";
import { known } from "./graph.ts";
import type { Graph } from "./graph.ts";
import { leave } from "./leave.ts";
import { runOf, stateOf } from "./run.ts";
import type { Run } from "./run.ts";
import { settle } from "./settle.ts";
import { completeTask } from "./signatures.ts";
import type { FlowEvent, FlowState, Step, Vars, Wait } from "./state.ts";

/**
 * Begins an instance: moves the first token until everything waits.
 *
 * `facts` is plain JSON which FEEL sees by name; results of steps stand beside it under the ids of their elements.
 * @throws Refusal FLOW_NO_PATH, FLOW_CONDITION, FLOW_COLLECTION, FLOW_UNIT, FLOW_INPUT, FLOW_TIMER, FLOW_STUCK, FLOW_ENDLESS: slips of the
 * model that only the data shows; nothing has then happened
 */
export function begin(graph: Graph, facts: Vars): Step {
  const run = runOf(graph, { serial: 0, active: [], held: [], vars: {} }, facts);
  run.tokens.push({ node: known(graph.scopes, graph.process).start, frame: "" });
  return finish(run);
}

/**
 * Takes one event and moves on. The state given is not changed; the same state and event give the same step.
 * @throws Refusal FLOW_NOT_WAITING when the flow does not wait for this, and those of `begin`
 */
export function step(graph: Graph, state: FlowState, event: FlowEvent, facts: Vars): Step {
  const run = runOf(graph, state, facts);
  switch (event.type) {
    case "task.completed":
      completeTask(run, waiting(run, event.task, "task"), event.result);
      break;
    case "service.done":
      completeActivity(run, waiting(run, event.call, "service"), event.result);
      break;
    case "rule.done":
      completeActivity(run, waiting(run, event.call, "rule"), event.result);
      break;
    case "timer.fired":
      fire(run, waiting(run, event.timer, "timer"));
      break;
  }
  return finish(run);
}

function waiting(run: Run, id: string, wait: Wait["wait"]): Wait {
  const active = run.active.get(id);
  if (active?.wait === wait) return active;
  throw conflict("FLOW_NOT_WAITING", "这个环节已经办完或已取消，不能再办一次。请刷新页面看最新进度。");
}

function fire(run: Run, timer: Wait): void {
  const node = known(run.graph.nodes, timer.node);
  run.active.delete(timer.id);
  if (node.kind === "boundary") {
    run.passed.push(node.key);
    const host = timer.host === undefined ? undefined : run.active.get(timer.host);
    if (node.interrupting && host) cancel(run, host);
  }
  leave(run, node, timer.frame);
}

function finish(run: Run): Step {
  settle(run);
  return { state: stateOf(run), effects: run.effects, passed: run.passed };
}
