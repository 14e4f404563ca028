import type { Node } from "#process/graph";
import type { Parts } from "./build.ts";
import { sourceOf, type Element, refuse } from "#process/notation";

/** Ties compensation boundary events to the activities that their associations lead to (10.7.1). */
export function attachHandlers(containers: Element[], parts: Parts): void {
  const associations = containers.flatMap(associationsIn);
  const used = new Set<string>();
  for (const boundary of Object.values(parts.nodes)) {
    if (boundary.kind !== "boundary" || !boundary.triggers.some((trigger) => trigger.on === "compensation")) continue;
    const ends = associations.flatMap((each) => otherEnd(each, boundary.id));
    const handlers = ends.flatMap((id) => parts.nodes[id] ?? []).filter((node) => node.scope === boundary.scope && "compensates" in node && node.compensates);
    const [handler, second] = handlers;
    if (!handler || second) parts.refusals.push(refuse(boundary.id, "compensation-handler"));
    const host = parts.nodes[boundary.host];
    if (handler && host && "boundary" in host) {
      if (host.undo !== undefined) parts.refusals.push(refuse(host.id, "compensation-twice"));
      parts.nodes[host.key] = { ...host, undo: handler.key };
    }
    for (const each of handlers) used.add(each.key);
    if (boundary.out.length > 0) parts.refusals.push(refuse(boundary.id, "compensation-flow"));
  }
  for (const node of Object.values(parts.nodes)) {
    if (!("compensates" in node) || !node.compensates) continue;
    if (!used.has(node.key)) parts.refusals.push(refuse(node.id, "compensation-unused"));
    if (node.in.length + node.out.length > 0) parts.refusals.push(refuse(node.id, "compensation-flow"));
  }
}

function associationsIn(container: Element): Element[] {
  const own = (container.artifacts ?? []).filter((artifact) => artifact.$type === "bpmn:Association");
  return [...own, ...(container.flowElements ?? []).flatMap(associationsIn)];
}

function otherEnd(association: Element, id: string): string[] {
  const [source, target] = [sourceOf(association)?.id ?? "", association.targetRef?.id ?? ""];
  if (source === id) return [target];
  return target === id ? [source] : [];
}

/** Marks the activities of which completions are remembered: what has a handler, or holds something that can be compensated. */
export function markKept(parts: Parts): void {
  for (const node of Object.values(parts.nodes)) {
    if ("boundary" in node && isKept(node, parts, new Set())) parts.nodes[node.key] = { ...node, kept: true };
  }
}

function isKept(node: Node, parts: Parts, seen: Set<string>): boolean {
  if ("undo" in node && node.undo !== undefined) return true;
  if ((node.kind !== "sub" && node.kind !== "call") || seen.has(node.inner)) return false;
  return canCompensate(node.inner, parts, new Set([...seen, node.inner]));
}

function canCompensate(scope: string, parts: Parts, seen: Set<string>): boolean {
  const handlers = (parts.scopes[scope]?.handlers ?? []).flatMap((key) => parts.nodes[key] ?? []);
  return handlers.some((node) => byCompensation(node, parts)) || Object.values(parts.nodes).some((node) => node.scope === scope && isKept(node, parts, seen));
}

function byCompensation(node: Node, { nodes }: Parts): boolean {
  const start = node.kind === "event-sub" ? nodes[node.start] : undefined;
  return start?.kind === "start" && start.triggers.some((trigger) => trigger.on === "compensation");
}

/** Refuses compensation that can never happen: of nothing, of what lies elsewhere, of a process that nobody calls. */
export function checkCompensation(parts: Parts, mains: ReadonlySet<string>): void {
  for (const node of Object.values(parts.nodes)) {
    if (node.kind === "event-sub" && mains.has(node.scope) && byCompensation(node, parts)) parts.refusals.push(refuse(node.id, "compensation-main"));
    for (const event of "events" in node ? node.events : []) {
      if (event.throws === "compensation") checkThrow(node, event.activity, parts);
    }
  }
}

function checkThrow(node: Node, activity: string | undefined, parts: Parts): void {
  const owner = parts.nodes[parts.scopes[node.scope]?.owner ?? ""];
  const scopes = new Set([node.scope, ...(owner?.kind === "event-sub" ? [owner.scope] : [])]);
  const target = activity === undefined ? undefined : parts.nodes[activity];
  if (activity !== undefined && (!target || !scopes.has(target.scope))) parts.refusals.push(refuse(node.id, "compensation-target"));
  else if (target ? !("kept" in target) || !target.kept : ![...scopes].some((scope) => canCompensate(scope, parts, new Set([scope])))) {
    parts.refusals.push(refuse(node.id, "compensation-nothing"));
  }
}
