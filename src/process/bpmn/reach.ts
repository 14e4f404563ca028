import type { Graph, Node } from "#process/graph";

type Nodes = Graph["nodes"];
type Edges = Graph["edges"];

/** The nodes to which a token can go next: along the outgoing edges, and from an activity to the timers on its border. */
export function following(node: Node, edges: Edges): string[] {
  const along = node.out.flatMap((edge) => edges[edge]?.to ?? []);
  return "boundary" in node ? [...along, ...node.boundary] : along;
}

/** Every node that can be reached from the given ones, themselves included, never passing through those in `closed`. */
export function reachable(from: string[], next: (key: string) => string[], closed: ReadonlySet<string> = new Set()): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key) || closed.has(key)) continue;
    found.add(key);
    open.push(...next(key));
  }
  return found;
}

/** From where one comes to a node: the reverse of `following`. */
export function preceding(nodes: Nodes, edges: Edges): (key: string) => string[] {
  const before = new Map<string, string[]>();
  for (const node of Object.values(nodes)) {
    for (const next of following(node, edges)) before.set(next, [...(before.get(next) ?? []), node.key]);
  }
  return (key) => before.get(key) ?? [];
}

/**
 * For an inclusive join: for each incoming edge, the nodes from which a token could still come along that edge without
 * passing the join itself (BPMN 2.0.2, table 13.3: the paths that the join has to wait for).
 */
export function joinSources(join: Node, nodes: Nodes, edges: Edges): Record<string, string[]> {
  const before = preceding(nodes, edges);
  const closed = new Set([join.key]);
  return Object.fromEntries(join.in.map((edge) => [edge, [...reachable([edges[edge]?.from ?? ""], before, closed)]]));
}

const WAITS = new Set(["user", "service", "rule", "receive", "catch", "events", "boundary", "sub", "call"]);

/** What can change the data that the conditions of a loop look at. */
const CHANGES = new Set(["script"]);

/** A node of a loop in which nothing waits and nothing changes, so that it could never stop; undefined where there is none. */
export function endlessLoop(nodes: Nodes, edges: Edges): string | undefined {
  const waiting = new Set(
    Object.values(nodes)
      .filter((node) => WAITS.has(node.kind))
      .map((node) => node.key),
  );
  const next = (key: string): string[] => (nodes[key] ? following(nodes[key], edges) : []);
  const changes = new Set(Object.keys(nodes).filter((key) => CHANGES.has(nodes[key]!.kind) && leavesByCondition(key)));
  // A counting script ends its loop by itself; one that does not is stopped when it runs.
  function leavesByCondition(key: string): boolean {
    const loop = [...reachable(next(key), next, waiting)].filter((each) => reachable(next(each), next, waiting).has(key));
    return loop.some((each) => nodes[each]!.out.some((edge) => edges[edge]?.when !== undefined) && next(each).some((after) => !loop.includes(after)));
  }
  const closed = new Set([...waiting, ...changes]);
  return Object.keys(nodes).find((key) => !closed.has(key) && reachable(next(key), next, closed).has(key));
}
