import type { Node } from "#process/graph";
import { isAside, type Parts } from "./build.ts";
import { endlessLoop, following, preceding, reachable } from "./reach.ts";
import { refuse, type FlowRefusal } from "#process/notation";

/** Gateways whose outgoing flows need conditions. */
const CHOOSE = new Set(["exclusive", "inclusive", "complex"]);

/**
 * Refuses graphs whose shape cannot be executed: ends, flows, defaults, conditions; and, where `whole`, what cannot be reached or left, which
 * follows from any other slip of the shape.
 */
export function structureRefusals(parts: Parts, whole: boolean): FlowRefusal[] {
  const found = Object.values(parts.nodes).flatMap((node) => [...ends(node, parts), ...branches(node, parts)]);
  if (found.length === 0) found.push(...Object.values(parts.nodes).flatMap((node) => betweenFlows(node, parts)));
  return found.length > 0 || !whole ? found : ways(parts);
}

/** What no sequence flow goes through. */
function isApart(node: Node): boolean {
  return node.kind === "boundary" ? node.triggers.some((trigger) => trigger.on === "compensation") : isAside(node);
}

function isLast(node: Node): boolean {
  return node.kind === "end" || node.kind === "terminate";
}

/** Whether a way may end at any node of the scope: in ad-hoc sub-processes, and where there are no end events. */
function endsAnywhere(node: Node, { nodes, scopes }: Parts): boolean {
  if (scopes[node.scope]?.all) return true;
  const owner = nodes[scopes[node.scope]?.owner ?? ""];
  return owner?.kind === "sub" && owner.adHoc !== undefined;
}

function ends(node: Node, parts: Parts): FlowRefusal[] {
  const found: FlowRefusal[] = [];
  if (node.kind === "start" && node.in.length > 0) found.push(refuse(node.id, "start-incoming"));
  if (isLast(node) && node.out.length > 0) found.push(refuse(node.id, "end-outgoing"));
  if (!isLast(node) && !isApart(node) && node.out.length === 0 && !endsAnywhere(node, parts)) found.push(refuse(node.id, "dead-end"));
  return found;
}

/** Also where a process has neither start nor end events: an intermediate event stands between two things. */
function betweenFlows(node: Node, { elements }: Parts): FlowRefusal[] {
  const isIntermediate = elements.get(node.key)?.$type.startsWith("bpmn:Intermediate") === true;
  return isIntermediate && (node.in.length === 0 || node.out.length === 0) ? [refuse(node.id, "event-flows")] : [];
}

function branches(node: Node, { edges }: Parts): FlowRefusal[] {
  const found: FlowRefusal[] = [];
  const gateway = CHOOSE.has(node.kind);
  // Activities may choose as well: the standard calls that conditional flow.
  const chooses = gateway || "boundary" in node;
  const { otherwise } = node;
  if (otherwise !== undefined && !node.out.includes(otherwise)) found.push(refuse(node.id, "default-not-outgoing"));
  for (const id of node.out) {
    const edge = edges[id];
    if (edge?.when && !chooses) found.push(refuse(id, "condition-misplaced"));
    if (edge?.when && id === otherwise) found.push(refuse(id, "default-with-condition"));
    if (edge?.when && !gateway && chooses && node.out.length === 1) found.push(refuse(id, "condition-alone"));
    if (!edge?.when && id !== otherwise && gateway && node.out.length > 1) found.push(refuse(id, "condition-missing"));
  }
  return found;
}

function ways(parts: Parts): FlowRefusal[] {
  const { scopes, nodes, edges } = parts;
  const next = (key: string): string[] => (nodes[key] ? following(nodes[key], edges) : []);
  const found: FlowRefusal[] = [];
  for (const scope of Object.values(scopes)) {
    const inside = Object.values(nodes).filter((node) => node.scope === scope.key && !isApart(node));
    if (inside.length === 0) continue;
    const last = inside.filter((node) => isLast(node) || (node.out.length === 0 && endsAnywhere(node, parts))).map((node) => node.key);
    if (last.length === 0) found.push(refuse(scope.key, "no-end"));
    const begins = inside.filter((node) => node.kind === "start" || (node.kind === "events" && node.instantiate)).map((node) => node.key);
    const reached = reachable([...scope.starts, ...begins], next);
    const leaving = reachable(last, preceding(nodes, edges));
    for (const node of inside) {
      if (!reached.has(node.key)) found.push(refuse(node.id, "unreachable"));
      else if (last.length > 0 && !leaving.has(node.key)) found.push(refuse(node.id, "no-way-out"));
    }
  }
  const loop = endlessLoop(nodes, edges);
  if (loop !== undefined) found.push(refuse(loop, "endless-loop"));
  return found;
}
