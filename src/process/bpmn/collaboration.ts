import type { Node, Throw } from "#process/graph";
import { ignoredParts, sourceOf, type Element, refuse } from "#process/notation";
import type { Parts } from "./build.ts";
import { nameOf } from "#process/element";

/** The processes of the pools of a file, in the order of the pools; black-box pools have none. */
export function poolsOf(root: Element, parts: Parts): Map<Element, Element> {
  const pools = new Map<Element, Element>();
  for (const participant of participantsOf(root)) {
    parts.refusals.push(...ignoredParts(participant, parts));
    if ((participant.participantMultiplicity?.maximum ?? 1) > 1) parts.refusals.push(refuse(participant.id ?? "", "pool-multiplicity"));
    const process = participant.processRef;
    if (!process) continue;
    if ([...pools.values()].includes(process)) parts.refusals.push(refuse(participant.id ?? "", "pool-twice", process.id));
    else pools.set(participant, process);
  }
  return pools;
}

function participantsOf(root: Element): Element[] {
  return (root.rootElements ?? []).flatMap((element) => element.participants ?? []);
}

/** Makes a root scope of several pools, in which each is a node. */
export function buildPools(root: Element, pools: Map<Element, Element>, parts: Parts): string {
  const key = (root.rootElements ?? []).find((element) => element.$type === "bpmn:Collaboration")?.id ?? "collaboration";
  for (const [participant, process] of pools) {
    const { id = "", name = "" } = participant;
    const inner = process.id ?? "";
    parts.nodes[id] = { key: id, id, name, scope: key, in: [], out: [], kind: "pool", inner };
    const scope = parts.scopes[inner];
    if (!scope) continue;
    parts.scopes[inner] = { ...scope, owner: id };
    checkStarts(scope.starts, parts);
  }
  parts.scopes[key] = { key, name: "", starts: [], handlers: [] };
  return key;
}

function checkStarts(starts: readonly string[], parts: Parts): void {
  for (const start of starts) {
    const node = parts.nodes[start];
    if (node?.kind !== "start") parts.refusals.push(refuse(start, "instantiate-place"));
    else if (node.triggers.some((trigger) => trigger.on === "timer" || trigger.on === "condition")) parts.refusals.push(refuse(start, "pool-start"));
  }
}

/** Ties what throws a message to where its message flow ends: another pool of the file, something in it, or a black box (9.4). */
export function joinMessageFlows(root: Element, pools: Map<Element, Element>, parts: Parts): void {
  const left = new Set<string>();
  for (const flow of (root.rootElements ?? []).flatMap((element) => element.messageFlows ?? [])) {
    const id = flow.id ?? "";
    parts.refusals.push(...ignoredParts(flow, parts));
    const [source, target] = [sourceOf(flow), flow.targetRef];
    if (!source || !target) {
      parts.refusals.push(refuse(id, "message-flow-dangling"));
      continue;
    }
    const poolOf = (end: Element): string | undefined => (end.$type === "bpmn:Participant" ? end.id : poolAround(end, pools));
    if (poolOf(source) !== undefined && poolOf(source) === poolOf(target)) parts.refusals.push(refuse(id, "message-flow-pool"));
    else if (left.has(source.id ?? "")) parts.refusals.push(refuse(id, "message-flow-many"));
    else joinFlow(flow, source, target, pools, parts);
    if (source.$type !== "bpmn:Participant") left.add(source.id ?? "");
  }
}

function poolAround(element: Element, pools: Map<Element, Element>): string | undefined {
  for (let outer: Element | undefined = element; outer; outer = outer.$parent) {
    for (const [participant, process] of pools) if (process === outer) return participant.id;
  }
  return undefined;
}

function joinFlow(flow: Element, source: Element, target: Element, pools: Map<Element, Element>, parts: Parts): void {
  const id = flow.id ?? "";
  const refused = (rule: Parameters<typeof refuse>[1]): void => void parts.refusals.push(refuse(id, rule));
  const isPool = (end: Element): boolean => end.$type === "bpmn:Participant";
  const thrower = parts.nodes[source.id ?? ""];
  const thrown = thrower && throwIn(thrower);
  const leadsOutside = [source, target].some((end) => isPool(end) && !pools.has(end));
  // Any activity may be drawn as exchanging messages with somebody outside (9.4); what is not a message event sends none by itself.
  if (leadsOutside && !thrown) return void parts.aside.push({ element: id, what: "messageFlow", why: "drawing" });
  if (!isPool(source) && !thrown) return refused("message-flow-source");
  if (isPool(source) && pools.has(source)) return refused("message-flow-source");
  const caught = isPool(target) ? messagesOf(pools.get(target)?.id, parts) : messagesIn(parts.nodes[target.id ?? ""]);
  const blackBox = isPool(target) && !pools.has(target);
  if (!blackBox && caught.length === 0) return refused("message-flow-target");
  const named = [...(flow.messageRef ? [nameOf(flow.messageRef)] : []), ...(thrown ? [thrown.message] : [])];
  if (new Set(named).size > 1 || (!blackBox && named.some((name) => !caught.includes(name)))) return refused("message-flow-message");
  if (thrower && thrown) parts.nodes[thrower.key] = redirected(thrower, thrown, blackBox ? { outside: target.id ?? "" } : { to: target.id ?? "" });
}

type Message = Extract<Throw, { throws: "message" }>;

function throwIn(node: Node): Message | undefined {
  const events = node.kind === "send" ? [node.event] : "events" in node ? node.events : [];
  return events.find((event): event is Message => event.throws === "message");
}

function redirected(node: Node, thrown: Message, way: { to: string } | { outside: string }): Node {
  const event = { ...thrown, ...way };
  if (node.kind === "send") return { ...node, event };
  return "events" in node ? { ...node, events: node.events.map((each) => (each === thrown ? event : each)) } : node;
}

function messagesIn(node: Node | undefined): string[] {
  return node && "triggers" in node ? node.triggers.flatMap((trigger) => (trigger.on === "message" ? [trigger.message] : [])) : [];
}

function messagesOf(process: string | undefined, parts: Parts): string[] {
  return Object.values(parts.nodes).flatMap((node) => (rootOf(node.scope, parts) === process ? messagesIn(node) : []));
}

function rootOf(scope: string, parts: Parts): string {
  const owner = parts.nodes[parts.scopes[scope]?.owner ?? ""];
  return !owner || owner.kind === "pool" ? scope : rootOf(owner.scope, parts);
}
