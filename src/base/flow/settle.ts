import { conflict } from "#kernel/errors";
import { beginActivity, completeActivity } from "./activity.ts";
import { cancelWithin } from "./cancel.ts";
import { isActivity, known } from "./graph.ts";
import { arriveParallel, fireInclusive, hold } from "./joins.ts";
import { leave } from "./leave.ts";
import type { Run, Token } from "./run.ts";
import { setTimer } from "./timers.ts";

/** Most moves of tokens in one step: a model that needs more goes round without ever waiting. */
const MOST = 20_000;

/** Moves tokens until everything waits for the outside or has ended. */
export function settle(run: Run): void {
  let moves = 0;
  do {
    for (let token = run.tokens.shift(); token; token = run.tokens.shift()) {
      moves += 1;
      if (moves > MOST) throw conflict("FLOW_ENDLESS", "流程一直在转圈，没有停下来等人办理，请联系事项管理员改正流程。");
      enter(run, token);
    }
  } while (fireInclusive(run) || finishFrame(run));
}

function enter(run: Run, token: Token): void {
  const node = known(run.graph.nodes, token.node);
  const { frame } = token;
  if (node.kind === "parallel" && node.in.length > 1) {
    arriveParallel(run, node, token);
    return;
  }
  if (node.kind === "inclusive" && node.in.length > 1) {
    hold(run, node, token);
    return;
  }
  run.passed.push(node.key);
  if (node.kind === "end") return;
  if (node.kind === "terminate") cancelWithin(run, frame);
  else if (node.kind === "timer") setTimer(run, node, frame);
  else if (isActivity(node)) beginActivity(run, node, frame);
  else leave(run, node, frame);
}

/** Completes one sub-process or called process in which no token is left, innermost first; ends the flow when none is left at all. */
function finishFrame(run: Run): boolean {
  if (run.ended) return false;
  const alive = new Set([...run.active.values()].map((active) => active.frame));
  const stuck = new Set(run.held.map((token) => token.frame));
  for (const frame of [...[...run.active.values()].filter((active) => active.wait === "scope"), undefined]) {
    const id = frame?.id ?? "";
    if (alive.has(id)) continue;
    if (stuck.has(id)) throw conflict("FLOW_STUCK", "流程停在汇合处，再也等不到另一条分支，请联系事项管理员改正流程。");
    if (frame) completeActivity(run, frame, frame.vars);
    else {
      run.ended = true;
      run.effects.push({ type: "ended" });
    }
    return true;
  }
  return false;
}
