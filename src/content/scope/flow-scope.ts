import type { Formula } from "#process/bpmn";
import type { Given, Graph, Node } from "#process/graph";
import { ANY, BOOLEAN, DAY, listOf, oneOf, recordOf, TEXT, WHOLE, type RecordType, type Type } from "#language/typing";
import { formulaFaults } from "./finding.ts";
import { fieldsAsked, outcomeWords, workOf, type Kind, type Work } from "#content/kind";
import { answersType } from "./field-type.ts";
import type { Surroundings } from "./surroundings.ts";

/** What service acts give, as types. */
export const GIVEN: Record<Given, Type> = { anything: ANY, text: TEXT, day: DAY, "month or day": TEXT, "whole number": WHOLE, "yes or no": BOOLEAN };

/** Nodes that leave no result: a token only passes them. */
const SILENT: ReadonlySet<Node["kind"]> = new Set([
  "exclusive",
  "parallel",
  "inclusive",
  "complex",
  "events",
  "end",
  "terminate",
  "throw",
  "pool",
  "event-sub",
]);

/** What is to be put right, as results keep it: by what people call the thing. */
const MARKS: Type = listOf(recordOf({ about: TEXT, problem: TEXT }));

/** The fields that a result of a work has, whatever its outcome, or those of one outcome alone. `personal`: whether personal answers are seen there. */
export function resultType(work: Work, outcome?: string, personal: "hidden" | "seen" = "hidden"): RecordType {
  const asked = outcome === undefined ? work : { ...work, outcomes: { [outcome]: work.outcomes[outcome]! } };
  const fields = fieldsAsked(asked);
  const { entries } = answersType(fields, { personal }) as RecordType;
  const marks = fields.flatMap(({ name, type }): [string, Type][] => (type === "marks" ? [[name, MARKS]] : []));
  const words = outcomeWords(asked);
  return recordOf(
    { outcome: oneOf(Object.keys(words), words), ...entries, ...Object.fromEntries(marks), ...(work.two && { companion: TEXT }) },
    { called: `“${work.word}”的结果` },
  );
}

/** What an outcome that does not end its step (aside) leaves at the border of the step: the fields that it asks for. */
function asideOf(node: Extract<Node, { kind: "boundary" }>, nodes: Graph["nodes"], kind: Kind | undefined): Type {
  const host = nodes[node.host];
  const work = kind && host?.kind === "user" ? workOf(kind, host.work) : undefined;
  const [trigger] = node.triggers;
  if (!work || trigger?.on !== "message" || !work.outcomes[trigger.message]?.aside) return ANY;
  return resultType(work, trigger.message);
}

/** What a step leaves behind under its id; undefined for one that leaves nothing. `decision`: what a decision of the rules gives. */
function resultOf(node: Node, nodes: Graph["nodes"], { vocabulary }: Surroundings, kind: Kind | undefined, decision: (id: string) => Type): Type | undefined {
  if (SILENT.has(node.kind) || (node.kind === "start" && node.triggers.length === 0)) return undefined;
  if (node.kind === "user") {
    const work = kind?.works[node.work];
    if (!work) return ANY;
    const { entries } = resultType(work);
    return recordOf({ ...entries, signatures: listOf(ANY) });
  }
  if (node.kind === "boundary") return asideOf(node, nodes, kind);
  if (node.kind === "service") {
    if (kind && Object.hasOwn(kind.acts, node.act)) return recordOf({ on: DAY });
    const act = vocabulary.acts[node.act];
    return act ? recordOf(Object.fromEntries(Object.entries(act.gives).map(([name, given]) => [name, GIVEN[given]]))) : ANY;
  }
  return node.kind === "rule" ? decision(node.decision) : ANY;
}

/** The names that all formulas of a flow see: the facts, and the results of steps by their ids. */
export function flowScope(graph: Graph, facts: RecordType, around: Surroundings, kind: Kind | undefined, decision: (id: string) => Type): RecordType {
  const entries: Record<string, Type> = {};
  const nodes = Object.values(graph.nodes);
  const put = (name: string, type: Type): void => void (entries[name] = Object.hasOwn(entries, name) ? ANY : type);
  for (const node of nodes) {
    const result = resultOf(node, graph.nodes, around, kind, decision);
    if (result) put(node.id, "many" in node && node.many ? listOf(result) : "loop" in node && node.loop ? ANY : result);
    if ("many" in node && node.many?.passed) put(`${node.id}_passed`, BOOLEAN);
    for (const { to } of "writes" in node ? (node.writes ?? []) : []) entries[to] = ANY;
  }
  for (const scope of Object.values(graph.scopes)) for (const name of Object.keys(scope.data ?? {})) entries[name] = ANY;
  const scope = recordOf({ ...entries, ...facts.entries, loopCounter: WHOLE });
  // What several instances go over: each under its name.
  const elements = nodes.flatMap((node) => ("many" in node && node.many?.element ? [{ name: node.many.element, from: node.many.collection }] : []));
  const named = elements.map(({ name, from }): [string, Type] => {
    const list = from && elements.filter((other) => other.name === name).length === 1 ? formulaFaults(from, scope).type : ANY;
    return [name, list.is === "list" ? list.of : ANY];
  });
  return recordOf({ ...scope.entries, ...Object.fromEntries(named) });
}

/** What one formula sees besides: counts of instances, tokens at a gateway. */
export function withMore(scope: RecordType, { more }: Formula): RecordType {
  return more.length === 0 ? scope : recordOf({ ...scope.entries, ...Object.fromEntries(more.map((name) => [name, ANY])) });
}

/** Scopes of processes that call activities call: their names are those of the input. */
export function calledScopes({ nodes, scopes }: Graph): ReadonlySet<string> {
  const called = new Set(Object.values(nodes).flatMap((node) => (node.kind === "call" ? [node.inner] : [])));
  const isInside = (key: string): boolean => {
    const owner = scopes[key]?.owner;
    return called.has(key) || (owner !== undefined && nodes[owner] !== undefined && isInside(nodes[owner].scope));
  };
  return new Set(Object.keys(scopes).filter(isInside));
}
