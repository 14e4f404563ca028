import type { ActivityNode, Loop } from "#process/graph";
import { open } from "./open.ts";
import { called, contextOf, holds, nextId, type Run, type Round } from "#process/token";

/** Begins an activity that is done again and again. Returns the id of its body, or undefined when its condition, looked at before, does not hold (13.3.6). */
export function openLoop(run: Run, node: ActivityNode, loop: Loop, frame: string, of?: string): string | undefined {
  if (loop.before && !again(run, node, loop, frame, 0)) return undefined;
  const id = nextId(run, node);
  run.active.set(id, { id, node: node.key, frame, wait: "loop", count: 1, ...(of === undefined ? {} : { of }) });
  open(run, node, frame, { of: id, index: 0 });
  return id;
}

/** After one round: begins the next one, or tells that it was the last. */
export function goRound(run: Run, node: ActivityNode, loop: Loop, body: Round): boolean {
  if (!again(run, node, loop, body.frame, body.count)) {
    run.active.delete(body.id);
    return false;
  }
  run.active.set(body.id, { ...body, count: body.count + 1 });
  open(run, node, body.frame, { of: body.id, index: body.count });
  return true;
}

function again(run: Run, node: ActivityNode, loop: Loop, frame: string, done: number): boolean {
  if (loop.most !== undefined && done >= loop.most) return false;
  return holds(loop.when, { ...contextOf(run, frame), loopCounter: done }, called(node));
}
