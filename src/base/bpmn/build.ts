import { ignoredParts, INK } from "./allowed.ts";
import type { Element } from "./element.ts";
import type { Edge, Node, Scope } from "#base/flow";
import { nodeOf } from "./node.ts";
import { refuse } from "./refusal.ts";
import type { FlowRefusal } from "./refusal.ts";

/** A graph while it is put together, by key. */
export type Parts = { scopes: Record<string, Scope>; nodes: Record<string, Node>; edges: Record<string, Edge>; refusals: FlowRefusal[] };

/** Adds a process, or a sub-process, with everything in it to the parts. */
export function buildScope(container: Element, parts: Parts): void {
  const key = container.id ?? "";
  const elements = (container.flowElements ?? []).filter((element) => !INK.has(element.$type));
  const flows = elements.filter((element) => element.$type === "bpmn:SequenceFlow");
  for (const element of elements) {
    if (!element.id) parts.refusals.push(refuse(key, "missing-id", element.$type));
    // As a key of our tables this name would vanish in JavaScript.
    if (element.id === "__proto__") parts.refusals.push(refuse(key, "reserved-id", element.id));
    parts.refusals.push(...ignoredParts(element));
  }
  for (const flow of flows) addEdge(flow, elements, parts);
  const starts: string[] = [];
  for (const element of elements) {
    const node = buildNode(element, key, flows, parts);
    if (node?.kind === "start") starts.push(node.key);
    if (element.$type === "bpmn:SubProcess") buildScope(element, parts);
  }
  if (starts.length === 0) parts.refusals.push(refuse(key, "no-start"));
  for (const start of starts.slice(1)) parts.refusals.push(refuse(start, "many-starts"));
  parts.scopes[key] = { key, name: container.name ?? "", start: starts[0] ?? "" };
}

function addEdge(flow: Element, elements: Element[], parts: Parts): void {
  const { id = "", sourceRef, targetRef, conditionExpression } = flow;
  if (!sourceRef || !targetRef) parts.refusals.push(refuse(id, "flow-dangling"));
  else if (!elements.includes(sourceRef) || !elements.includes(targetRef)) parts.refusals.push(refuse(id, "flow-crosses"));
  else {
    const when = conditionExpression?.body?.trim();
    if (conditionExpression && !when) parts.refusals.push(refuse(id, "condition-missing"));
    parts.edges[id] = { id, from: sourceRef.id ?? "", to: targetRef.id ?? "", ...(when ? { when } : {}) };
  }
}

function buildNode(element: Element, scope: string, flows: Element[], parts: Parts): Node | undefined {
  const id = element.id ?? "";
  const base = {
    key: id,
    id,
    name: element.name?.trim() ?? "",
    scope,
    in: flows.filter((flow) => flow.targetRef === element).map((flow) => flow.id ?? ""),
    out: flows.filter((flow) => flow.sourceRef === element).map((flow) => flow.id ?? ""),
    ...(element.default ? { otherwise: element.default.id ?? "" } : {}),
  };
  const node = nodeOf(element, base, parts.refusals);
  if (node) parts.nodes[id] = node;
  return node;
}

/** Tells activities which boundary events are attached to them. */
export function attachBoundaries(parts: Parts): void {
  for (const boundary of Object.values(parts.nodes)) {
    if (boundary.kind !== "boundary" || boundary.host === "") continue;
    const host = parts.nodes[boundary.host];
    if (!host || host.scope !== boundary.scope) parts.refusals.push(refuse(boundary.id, "boundary-unattached"));
    else if (!("boundary" in host)) parts.refusals.push(refuse(boundary.id, "boundary-host"));
    else parts.nodes[host.key] = { ...host, boundary: [...host.boundary, boundary.key] };
  }
}
