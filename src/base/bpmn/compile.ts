import { ignoredParts } from "./allowed.ts";
import { attachBoundaries, buildScope } from "./build.ts";
import type { Parts } from "./build.ts";
import { linkCalls } from "./calls.ts";
import { read } from "./element.ts";
import type { Element } from "./element.ts";
import { formulaRefusals } from "./formulas.ts";
import type { Graph } from "#base/flow";
import { joinSources } from "./reach.ts";
import { refuse } from "./refusal.ts";
import type { FlowRefusal } from "./refusal.ts";
import { structureRefusals } from "./structure.ts";

/** A graph, or every reason why there is none. */
export type Compiled = { graph: Graph } | { refusals: FlowRefusal[] };

/** Root elements that mean nothing for the execution. */
const INK = new Set(["bpmn:Category", "bpmn:DataStore", "bpmn:Collaboration"]);

/**
 * Compiles BPMN 2.0 XML to an immutable graph. Whatever the engine would not execute exactly as drawn is refused with its element,
 * the rule, and the reason in Chinese and English; nothing is ignored but ink (lanes, notes, groups, data symbols).
 * @param calls compiled processes of other files by the id under which call activities name them
 */
export async function compile(xml: string, calls: Readonly<Record<string, Graph>> = {}): Promise<Compiled> {
  const { root, problems } = await read(xml);
  // What the reader dropped would only show again as false refusals further on.
  if (!root || problems.length > 0) return { refusals: problems.map((problem) => refuse(problem.element, "xml", problem.message)) };
  const parts: Parts = { scopes: {}, nodes: {}, edges: {}, refusals: [] };
  const processes = (root.rootElements ?? []).filter((element) => element.$type === "bpmn:Process");
  const called = new Set(processes.flatMap((process) => calledBy(process)));
  const main = processes.filter((process) => !called.has(process.id ?? ""));
  rootRefusals(root, parts.refusals);
  for (const process of processes) {
    parts.refusals.push(...ignoredParts(process));
    buildScope(process, parts);
  }
  if (main.length !== 1) parts.refusals.push(refuse("definitions", "main-process", String(main.length)));
  attachBoundaries(parts);
  parts.refusals.push(...formulaRefusals(parts, called));
  linkCalls(parts, calls);
  if (parts.refusals.length === 0) parts.refusals.push(...structureRefusals(parts));
  const [first] = main;
  if (parts.refusals.length > 0 || !first) return { refusals: unique(parts.refusals) };
  return { graph: frozen({ process: first.id ?? "", name: first.name ?? "", scopes: parts.scopes, nodes: withJoins(parts), edges: parts.edges }) };
}

function calledBy(container: Element): string[] {
  return (container.flowElements ?? []).flatMap((element) => (element.$type === "bpmn:CallActivity" ? [element.calledElement ?? ""] : calledBy(element)));
}

function rootRefusals(root: Element, refusals: FlowRefusal[]): void {
  for (const element of root.rootElements ?? []) {
    const id = element.id ?? element.$type;
    if (element.$type !== "bpmn:Process" && !INK.has(element.$type)) refusals.push(refuse(id, "unsupported-element", element.$type));
    for (const flow of element.messageFlows ?? []) refusals.push(refuse(flow.id ?? id, "message-flow"));
  }
}

function withJoins({ nodes, edges }: Parts): Parts["nodes"] {
  return Object.fromEntries(
    Object.values(nodes).map((node) => [
      node.key,
      node.kind === "inclusive" && node.in.length > 1 ? { ...node, sources: joinSources(node, nodes, edges) } : node,
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
