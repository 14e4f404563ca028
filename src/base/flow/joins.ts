import { known } from "./graph.ts";
import type { GatewayNode } from "./graph.ts";
import { leave } from "./leave.ts";
import type { Run, Token } from "./run.ts";

/** A token at a parallel join: it goes on when every incoming edge has brought one. */
export function arriveParallel(run: Run, node: GatewayNode, token: Token): void {
  hold(run, node, token);
  const here = waitingAt(run, node, token.frame);
  if (!node.in.every((edge) => here.has(edge))) return;
  consume(run, node, token.frame, node.in);
  leave(run, node, token.frame);
}

/** A token at a join stays on the edge by which it came. */
export function hold(run: Run, node: GatewayNode, token: Token): void {
  run.held.push({ node: node.key, edge: token.edge ?? "", frame: token.frame });
}

/**
 * Fires one inclusive join that has nothing left to wait for: no token in its frame can still come along an empty incoming edge,
 * unless that token could as well come along an edge that already has one (BPMN 2.0.2, table 13.3). Called when nothing moves.
 */
export function fireInclusive(run: Run): boolean {
  for (const token of run.held) {
    const node = known(run.graph.nodes, token.node);
    if (node.kind !== "inclusive" || !node.sources) continue;
    const here = waitingAt(run, node, token.frame);
    const full = node.in.filter((edge) => here.has(edge));
    const empty = node.in.filter((edge) => !here.has(edge));
    const elsewhere = positions(run, token.frame, node.key);
    const canCome = (edges: string[], from: string): boolean => edges.some((edge) => node.sources?.[edge]?.includes(from));
    if (elsewhere.some((from) => canCome(empty, from) && !canCome(full, from))) continue;
    consume(run, node, token.frame, full);
    leave(run, node, token.frame);
    return true;
  }
  return false;
}

function waitingAt(run: Run, node: GatewayNode, frame: string): Set<string> {
  return new Set(run.held.filter((token) => token.node === node.key && token.frame === frame).map((token) => token.edge));
}

/** Takes one token from each of the edges. */
function consume(run: Run, node: GatewayNode, frame: string, edges: readonly string[]): void {
  run.passed.push(node.key);
  for (const edge of edges) {
    const at = run.held.findIndex((token) => token.node === node.key && token.frame === frame && token.edge === edge);
    run.held.splice(at, 1);
  }
}

/** Where the other tokens of a frame stand. A timer on a border is no token: what it may bring counts as coming from its host. */
function positions(run: Run, frame: string, join: string): string[] {
  const waiting = [...run.active.values()].filter((active) => active.frame === frame && !("host" in active)).map((active) => active.node);
  const held = run.held.filter((token) => token.frame === frame && token.node !== join).map((token) => token.node);
  return [...waiting, ...held];
}
