import type { Edge, Node, Scope } from "#process/graph";
import { ignoredParts, DRAWING_ONLY, type LaidAside, sourceOf, textOf, type Element, refuse, type FlowRefusal } from "#process/notation";
import { dataOf, type Place, nodeOf } from "#process/element";

/** A graph while it is put together, by key; `elements` are what its nodes and edges were read from. */
export type Parts = {
  scopes: Record<string, Scope>;
  nodes: Record<string, Node>;
  edges: Record<string, Edge>;
  elements: Map<string, Element>;
  refusals: FlowRefusal[];
} & LaidAside;

const SUB_PROCESSES = new Set(["bpmn:SubProcess", "bpmn:Transaction", "bpmn:AdHocSubProcess"]);

/** Adds a process, or a sub-process, with everything in it to the parts. */
export function buildScope(container: Element, parts: Parts): void {
  const key = container.id ?? "";
  const elements = (container.flowElements ?? []).filter((element) => !DRAWING_ONLY.has(element.$type));
  const flows = elements.filter((element) => element.$type === "bpmn:SequenceFlow");
  const inside = new Set(elements);
  const arriving = Map.groupBy(flows, ({ targetRef }) => targetRef);
  const leaving = Map.groupBy(flows, sourceOf);
  for (const element of elements) checkElement(element, key, parts);
  for (const flow of flows) addEdge(flow, inside, parts);
  for (const element of elements) {
    addNode(element, container, { arriving: arriving.get(element) ?? [], leaving: leaving.get(element) ?? [] }, parts);
    if (SUB_PROCESSES.has(element.$type)) buildScope(element, parts);
  }
  addScope(container, elements, parts);
}

function checkElement(element: Element, key: string, parts: Parts): void {
  if (!element.id) parts.refusals.push(refuse(key, "missing-id", element.$type));
  // As a key of our tables this name would vanish in JavaScript.
  if (element.id === "__proto__") parts.refusals.push(refuse(key, "reserved-id", element.id));
  parts.refusals.push(...ignoredParts(element, parts));
}

function addEdge(flow: Element, elements: ReadonlySet<Element>, parts: Parts): void {
  const { id = "", targetRef, conditionExpression } = flow;
  const source = sourceOf(flow);
  if (!source || !targetRef) parts.refusals.push(refuse(id, "flow-dangling"));
  else if (!elements.has(source) || !elements.has(targetRef)) parts.refusals.push(refuse(id, "flow-crosses"));
  else {
    const when = textOf(conditionExpression);
    if (conditionExpression && !when) parts.refusals.push(refuse(id, "condition-missing"));
    parts.edges[id] = { id, from: source.id ?? "", to: targetRef.id ?? "", ...(when ? { when } : {}) };
  }
}

function placeOf(container: Element): Place {
  if (container.$type === "bpmn:Process") return "process";
  return container.triggeredByEvent ? "event-sub" : "sub";
}

function addNode(element: Element, container: Element, flows: { arriving: Element[]; leaving: Element[] }, parts: Parts): void {
  const id = element.id ?? "";
  const base = {
    key: id,
    id,
    name: element.name?.trim() ?? "",
    scope: container.id ?? "",
    in: flows.arriving.map((flow) => flow.id ?? ""),
    out: flows.leaving.map((flow) => flow.id ?? ""),
    ...(element.default ? { otherwise: element.default.id ?? "" } : {}),
  };
  const node = nodeOf(element, base, placeOf(container), parts.refusals);
  if (!node) return;
  parts.nodes[id] = node;
  parts.elements.set(id, element);
}

