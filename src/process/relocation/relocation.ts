import { conflict } from "#values/errors";
import { setBoundary, cancel, forget, frameOf, within, type Run, type Active, type Wait } from "#process/token";
import { known, type CallNode, type Graph, type Node, type SubNode, relation, roundFrom } from "#process/graph";
import { open } from "#process/activity";

/**
 * Puts a token on a node to which the model would not have led now: 退回, 取回 and 跳转 are all this one move.
 *
 * What stands behind the target, before it, or on an alternative to it is withdrawn, with everything inside; what runs beside it stays.
 * A parallel join behind the target at which nothing more would arrive on some way counts that way as done: the token that had come by
 * it is put back. Results of what has to be done again are forgotten. So no token is lost and none is doubled. A sub-process that
 * has ended is begun again, at the target. Returns the keys of what counts as not done any more.
 * @throws Refusal FLOW_NO_RETURN for a node that waits itself, or lies in one of several instances of a sub-process
 */
export function relocate(run: Run, task: Pick<Wait, "frame">, target: string): string[] {
  const frame = makeRoom(run, task, target);
  run.tokens.push({ node: target, frame });
  return undone(run.graph, target);
}

/** What is not done any more: the target, all behind it in the round, and the ways between. */
function undone(graph: Graph, target: string): string[] {
  const nodes = [target, ...roundFrom(graph, target)];
  const inside = nodes.flatMap((key) => [...within(graph, known(graph.nodes, key))].map((node) => node.key));
  const edges = [...new Set(inside)].flatMap((key) => known(graph.nodes, key).out);
  return [...new Set([...inside, ...edges])];
}

/** Withdraws what the target replaces and returns the frame it lies in. */
function makeRoom(run: Run, task: Pick<Wait, "frame">, target: string): string {
  const { scope } = known(run.graph.nodes, target);
  const frame = frameOf(run, scope, task.frame) ?? reopen(run, task, scope);
  withdraw(run, frame, target);
  return frame;
}

/** Begins a sub-process again, as far as its border: no token inside yet. */
function reopen(run: Run, task: Pick<Wait, "frame">, scope: string): string {
  const owner = ownerOf(run.graph, scope);
  if (!owner || owner.many) throw conflict("FLOW_NO_RETURN", "要去的环节在一个分成几份办理的子流程里，不能单独转过去。");
  const outer = makeRoom(run, task, owner.key);
  const id = open(run, owner, outer);
  run.tokens = run.tokens.filter((token) => token.frame !== id);
  setBoundary(run, owner, outer, id);
  return id;
}

function ownerOf(graph: Graph, scope: string): SubNode | CallNode | undefined {
  const owners = Object.values(graph.nodes).filter((node): node is SubNode | CallNode => "inner" in node && node.inner === scope);
  return owners.length === 1 ? owners[0] : undefined;
}

function withdraw(run: Run, frame: string, target: string): void {
  const behind = roundFrom(run.graph, target);
  const beside = (key: string): boolean => key !== target && relation(run.graph, target, key) === "beside";
  const comes = (edge: string): boolean => [...behind, target].includes(known(run.graph.edges, edge).from);
  for (const active of placed(run, frame)) {
    if (active.node === target) throw conflict("FLOW_NO_RETURN", "要去的环节正在办理，不用再转过去。");
    if (!beside(active.node)) cancel(run, active);
  }
  run.held = run.held.filter((token) => token.frame !== frame || (!comes(token.edge) && beside(known(run.graph.edges, token.edge).from)));
  for (const key of behind) putBack(run, known(run.graph.nodes, key), frame, comes);
  forget(run, frame, [target, ...behind]);
}

/** Gives a parallel join behind the target the tokens of those ways on which nothing can come any more. */
function putBack(run: Run, join: Node, frame: string, comes: (edge: string) => boolean): void {
  if (join.kind !== "parallel" || join.in.length < 2) return;
  for (const edge of join.in) {
    const { from } = known(run.graph.edges, edge);
    const held = run.held.some((token) => token.node === join.key && token.edge === edge && token.frame === frame);
    const onItsWay = (key: string): boolean => key === from || roundFrom(run.graph, key).has(from);
    if (!comes(edge) && !held && ![...positions(run, frame)].some(onItsWay)) run.held.push({ node: join.key, edge, frame });
  }
}

/** What stands in a frame of itself; catches on a border go with their host, instances with their body. */
function placed(run: Run, frame: string): Active[] {
  const attached = (active: Active): boolean => ("host" in active && active.host !== undefined) || ("of" in active && active.of !== undefined);
  return [...run.active.values()].filter((active) => active.frame === frame && !attached(active));
}

function positions(run: Run, frame: string): Set<string> {
  const held = run.held.filter((token) => token.frame === frame).map((token) => token.node);
  return new Set([...placed(run, frame).map((active) => active.node), ...held]);
}
