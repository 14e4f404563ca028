import type { Parts } from "./build.ts";
import type { Edge, Graph, Node, Scope } from "#base/flow";
import { refuse } from "./refusal.ts";

/** Takes the processes of other files which are called into the parts, with their keys behind the process's id; refuses unknown and circular calls. */
export function linkCalls(parts: Parts, others: Readonly<Record<string, Graph>>): void {
  const calls = Object.values(parts.nodes).filter((node) => node.kind === "call");
  for (const call of calls) {
    if (Object.hasOwn(parts.scopes, call.inner)) continue;
    const graph = Object.hasOwn(others, call.inner) ? others[call.inner] : undefined;
    if (!graph) {
      parts.refusals.push(refuse(call.id, "call-unknown", call.inner));
      continue;
    }
    const taken = prefixed(graph, `${graph.process}/`);
    Object.assign(parts.scopes, taken.scopes);
    Object.assign(parts.nodes, taken.nodes);
    Object.assign(parts.edges, taken.edges);
    parts.nodes[call.key] = { ...call, inner: taken.process };
  }
  for (const scope of Object.keys(parts.scopes)) {
    if (inside(scope, parts, new Set()).has(scope)) parts.refusals.push(refuse(scope, "call-recursion", scope));
  }
}

/** The scopes that run within a scope, at any depth. */
function inside(scope: string, parts: Parts, found: Set<string>): Set<string> {
  for (const node of Object.values(parts.nodes)) {
    if (node.scope !== scope || (node.kind !== "sub" && node.kind !== "call") || found.has(node.inner)) continue;
    found.add(node.inner);
    inside(node.inner, parts, found);
  }
  return found;
}

/** A graph with every key behind a prefix; ids stay, since results are stored by them. */
function prefixed(graph: Graph, prefix: string): Graph {
  const put = (key: string): string => prefix + key;
  const map = <T, U>(table: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
    Object.fromEntries(Object.entries(table).map(([key, value]) => [put(key), change(value)]));
  const scope = (value: Scope): Scope => ({ ...value, key: put(value.key), start: put(value.start) });
  const edge = (value: Edge): Edge => ({ ...value, id: put(value.id), from: put(value.from), to: put(value.to) });
  const node = (value: Node): Node => ({
    ...value,
    key: put(value.key),
    scope: put(value.scope),
    in: value.in.map(put),
    out: value.out.map(put),
    ...(value.otherwise ? { otherwise: put(value.otherwise) } : {}),
    ...("boundary" in value ? { boundary: value.boundary.map(put) } : {}),
    ...("host" in value ? { host: put(value.host) } : {}),
    ...("inner" in value ? { inner: put(value.inner) } : {}),
    ...("sources" in value && value.sources ? { sources: map(value.sources, (keys) => keys.map(put)) } : {}),
  });
  return { process: put(graph.process), name: graph.name, scopes: map(graph.scopes, scope), nodes: map(graph.nodes, node), edges: map(graph.edges, edge) };
}
