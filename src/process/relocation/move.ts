import { conflict } from "#values/errors";
import { cancel, runOf, stateOf, type Run, type FlowState, type Signer, type SignTime, type Step, type Vars, type Wait } from "#process/token";
import { isActivity, known, type Graph, relation } from "#process/graph";
import { addInstance, removeInstance, open } from "#process/activity";
import { relocate } from "./relocation.ts";
import { retake } from "./retake.ts";
import { settle, addSignature, removeSignature } from "#process/flow";

/** What people do to a running flow beside completing its tasks. `task` is a task that waits; of `retake` one that was done at `node`. */
export type Move =
  | { type: "return"; task: string; to: string }
  | { type: "jump"; task: string; to: string }
  | { type: "sign"; task: string; when: SignTime; signer: Signer }
  | { type: "unsign"; task: string }
  | { type: "add"; task: string; item: unknown }
  | { type: "remove"; task: string }
  | { type: "redo"; task: string }
  | { type: "retake"; task: string; node: string }
  | { type: "terminate" };

/**
 * Moves a running flow otherwise than its model leads: 退回 and 取回 (`return`), 跳转 (`jump`), 加签 and 减签 (`sign`, `unsign` on any task;
 * `add`, `remove` for an instance of a countersigning), 取回 where nothing was asked of anybody yet (`retake`), once more what
 * was done and not signed for (`redo`), 终止 (`terminate`). Pure, like `step`.
 * @throws Refusal FLOW_NOT_WAITING, FLOW_NO_RETURN, FLOW_BESIDE, FLOW_NO_SIGN and those of `step`; nothing has then happened
 */
export function move(graph: Graph, state: FlowState, asked: Move, facts: Vars): Step {
  const run = runOf(graph, state, facts);
  const undone = asked.type === "terminate" ? terminate(run) : asked.type === "retake" ? retake(run, asked) : apply(run, asked, waitingTask(run, asked.task));
  settle(run);
  return { state: stateOf(run), effects: run.effects, passed: run.passed, undone };
}

function apply(run: Run, asked: Exclude<Move, { type: "terminate" | "retake" }>, task: Wait): string[] {
  switch (asked.type) {
    case "return":
      return relocate(run, task, asked.to);
    case "jump": {
      const undone = relocate(run, task, asked.to);
      if (run.active.has(task.id)) throw conflict("FLOW_BESIDE", "要去的环节和这个环节是并行的，不能从这里跳过去。");
      return undone;
    }
    case "sign":
      addSignature(run, task, asked.when, asked.signer);
      break;
    case "unsign":
      removeSignature(run, task);
      break;
    case "add":
      addInstance(run, task, asked.item);
      break;
    case "remove":
      removeInstance(run, task);
      break;
    case "redo":
      openAnew(run, task);
      break;
  }
  return [];
}

/** A task that is done but signed for by nobody yet waits again, as a new one; what was to sign for it is not asked any more. */
function openAnew(run: Run, task: Wait): void {
  const node = known(run.graph.nodes, task.node);
  if (!isActivity(node)) throw new Error(`${task.node} is no activity`);
  cancel(run, task);
  if (task.of === undefined) run.tokens.push({ node: task.node, frame: task.frame });
  else open(run, node, task.frame, { of: task.of, ...(task.index !== undefined && { index: task.index }) });
}

function waitingTask(run: Run, id: string): Wait {
  const active = run.active.get(id);
  if (active?.wait === "task") return active;
  throw conflict("FLOW_NOT_WAITING", "这个环节已经办完或已取消。请刷新页面看最新进度。");
}

function terminate(run: Run): string[] {
  for (const active of run.active.values()) cancel(run, active);
  run.held = [];
  return [];
}

/** A node to which a flow can be sent back: its key, its name, and the acts of service tasks that would be done once more. */
export type ReturnTarget = { node: string; name: string; again: string[] };

/** The tasks of staff that were walked before and to which the flow can be sent back from a waiting task, in the order of the file. */
export function returnTargets(graph: Graph, state: FlowState, task: string): ReturnTarget[] {
  const here = state.active.find((each) => each.id === task);
  const walked = walkedIds(state);
  const done = Object.values(graph.nodes).filter((node) => walked.has(node.id));
  return done.flatMap((node) => {
    if (node.kind !== "user" || node.party || node.key === here?.node) return [];
    if (state.active.some((each) => each.node === node.key)) return [];
    const again = done.filter((other) => other.kind === "service" && other.scope === node.scope && relation(graph, node.key, other.key) === "after");
    return [{ node: node.key, name: node.name || node.id, again: again.map((other) => (other.kind === "service" ? other.act : "")) }];
  });
}

function walkedIds(state: FlowState): Set<string> {
  const frames = state.active.flatMap((each) => (each.wait === "scope" && each.vars ? Object.keys(each.vars) : []));
  return new Set([...Object.keys(state.vars), ...frames]);
}

/** Where an administrator can jump to: every task of people in the flow. */
export function jumpTargets(graph: Graph): { node: string; name: string }[] {
  return Object.values(graph.nodes).flatMap((node) =>
    node.kind === "user" && !node.party && !known(graph.scopes, node.scope).key.includes("/") ? [{ node: node.key, name: node.name || node.id }] : [],
  );
}
