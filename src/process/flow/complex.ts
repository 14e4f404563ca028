import { conflict } from "#values/errors";
import { known, type GatewayNode } from "#process/graph";
import { expected, take, waitingAt, waysOut, called, contextOf, holds, send, type Run, type Vars } from "#process/token";

/**
 * A complex gateway that waits for start, and whose activation condition holds, takes one token from each edge that has one and sends
 * tokens along every way whose condition holds (13.4.5). FEEL sees the number of tokens on each edge under the edge's id, their sum as
 * `activationCount`, and `waitingForStart`.
 */
export function startsComplex(run: Run, node: GatewayNode, frame: string): boolean {
  if (spentAt(run, node, frame).size > 0) return false;
  const counts = countsAt(run, node, frame);
  if (counts.activationCount === 0 || node.activation === undefined) return false;
  const here: Vars = { ...counts, waitingForStart: true };
  if (!holds(node.activation, { ...contextOf(run, frame), ...here }, called(node))) return false;
  run.passed.push(node.key);
  const taken = waysOut(run, node, frame, here);
  if (taken.length === 0) throw conflict("FLOW_NO_PATH", `流程在“${called(node)}”之后没有一条分支的条件成立，请联系事项管理员改正流程。`);
  for (const edge of waitingAt(run, node.key, frame)) {
    take(run, node.key, frame, edge);
    run.held.push({ node: node.key, edge, frame, spent: true });
  }
  for (const edge of taken) send(run, edge, frame);
  return true;
}

/** Waiting for reset, it waits for a token on each edge from which it has had none, unless none can be expected as at an inclusive join. */
export function canReset(run: Run, node: GatewayNode, frame: string): boolean {
  const spent = spentAt(run, node, frame);
  if (spent.size === 0) return false;
  const here = waitingAt(run, node.key, frame);
  const full = node.in.filter((edge) => spent.has(edge) || here.has(edge));
  const bare = node.in.filter((edge) => !full.includes(edge));
  return !expected(run, node, frame, bare, full);
}

/**
 * The reset takes what has come since and sends tokens once more, by conditions that look at `waitingForStart` or, where some do, by
 * default. Any other way was taken at the start, if at all: read to the letter, 13.4.5 would send every token twice.
 */
export function resetComplex(run: Run, node: GatewayNode, frame: string): void {
  const spent = spentAt(run, node, frame);
  const here: Vars = { ...countsAt(run, node, frame), waitingForStart: false };
  const again = node.out.filter((edge) => /\bwaitingForStart\b/.test(known(run.graph.edges, edge).when ?? ""));
  const taken = again.length === 0 ? [] : waysOut(run, node, frame, here).filter((edge) => again.includes(edge) || edge === node.otherwise);
  for (const edge of waitingAt(run, node.key, frame)) if (!spent.has(edge)) take(run, node.key, frame, edge);
  run.held = run.held.filter((token) => !(token.spent && token.node === node.key && token.frame === frame));
  for (const edge of taken) send(run, edge, frame);
}

function spentAt(run: Run, node: GatewayNode, frame: string): Set<string> {
  return new Set(run.held.filter((token) => token.spent && token.node === node.key && token.frame === frame).map((token) => token.edge));
}

function countsAt(run: Run, node: GatewayNode, frame: string): Record<string, number> & { activationCount: number } {
  const tokens = run.held.filter((token) => !token.spent && token.node === node.key && token.frame === frame);
  const counts = Object.fromEntries(node.in.map((edge) => [edge.split("/").at(-1) ?? edge, tokens.filter((token) => token.edge === edge).length]));
  return { ...counts, activationCount: tokens.length };
}
