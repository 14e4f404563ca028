import type { Graph } from "#base/flow";
import { ignoredParts, isFeel } from "./allowed.ts";
import { checkBorders } from "./borders.ts";
import { attachBoundaries, beginBareScopes, buildScope } from "./build.ts";
import type { Parts } from "./build.ts";
import { linkCalls } from "./calls.ts";
import { buildPools, joinMessageFlows, poolsOf } from "./collaboration.ts";
import { attachHandlers, checkCompensation, markKept } from "./compensation.ts";
import type { Element } from "./element.ts";
import { checkErrors } from "./errors.ts";
import { formulaRefusals } from "./formulas.ts";
import { checkGateways } from "./gateways.ts";
import { joinLinks } from "./links.ts";
import { joinSources } from "./reach.ts";
import { read } from "./read.ts";
import { refuse } from "./refusal.ts";
import type { FlowRefusal } from "./refusal.ts";
import { structureRefusals } from "./structure.ts";

/** A graph, or every reason why there is none. */
export type Compiled = { graph: Graph } | { refusals: FlowRefusal[] };

/** Root elements that mean nothing for the execution, or only where something refers to them. */
const ROOTS = new Set(["Collaboration", "Category", "DataStore", "ItemDefinition", "Message", "Signal", "Error", "Escalation"].map((name) => `bpmn:${name}`));

/**
 * Compiles BPMN 2.0 XML to an immutable graph. Whatever the engine would not execute exactly as drawn is refused with its element,
 * the rule, and the reason in Chinese and English; nothing is ignored but ink (lanes, notes, groups, data symbols).
 * @param calls compiled processes of other files by the id under which call activities name them
 */
export async function compile(xml: string, calls: Readonly<Record<string, Graph>> = {}): Promise<Compiled> {
  const { root, refusals } = await read(xml);
  // What the reader dropped would only show again as false refusals further on.
  if (!root || refusals.length > 0) return { refusals };
  const parts: Parts = { scopes: {}, nodes: {}, edges: {}, elements: new Map(), refusals: [] };
  const processes = (root.rootElements ?? []).filter((element) => element.$type === "bpmn:Process");
  checkRoot(root, parts);
  for (const process of processes) {
    parts.refusals.push(...ignoredParts(process));
    buildScope(process, parts);
  }
  const pools = poolsOf(root, parts);
  const called = new Set(processes.flatMap(calledBy));
  const main = pools.size > 1 ? [...pools.values()] : processes.filter((process) => !called.has(process.id ?? ""));
  const loose = processes.filter((process) => !main.includes(process) && !called.has(process.id ?? ""));
  if (main.length === 0 || loose.length > 0 || (pools.size < 2 && main.length > 1)) {
    parts.refusals.push(refuse("definitions", "main-process", String(main.length + loose.length)));
  }
  const process = pools.size > 1 ? buildPools(root, pools, parts) : (main[0]?.id ?? "");
  attachBoundaries(parts);
  joinLinks(parts);
  beginBareScopes(parts);
  joinMessageFlows(root, pools, parts);
  attachHandlers(processes, parts);
  parts.refusals.push(...formulaRefusals(parts, called));
  linkCalls(parts, calls);
  markKept(parts);
  const raises = raisedBy(processes);
  if (parts.refusals.length === 0) {
    checkGateways(parts);
    checkBorders(parts);
    checkCompensation(parts, new Set(main.map(({ id = "" }) => id).filter((id) => !called.has(id))));
  }
  if (parts.refusals.length === 0) parts.refusals.push(...structureRefusals(parts));
  if (parts.refusals.length === 0) checkErrors(parts, raises);
  if (parts.refusals.length > 0) return { refusals: unique(parts.refusals) };
  const more = {
    ...(pools.size > 1 ? { pools: [...pools.keys()].map(({ id = "" }) => id) } : {}),
    ...(raises.get(process) ? { raises: raises.get(process) } : {}),
  };
  return { graph: frozen({ process, name: main[0]?.name ?? "", scopes: parts.scopes, nodes: withJoins(parts), edges: parts.edges, ...more }) };
}

function calledBy(container: Element): string[] {
  return (container.flowElements ?? []).flatMap((element) => (element.$type === "bpmn:CallActivity" ? [element.calledElement ?? ""] : calledBy(element)));
}

function raisedBy(processes: Element[]): Map<string, readonly string[]> {
  return new Map(processes.flatMap(({ id = "", raises }) => (raises ? [[id, raises.split(/\s+/)] as const] : [])));
}

function checkRoot(root: Element, parts: Parts): void {
  if (Object.hasOwn(root, "expressionLanguage") && !isFeel(root.expressionLanguage)) {
    parts.refusals.push(refuse("definitions", "unsupported-property", `expressionLanguage="${root.expressionLanguage}"`));
  }
  for (const element of root.rootElements ?? []) {
    const id = element.id ?? element.$type;
    const isEvent = element.$type.endsWith("EventDefinition");
    if (element.$type === "bpmn:Collaboration" || isEvent) parts.refusals.push(...ignoredParts(element));
    else if (element.$type !== "bpmn:Process" && !ROOTS.has(element.$type)) parts.refusals.push(refuse(id, "unsupported-element", element.$type));
  }
}

function withJoins({ nodes, edges }: Parts): Parts["nodes"] {
  return Object.fromEntries(
    Object.values(nodes).map((node) => [
      node.key,
      node.kind === "complex" || (node.kind === "inclusive" && node.in.length > 1) ? { ...node, sources: joinSources(node, nodes, edges) } : node,
    ]),
  );
}

function unique(refusals: FlowRefusal[]): FlowRefusal[] {
  return [...new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal])).values()];
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const below of Object.values(value)) frozen(below);
    Object.freeze(value);
  }
  return value;
}
