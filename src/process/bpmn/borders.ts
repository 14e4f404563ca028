import type { Node } from "#process/graph";
import type { Parts } from "./build.ts";
import { refuse } from "#process/notation";

const AT_ONCE = new Set(["pass", "script", "send"]);

/** Refuses boundary events that could never happen, and cancel events that are not of a transaction (10.3.5, 10.5.4). */
export function checkBorders(parts: Parts): void {
  for (const node of Object.values(parts.nodes)) {
    if (node.kind === "event-sub" && node.in.length + node.out.length > 0) parts.refusals.push(refuse(node.id, "event-sub-flow"));
    if (node.kind === "boundary") checkBoundary(node, parts);
    if (node.kind === "end" && node.events.some((event) => event.throws === "cancel")) checkCancelEnd(node, parts);
    if (node.kind === "sub" && node.transaction) checkTransaction(node, parts);
  }
}

function checkBoundary(node: Extract<Node, { kind: "boundary" }>, { nodes, refusals }: Parts): void {
  const host = nodes[node.host];
  if (node.in.length > 0) refusals.push(refuse(node.id, "boundary-incoming"));
  const compensates = node.triggers.some((trigger) => trigger.on === "compensation");
  const reports = host !== undefined && "many" in host && host.many?.reports !== undefined;
  if (host && AT_ONCE.has(host.kind) && !compensates && !reports) refusals.push(refuse(node.id, "boundary-host"));
  if (host && "compensates" in host && host.compensates) refusals.push(refuse(node.id, "boundary-compensation"));
  if (node.triggers.some((trigger) => trigger.on === "cancel") && !(host?.kind === "sub" && host.transaction))
    refusals.push(refuse(node.id, "cancel-boundary"));
}

function checkCancelEnd(node: Node, { nodes, scopes, refusals }: Parts): void {
  const owner = nodes[scopes[node.scope]?.owner ?? ""];
  if (owner?.kind !== "sub" || !owner.transaction) refusals.push(refuse(node.id, "cancel-end"));
}

function checkTransaction(node: Extract<Node, { kind: "sub" }>, { nodes, refusals }: Parts): void {
  const ends = Object.values(nodes).some((each) => each.scope === node.inner && each.kind === "end" && each.events.some((event) => event.throws === "cancel"));
  const borders = node.boundary
    .flatMap((key) => nodes[key] ?? [])
    .some((each) => each.kind === "boundary" && each.triggers.some((trigger) => trigger.on === "cancel"));
  if (ends !== borders) refusals.push(refuse(node.id, "cancel-pair"));
}
