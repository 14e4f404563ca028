import { conflict } from "#values/errors";
import { beginActivity, completeActivity, adHocOf } from "#process/activity";
import { cancel, empty, waitForFirst, hold, leave, type Run, type Token, offer, switchOff, type Active, subscribe } from "#process/token";
import { afterUndo, undoNext, lookAtConditions, lookAtFresh, deliver, hearSignals, throwEvents, leaveTransaction } from "#process/event";
import { isActivity, known, type Node } from "#process/graph";
import { arriveParallel, fireJoin } from "./joins.ts";

/** Most moves of tokens in one step: a model that needs more goes round without ever waiting. */
const MOST = 20_000;

/** Moves tokens until everything waits for the outside or has ended. */
export function settle(run: Run): void {
  let moves = 0;
  do {
    while (advance(run)) {
      moves += 1;
      if (moves > MOST) throw conflict("FLOW_ENDLESS", "流程一直在转圈，没有停下来等人办理，请联系事项管理员改正流程。");
    }
  } while (fireJoin(run) || deliver(run) || hearSignals(run) || finishFrame(run) || lookAtConditions(run));
}

/** Looks at a condition that begins to be waited for, completes what is through, goes on with a compensation, or moves one token. */
function advance(run: Run): boolean {
  if (lookAtFresh(run)) return true;
  const through = run.through.shift();
  if (through) {
    const active = run.active.get(through.id);
    if (active?.wait === "instant" || active?.wait === "message") completeActivity(run, active, through.value);
    return true;
  }
  const resumed = run.resumed.shift();
  if (resumed !== undefined) {
    resume(run, run.active.get(resumed));
    return true;
  }
  const token = run.tokens.shift();
  if (token) enter(run, token);
  return token !== undefined;
}

function resume(run: Run, undoing: Active | undefined): void {
  if (undoing?.wait !== "undo") return;
  const node = undoNext(run, undoing);
  if (node?.kind === "end" && node.events.some((event) => event.throws === "cancel")) leaveTransaction(run, undoing.frame);
  else if (node) afterUndo(run, node, undoing);
}

function enter(run: Run, token: Token): void {
  const node = known(run.graph.nodes, token.node);
  const { frame } = token;
  if (token.out) leave(run, node, frame);
  else if (node.kind === "parallel" && node.in.length > 1) arriveParallel(run, node, token);
  else if ((node.kind === "inclusive" && node.in.length > 1) || node.kind === "complex") hold(run, node, token);
  else if (isActivity(node)) {
    if (token.edge !== undefined && adHocOf(run, frame)) {
      hold(run, node, token);
      offer(run, node.key, frame);
      return;
    }
    run.passed.push(node.key);
    if (isPlain(node) && !adHocOf(run, frame)) leave(run, node, frame);
    else beginActivity(run, node, frame, token.of);
  } else pass(run, node, frame);
}

function pass(run: Run, node: Node, frame: string): void {
  run.passed.push(node.key);
  switch (node.kind) {
    case "throw":
    case "end":
      throwEvents(run, node, frame);
      break;
    case "terminate":
      empty(run, frame);
      break;
    case "catch":
      subscribe(run, node, frame);
      break;
    case "events":
      waitForFirst(run, node, frame);
      break;
    default:
      leave(run, node, frame);
  }
}

/** Whether a token goes through an activity as through nothing: most abstract tasks, and intermediate events without trigger. */
function isPlain(node: Node): boolean {
  return node.kind === "pass" && !node.many && !node.loop && !node.kept && !node.compensates && !node.writes && node.boundary.length === 0;
}

/**
 * Completes one sub-process or called process in which no token is left, innermost first; ends the flow when none is left at all. While
 * only event sub-processes still run in it, it is completing: no other begins (13.5.4).
 */
function finishFrame(run: Run): boolean {
  if (run.ended) return false;
  const own = new Set<string>();
  const handled = new Set<string>();
  for (const active of run.active.values()) {
    if ("host" in active && active.host !== undefined) continue;
    const isHandler = active.wait === "scope" && known(run.graph.nodes, active.node).kind === "event-sub";
    (isHandler ? handled : own).add(active.frame);
  }
  const stuck = new Set(run.held.map((token) => token.frame));
  for (const holder of [...run.active.values(), undefined]) {
    const id = holder?.id ?? "";
    if ((holder && holder.wait !== "scope") || own.has(id)) continue;
    if (holder?.wait === "scope" && !holder.closing && adHocOf(run, id)) continue;
    if (stuck.has(id)) throw conflict("FLOW_STUCK", "流程停在汇合处，再也等不到另一条分支，请联系事项管理员改正流程。");
    const busy = handled.has(id);
    stopListening(run, id, busy);
    if (busy) continue;
    if (holder?.wait === "scope") completeActivity(run, holder, holder.vars);
    else end(run);
    return true;
  }
  return false;
}

function stopListening(run: Run, frame: string, busy: boolean): void {
  for (const active of run.active.values()) {
    if (active.frame === frame && "host" in active && active.host === frame) cancel(run, active);
  }
  if (busy) switchOff(run, frame);
}

function end(run: Run): void {
  run.ended = true;
  run.off = false;
  run.done = [];
  run.mail = [];
  run.effects.push({ type: "ended" });
}
