import { known, type Graph, type Node } from "./graph.ts";

/** Nodes that send a token on one of their ways: what lies behind two of these ways never runs side by side. */
const CHOOSES = new Set(["exclusive", "events"]);

/** How two nodes of one scope stand to each other within one round of the process: one behind the other, alternatives, or side by side. */
export type Relation = "after" | "before" | "instead" | "beside";

/**
 * How `other` stands to `key`. "In one round" means without going back to a node through which every way to `key` leads: a loop that
 * leads back to before a fork does not put one branch of the fork behind the other.
 */
export function relation(graph: Graph, key: string, other: string): Relation {
  if (roundFrom(graph, key).has(other)) return "after";
  if (roundFrom(graph, other).has(key)) return "before";
  const common = nearestCommon(graph, key, other);
  return common !== undefined && chooses(graph, known(graph.nodes, common), key, other) ? "instead" : "beside";
}

/** Every node to which a token that leaves `key` can come in the same round. */
export function roundFrom(graph: Graph, key: string): Set<string> {
  return reachable(graph, followers(graph, known(graph.nodes, key)), new Set([...dominators(graph, key), key]));
}

function followers(graph: Graph, node: Node): string[] {
  return [...node.out.map((edge) => known(graph.edges, edge).to), ...("boundary" in node ? node.boundary : [])];
}

function reachable(graph: Graph, from: readonly string[], closed: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key) || closed.has(key)) continue;
    found.add(key);
    open.push(...followers(graph, known(graph.nodes, key)));
  }
  return found;
}

/** The nodes through which every way from the start of its scope to `key` leads, without itself. */
function dominators(graph: Graph, key: string): string[] {
  const { scope } = known(graph.nodes, key);
  const entries = entriesOf(graph, scope);
  return Object.values(graph.nodes)
    .filter((node) => node.scope === scope && node.key !== key && !reachable(graph, entries, new Set([node.key])).has(key))
    .map((node) => node.key);
}

/** Where tokens come into a scope: nodes to which nothing leads. */
function entriesOf(graph: Graph, scope: string): string[] {
  const inside = Object.values(graph.nodes).filter((node) => node.scope === scope);
  return inside.filter((node) => node.in.length === 0 && !("host" in node)).map((node) => node.key);
}

/** The last node that both nodes have to come through. */
function nearestCommon(graph: Graph, one: string, other: string): string | undefined {
  const [ours, theirs] = [dominators(graph, one), new Set(dominators(graph, other))];
  const common = ours.filter((key) => theirs.has(key));
  return common.find((key) => common.every((each) => each === key || dominators(graph, key).includes(each)));
}

/** Whether a node sends a token to one of two nodes but never to both: by choice, or because a boundary event ends its activity. */
function chooses(graph: Graph, node: Node, one: string, other: string): boolean {
  if (CHOOSES.has(node.kind)) return true;
  if (!("boundary" in node)) return false;
  const breaks = node.boundary.filter((key) => {
    const boundary = known(graph.nodes, key);
    return "interrupting" in boundary && boundary.interrupting;
  });
  const behind = (key: string): string[] => breaks.filter((boundary) => boundary === key || roundFrom(graph, boundary).has(key));
  const [first, second] = [behind(one), behind(other)];
  return first.length + second.length > 0 && !first.some((boundary) => second.includes(boundary));
}
