import type { Parts } from "./build.ts";
import { type Element, refuse } from "#process/notation";
import { definitionsOf } from "#process/element";

type End = { key: string; scope: string; name: string; throws: boolean };

/** Ties the two ends of each link within a scope by an edge: a link is a sequence flow that is not drawn through (10.5.5). */
export function joinLinks(parts: Parts): void {
  const ends = [...parts.elements].flatMap(([key, element]) => endOf(key, element, parts));
  for (const end of ends) {
    if (end.name === "") parts.refusals.push(refuse(end.key, "link-name"));
    const others = ends.filter((other) => other.scope === end.scope && other.name === end.name && other.throws !== end.throws);
    if (end.name !== "" && others.length === 0) parts.refusals.push(refuse(end.key, "link-pair", end.name));
    if (end.throws && others.length > 1) parts.refusals.push(refuse(end.key, "link-twice", end.name));
  }
  for (const end of ends) {
    const node = parts.nodes[end.key];
    if (node && (end.throws ? node.out : node.in).length > 0) parts.refusals.push(refuse(end.key, "link-flow"));
  }
  for (const source of ends) {
    const target = source.throws ? ends.find((end) => !end.throws && end.scope === source.scope && end.name === source.name) : undefined;
    if (target) tie(source.key, target.key, parts);
  }
}

function endOf(key: string, element: Element, { nodes }: Parts): End[] {
  const link = definitionsOf(element).find((definition) => definition.$type === "bpmn:LinkEventDefinition");
  const scope = nodes[key]?.scope;
  if (!link || scope === undefined || nodes[key]?.kind !== "pass") return [];
  return [{ key, scope, name: link.name?.trim() ?? "", throws: element.$type === "bpmn:IntermediateThrowEvent" }];
}

function tie(source: string, target: string, { nodes, edges }: Parts): void {
  const id = `${source}~${target}`;
  const [from, to] = [nodes[source], nodes[target]];
  if (!from || !to) return;
  edges[id] = { id, from: source, to: target };
  nodes[source] = { ...from, out: [...from.out, id] };
  nodes[target] = { ...to, in: [...to.in, id] };
}
