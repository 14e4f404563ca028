import { canReset, resetComplex, startsComplex } from "./complex.ts";
import { known, type GatewayNode } from "#process/graph";
import { expected, hold, take, waitingAt, leave, type Run, type Token } from "#process/token";

/** A token at a parallel join: it goes on when every incoming edge has brought one (13.4.1). */
export function arriveParallel(run: Run, node: GatewayNode, token: Token): void {
  hold(run, node, token);
  const here = waitingAt(run, node.key, token.frame);
  if (!node.in.every((edge) => here.has(edge))) return;
  run.passed.push(node.key);
  for (const edge of node.in) take(run, node.key, token.frame, edge);
  leave(run, node, token.frame);
}

/** Fires one inclusive or complex join that can go on. Called when nothing moves. */
export function fireJoin(run: Run): boolean {
  for (const { node: key, frame } of run.held) {
    const node = known(run.graph.nodes, key);
    if (node.kind === "inclusive" && fireInclusive(run, node, frame)) return true;
    if (node.kind !== "complex") continue;
    if (startsComplex(run, node, frame)) return true;
    if (canReset(run, node, frame)) {
      resetComplex(run, node, frame);
      return true;
    }
  }
  return false;
}

/**
 * An inclusive join fires when it has nothing left to wait for: no token in its frame can still come along an empty incoming edge,
 * unless that token could as well come along an edge that already has one (BPMN 2.0.2, table 13.3).
 */
function fireInclusive(run: Run, node: GatewayNode, frame: string): boolean {
  const here = waitingAt(run, node.key, frame);
  const full = node.in.filter((edge) => here.has(edge));
  const bare = node.in.filter((edge) => !here.has(edge));
  if (expected(run, node, frame, bare, full)) return false;
  run.passed.push(node.key);
  for (const edge of full) take(run, node.key, frame, edge);
  leave(run, node, frame);
  return true;
}
