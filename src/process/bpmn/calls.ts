import type { Edge, Graph, Node, Scope, Throw } from "#process/graph";
import type { Parts } from "./build.ts";
import { refuse } from "#process/notation";

/** Takes the processes of other files which are called into the parts, with their keys behind the process's id; refuses unknown and circular calls. */
export function linkCalls(parts: Parts, others: Readonly<Record<string, Graph>>, globals: readonly string[] = []): void {
  for (const id of globals) {
    const callers = Object.values(parts.nodes).filter((node) => node.kind === "call" && node.inner === id);
    if (callers.length === 0) parts.aside.push({ element: id, what: "globalTask", why: "unused" });
    for (const call of callers) parts.refusals.push(refuse(call.id, "call-global", id));
  }
  for (const call of Object.values(parts.nodes)) {
    if (call.kind !== "call" || globals.includes(call.inner)) continue;
    if (!Object.hasOwn(parts.scopes, call.inner)) take(call, others, parts);
    const scope = parts.scopes[parts.nodes[call.key]?.kind === "call" ? innerOf(parts.nodes[call.key]) : ""];
    if (scope && scope.start === undefined && !scope.all) parts.refusals.push(refuse(call.id, "call-start", call.inner));
  }
  for (const scope of Object.keys(parts.scopes)) {
    if (inside(scope, parts, new Set()).has(scope)) parts.refusals.push(refuse(scope, "call-recursion", scope));
  }
}

function innerOf(node: Node | undefined): string {
  return node && "inner" in node ? node.inner : "";
}

function take(call: Extract<Node, { kind: "call" }>, others: Readonly<Record<string, Graph>>, parts: Parts): void {
  const graph = Object.hasOwn(others, call.inner) ? others[call.inner] : undefined;
  if (!graph) parts.refusals.push(refuse(call.id, "call-unknown", call.inner));
  else if (graph.pools) parts.refusals.push(refuse(call.id, "call-pools", call.inner));
  else {
    const taken = prefixed(graph, `${graph.process}/`);
    Object.assign(parts.scopes, taken.scopes);
    Object.assign(parts.nodes, taken.nodes);
    Object.assign(parts.edges, taken.edges);
    parts.nodes[call.key] = { ...call, inner: taken.process };
  }
}

/** The scopes that run within a scope, at any depth. */
function inside(scope: string, parts: Parts, found: Set<string>): Set<string> {
  for (const node of Object.values(parts.nodes)) {
    if (node.scope !== scope || !("inner" in node) || found.has(node.inner)) continue;
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
  const event = (thrown: Throw): Throw =>
    thrown.throws === "compensation" && thrown.activity !== undefined ? { ...thrown, activity: put(thrown.activity) } : thrown;
  const scope = (value: Scope): Scope => ({
    ...value,
    key: put(value.key),
    starts: value.starts.map(put),
    handlers: value.handlers.map(put),
    ...(value.start === undefined ? {} : { start: put(value.start) }),
    ...(value.owner === undefined ? {} : { owner: put(value.owner) }),
  });
  const edge = (value: Edge): Edge => ({ ...value, id: put(value.id), from: put(value.from), to: put(value.to) });
  const node = (value: Node): Node => ({
    ...value,
    key: put(value.key),
    scope: put(value.scope),
    in: value.in.map(put),
    out: value.out.map(put),
    ...(value.otherwise ? { otherwise: put(value.otherwise) } : {}),
    ...("boundary" in value ? { boundary: value.boundary.map(put) } : {}),
    ...("undo" in value && value.undo ? { undo: put(value.undo) } : {}),
    ...("host" in value ? { host: put(value.host) } : {}),
    ...("inner" in value ? { inner: put(value.inner) } : {}),
    ...("start" in value ? { start: put(value.start) } : {}),
    ...("events" in value ? { events: value.events.map(event) } : {}),
    ...("sources" in value && value.sources ? { sources: map(value.sources, (keys) => keys.map(put)) } : {}),
  });
  const { process, name, scopes, nodes, edges, raises } = graph;
  return { process: put(process), name, scopes: map(scopes, scope), nodes: map(nodes, node), edges: map(edges, edge), ...(raises ? { raises } : {}) };
}
