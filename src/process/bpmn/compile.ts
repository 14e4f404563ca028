import type { Graph } from "#process/graph";
import { ignoredParts, isFeel, DESCRIBING, type Aside, type Element, read, refuse, type FlowRefusal } from "#process/notation";
import { checkBorders } from "./borders.ts";
import { attachBoundaries, beginBareScopes, buildScope, type Parts } from "./build.ts";
import { linkCalls } from "./calls.ts";
import { buildPools, joinMessageFlows, poolsOf } from "./collaboration.ts";
import { attachHandlers, checkCompensation, markKept } from "./compensation.ts";
import { checkErrors } from "./errors.ts";
import { formulaRefusals } from "./formulas.ts";
import { checkGateways } from "./gateways.ts";
import { joinLinks } from "./links.ts";
import { joinSources } from "./reach.ts";
import { structureRefusals } from "./structure.ts";

/** A graph, or every reason why there is none; and what of the file was laid aside. */
export type Compiled = { graph: Graph; aside?: Aside[] } | { refusals: FlowRefusal[]; aside?: Aside[] };

/** Refusals that change what can be reached. */
const SHAPES =
  /^(no-start|many-starts|start-|boundary-|event-gateway|event-sub|event-alone|event-empty|instantiate|compensation|cancel|link|ad-hoc-(ends|empty)|pool)/;

/** What follows from another mistake of the same element is not told beside it. */
const FOLLOWS = new Set(["boundary-unattached", "boundary-host", "flow-dangling", "dead-end", "unreachable", "no-way-out", "error-uncaught"]);

/** What an element lacks because a part of it has a name that nobody knows. */
const LACKS = new Set(["timer-values", "condition-missing", "condition-empty", "event-empty", "script-empty", "loop-condition", "many-collection"]);

const UNSET = new Set(["service-act", "rule-decision", "user-work"]);

function causes(refusals: FlowRefusal[]): FlowRefusal[] {
  const owners = new Set(refusals.filter(({ rule }) => !FOLLOWS.has(rule)).map(({ element }) => element));
  const unread = refusals.filter(({ rule }) => rule === "xml" || rule === "unknown-setting");
  // Lines to an element that was left out have no end.
  const leftOut = refusals.some(({ rule }) => rule === "xml");
  const misspelt = new Set(refusals.flatMap(({ element, rule }) => (rule === "unknown-setting" ? [element] : [])));
  return refusals.filter(({ element, rule, zh, word }) => {
    // A setting that is missing because its name is misspelt.
    if (misspelt.has(element) && (UNSET.has(rule) || word === "")) return false;
    // What the reader does not know it keeps as if it were an extension.
    if (rule === "foreign-extension") return !unread.some((each) => each.element === element && zh.startsWith(/“[^”]*”/.exec(each.zh)?.[0] ?? "-"));
    if (leftOut && (FOLLOWS.has(rule) || LACKS.has(rule))) return false;
    return !FOLLOWS.has(rule) || rule === "dead-end" || !owners.has(element);
  });
}

/** Root elements that mean nothing for the execution, or only where something refers to them. */
const ROOTS = new Set([...DESCRIBING, ...["Collaboration", "Message", "Signal", "Error", "Escalation"].map((name) => `bpmn:${name}`)]);

/** Refusals after which the shape of the graph is not the file's: what is judged by its shape would be told wrongly. */
const SHAPELESS = new Set([
  "xml",
  "doctype",
  "duplicate-id",
  "unknown-reference",
  "missing-id",
  "reserved-id",
  "unsupported-element",
  "main-process",
  "flow-dangling",
  "flow-crosses",
  "boundary-unattached",
  "link-name",
  "link-pair",
  "link-twice",
  "link-flow",
  "call-unknown",
  "call-global",
  "call-recursion",
  "call-pools",
  "call-start",
  "event-sub-start",
  "pool-twice",
  "start-inner",
  "event-trigger",
  "twice",
]);

// Checks of a pack and a designer while somebody draws ask for the same few flows again and again: what the last texts came to is kept.
const KEPT = 64;
const kept = new Map<string, Promise<Compiled>>();

/**
 * Compiles BPMN 2.0 XML to an immutable graph. Whatever the engine would not execute exactly as drawn is refused with its element,
 * the rule, and the reason in Chinese and English, all of it at once. What is only drawing, description or a written-out default is laid aside.
 * @param calls compiled processes of other files by the id under which call activities name them
 */
export function compile(xml: string, calls: Readonly<Record<string, Graph>> = {}): Promise<Compiled> {
  if (Object.keys(calls).length > 0) return compiled(xml, calls);
  const found = kept.get(xml) ?? compiled(xml, calls);
  kept.delete(xml);
  kept.set(xml, found);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return found;
}

async function compiled(xml: string, calls: Readonly<Record<string, Graph>>): Promise<Compiled> {
  const { root, refusals, aside: drawn, namespaces, globals } = await read(xml);
  if (!root) return { refusals };
  const parts: Parts = { scopes: {}, nodes: {}, edges: {}, elements: new Map(), refusals: [...refusals], aside: [...drawn], namespaces };
  const processes = (root.rootElements ?? []).filter((element) => element.$type === "bpmn:Process");
  checkRoot(root, parts);
  for (const process of processes) {
    parts.refusals.push(...ignoredParts(process, parts));
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
  linkCalls(parts, calls, globals);
  markKept(parts);
  const raises = raisedBy(processes);
  const hasShape = (): boolean => !parts.refusals.some(({ rule }) => SHAPELESS.has(rule));
  if (hasShape()) {
    checkGateways(parts);
    checkBorders(parts);
    checkCompensation(parts, new Set(main.map(({ id = "" }) => id).filter((id) => !called.has(id))));
    parts.refusals.push(...structureRefusals(parts, !parts.refusals.some(({ rule }) => SHAPES.test(rule))));
    checkErrors(parts, raises);
  }
  const aside = unique(parts.aside);
  if (parts.refusals.length > 0) return { refusals: unique(causes(parts.refusals)), ...(aside.length > 0 && { aside }) };
  const more = {
    ...(pools.size > 1 ? { pools: [...pools.keys()].map(({ id = "" }) => id) } : {}),
    ...(raises.get(process) ? { raises: raises.get(process) } : {}),
  };
  return {
    graph: frozen({ process, name: main[0]?.name ?? "", scopes: parts.scopes, nodes: withJoins(parts), edges: parts.edges, ...more }),
    ...(aside.length > 0 && { aside }),
  };
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
    if (element.$type === "bpmn:Collaboration" || isEvent) parts.refusals.push(...ignoredParts(element, parts));
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

function unique<T>(told: T[]): T[] {
  return [...new Map(told.map((each) => [JSON.stringify(each), each])).values()];
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const below of Object.values(value)) frozen(below);
    Object.freeze(value);
  }
  return value;
}
