import { known, type EventGatewayNode } from "#process/graph";
import { nextId, type Run } from "./run.ts";
import { subscribe } from "./subscription.ts";

/** A token at an event-based gateway waits for whatever comes first of the events behind it (13.4.4). */
export function waitForFirst(run: Run, node: EventGatewayNode, frame: string): void {
  const group = nextId(run, node);
  for (const edge of node.out) {
    const target = known(run.graph.nodes, known(run.graph.edges, edge).to);
    if (target.kind === "catch" || target.kind === "receive") subscribe(run, target, frame, { gate: node.key, group });
  }
}
