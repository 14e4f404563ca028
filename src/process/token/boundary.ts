import { known, type ActivityNode } from "#process/graph";
import type { Run } from "./run.ts";
import { subscribe } from "./subscription.ts";

/** Begins to wait for the events on the border of an activity that has just begun. */
export function setBoundary(run: Run, node: ActivityNode, frame: string, host: string): void {
  for (const key of node.boundary) {
    const boundary = known(run.graph.nodes, key);
    if (boundary.kind === "boundary") subscribe(run, boundary, frame, { host });
  }
}
