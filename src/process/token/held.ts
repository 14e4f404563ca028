import type { GatewayNode, Node } from "#process/graph";
import type { Run, Token } from "./run.ts";

/** A token at a join stays on the edge by which it came. */
export function hold(run: Run, node: Node, token: Token): void {
  run.held.push({ node: node.key, edge: token.edge ?? "", frame: token.frame });
}

/** The edges of a join on which tokens wait in a frame. */
export function waitingAt(run: Run, node: string, frame: string): Set<string> {
  return new Set(run.held.filter((token) => token.node === node && token.frame === frame && !token.spent).map((token) => token.edge));
}

/** Takes one token from an edge. */
export function take(run: Run, node: string, frame: string, edge: string): void {
  const at = run.held.findIndex((token) => token.node === node && token.frame === frame && token.edge === edge && !token.spent);
  run.held.splice(at, 1);
}

/** Whether a token elsewhere in the frame could still come along one of the `bare` edges, and could not as well come along one of the `full` (table 13.3). */
export function expected(run: Run, join: GatewayNode, frame: string, bare: readonly string[], full: readonly string[]): boolean {
  const canCome = (edges: readonly string[], from: string): boolean => edges.some((edge) => join.sources?.[edge]?.includes(from));
  return positions(run, frame, join.key).some((from) => canCome(bare, from) && !canCome(full, from));
}

/** Where the other tokens of a frame stand. An event on a border is no token: what it may bring counts as coming from its host. */
function positions(run: Run, frame: string, join: string): string[] {
  const waiting = [...run.active.values()].filter((active) => active.frame === frame && !("host" in active && active.host !== undefined));
  const held = run.held.filter((token) => token.frame === frame && token.node !== join && !token.spent).map((token) => token.node);
  return [...waiting.map((active) => ("gate" in active && active.gate !== undefined ? active.gate : active.node)), ...held];
}
