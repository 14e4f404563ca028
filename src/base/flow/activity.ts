import { cancelWithin } from "./cancel.ts";
import { isActivity, known } from "./graph.ts";
import type { ActivityNode } from "./graph.ts";
import { leave } from "./leave.ts";
import { instanceDone, openMany } from "./multi-instance.ts";
import { open } from "./open.ts";
import { keep } from "./run.ts";
import type { Run } from "./run.ts";
import type { Frame, Wait } from "./state.ts";
import { setBoundary } from "./timers.ts";

/** Begins an activity for a token that has come to it: one instance or many, and the timers on its border. */
export function beginActivity(run: Run, node: ActivityNode, frame: string): void {
  const id = node.many ? openMany(run, node, node.many, frame) : open(run, node, frame);
  if (id !== undefined) setBoundary(run, node, frame, id);
  else {
    keep(run, frame, node.id, []);
    leave(run, node, frame);
  }
}

/** Ends one instance with its result; when it was the last one the token goes on. */
export function completeActivity(run: Run, active: Wait | Frame, value: unknown): void {
  const node = known(run.graph.nodes, active.node);
  if (!isActivity(node)) return;
  run.active.delete(active.id);
  const body = active.of === undefined ? undefined : run.active.get(active.of);
  if (body?.wait !== "many" || !node.many) {
    cancelWithin(run, active.id);
    // A sub-process that shares the results of its process has none of its own to keep.
    if (active.wait !== "scope" || active.vars) keep(run, active.frame, node.id, value);
    leave(run, node, active.frame);
    return;
  }
  const results = instanceDone(run, node, node.many, body, active.index ?? 0, value);
  if (!results) return;
  keep(run, active.frame, node.id, results);
  leave(run, node, active.frame);
}
