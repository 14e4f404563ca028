import { cancel, empty, type Run, switchOff } from "#process/token";
import { takeDone, undo } from "./compensation.ts";
import { known, type Node } from "#process/graph";
import { crossBorder } from "./happen.ts";
import { hostOf } from "./raise.ts";

/** A cancel end event: what still runs in the transaction ends, what was completed is compensated, then the token leaves over the cancel event on its border (10.3.5, 13.5.6). */
export function cancelTransaction(run: Run, node: Node, frame: string): void {
  empty(run, frame);
  switchOff(run, frame);
  undo(run, node, frame, takeDone(run, frame));
}

/** All is compensated: the transaction is left. */
export function leaveTransaction(run: Run, frame: string): void {
  const holder = run.active.get(frame);
  const host = holder && hostOf(run, holder);
  const node = host && known(run.graph.nodes, host.node);
  if (!host || !node || !("boundary" in node)) return;
  for (const key of node.boundary) {
    const boundary = known(run.graph.nodes, key);
    if (boundary.kind !== "boundary" || !boundary.triggers.some((trigger) => trigger.on === "cancel")) continue;
    crossBorder(run, boundary, host);
    return;
  }
  cancel(run, host);
}