/** Where the tokens of a scope begin, and what can begin beside them. */
function addScope(container: Element, elements: Element[], parts: Parts): void {
  const key = container.id ?? "";
  const nodes = elements.flatMap((element) => parts.nodes[element.id ?? ""] ?? []);
  const starts = nodes.filter((node) => node.kind === "start");
  const handlers = nodes.filter((node) => node.kind === "event-sub").map((node) => node.key);
  const place = placeOf(container);
  const none = starts.filter((node) => node.triggers.length === 0);
  const isAdHoc = container.$type === "bpmn:AdHocSubProcess";
  const also = isAdHoc ? nodes.filter(isFree).map((node) => node.key) : place === "process" ? instantiating(nodes, parts) : [];
  const begins = place === "event-sub" ? [] : [...starts.map((node) => node.key), ...also];
  const owner = place === "process" ? {} : { owner: key };
  const [start] = none;
  parts.scopes[key] = {
    key,
    name: container.name ?? "",
    ...owner,
    ...(start && place !== "event-sub" ? { start: start.key } : {}),
    starts: begins,
    handlers,
    ...dataOf(elements),
  };
  if (isAdHoc) checkAdHoc(key, nodes, begins, parts);
  else if (place === "event-sub") beginByEvent(key, starts, parts);
  else {
    const isBare = begins.length === 0 && !nodes.some((node) => node.kind === "end" || node.kind === "terminate");
    if (isBare) parts.scopes[key] = { ...parts.scopes[key], all: true };
    else if (begins.length === 0) parts.refusals.push(refuse(key, "no-start"));
    for (const other of none.slice(1)) parts.refusals.push(refuse(other.key, "many-starts"));
  }
}

function beginByEvent(key: string, starts: Extract<Node, { kind: "start" }>[], parts: Parts): void {
  const [start, second] = starts;
  const handler = parts.nodes[key];
  if (!start || second || start.triggers.length === 0) parts.refusals.push(refuse(key, "event-sub-start"));
  else if (handler?.kind === "event-sub") parts.nodes[key] = { ...handler, start: start.key };
}

function checkAdHoc(key: string, nodes: Node[], begins: string[], parts: Parts): void {
  if (begins.length === 0) parts.refusals.push(refuse(key, "ad-hoc-empty"));
  for (const node of nodes) {
    if (node.kind === "start" || node.kind === "end" || node.kind === "terminate") parts.refusals.push(refuse(node.key, "ad-hoc-ends"));
  }
}

/** An activity to which nothing leads, and which does not compensate. */
function isFree(node: Node): boolean {
  return "boundary" in node && node.in.length === 0 && !node.compensates;
}

/** The events and receive tasks by which a gateway, or they themselves, begin the process (10.6.6, 10.3.3). */
function instantiating(nodes: Node[], parts: Parts): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "events" && node.instantiate) return node.out.flatMap((edge) => parts.edges[edge]?.to ?? []);
    return node.kind === "receive" && parts.elements.get(node.key)?.instantiate ? [node.key] : [];
  });
}

/** A scope that has neither start nor end events begins at everything to which nothing leads, and ends where nothing leads on (10.5.2, 10.5.3). */
export function beginBareScopes(parts: Parts): void {
  for (const scope of Object.values(parts.scopes)) {
    if (!scope.all) continue;
    const starts = Object.values(parts.nodes).filter((node) => node.scope === scope.key && node.in.length === 0 && !isAside(node));
    if (starts.length === 0) parts.refusals.push(refuse(scope.key, "no-start"));
    parts.scopes[scope.key] = { ...scope, starts: starts.map((node) => node.key) };
  }
}

/** What no sequence flow comes to: boundary events, event sub-processes, pools, compensations. */
export function isAside(node: Node): boolean {
  return node.kind === "boundary" || node.kind === "event-sub" || node.kind === "pool" || ("compensates" in node && node.compensates === true);
}

/** Tells activities which boundary events are attached to them. */
export function attachBoundaries(parts: Parts): void {
  for (const boundary of Object.values(parts.nodes)) {
    if (boundary.kind !== "boundary" || boundary.host === "") continue;
    const host = parts.nodes[boundary.host];
    if (!host || host.scope !== boundary.scope || !("boundary" in host)) parts.refusals.push(refuse(boundary.id, "boundary-unattached"));
    else parts.nodes[host.key] = { ...host, boundary: [...host.boundary, boundary.key] };
  }
}
