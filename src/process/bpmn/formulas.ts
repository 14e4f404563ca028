import { Refusal } from "#values/errors";
import { expression, freeNames } from "#language/feel";
import type { Node, Throw, Trigger } from "#process/graph";
import type { Parts } from "./build.ts";
import { refuse, refuseName, type FlowRefusal } from "#process/notation";

/** The data which whoever runs a flow gives with every step; results of steps stand beside them by element id. */
export const FACTS = ["item", "applicant", "form", "situation", "register", "matter", "today", "beneficiary", "identity", "held", "materials"];

/** Data that came later; a flow of before may have a step of the name, which then hides it. */
const LATER_FACTS = ["party", "clock", "reads", "link", "children", "delivery", "gaps", "now", "given"];

const COUNTS = ["done", "total", "results", "numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances", "numberOfTerminatedInstances"];

/** FEEL of a flow: the element that holds it, the scope it stands in, and the names that it sees besides those that all see. */
export type Formula = Readonly<{ owner: string; text: string; scope: string; more: readonly string[] }>;

type Written = Pick<Parts, "nodes" | "edges" | "scopes">;

/** Every formula of a flow, in the order of its nodes, then edges, then data objects. */
export function formulasOf(parts: Written): Formula[] {
  return [...Object.values(parts.nodes).flatMap(formulas), ...conditions(parts), ...initialValues(parts)];
}

/** Refuses FEEL that cannot be read, or that names what the flow does not have. Called processes get names by input, so there only reading is checked. */
export function formulaRefusals(parts: Parts, called: ReadonlySet<string>): FlowRefusal[] {
  const nodes = Object.values(parts.nodes);
  const elements = nodes.flatMap((node) => ("many" in node && node.many?.element ? [node.many.element] : []));
  const objects = [...Object.values(parts.scopes).flatMap((scope) => Object.keys(scope.data ?? {})), ...nodes.flatMap(written)];
  const votes = nodes.flatMap((node) => ("many" in node && node.many?.passed ? [`${node.id}_passed`] : []));
  const names = new Set([...FACTS, ...LATER_FACTS, ...nodes.map((node) => node.id), ...votes, ...elements, ...objects, "loopCounter"]);
  const reserved = [...nodes.map((node) => node.id), ...objects].filter((id) => FACTS.includes(id));
  const found: FlowRefusal[] = reserved.map((id) => refuse(id, "reserved-id", id));
  for (const { owner, text, scope, more } of formulasOf(parts)) {
    try {
      expression(text);
      if (called.has(processOf(scope, parts))) continue;
      for (const name of freeNames(text.replace(/^=/, "")))
        if (!names.has(name) && !more.includes(name)) found.push(refuseName(owner, "unknown-name", name, [...names, ...more]));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      found.push(refuse(owner, "feel", error.message));
    }
  }
  return found;
}

function written(node: Node): string[] {
  return "writes" in node && node.writes ? node.writes.map(({ to }) => to) : [];
}

/** What FEEL sees at a complex gateway: how many tokens came by each edge (13.4.5). */
function gatewayNames(node: Node | undefined): string[] {
  return node?.kind === "complex" ? [...node.in, "activationCount", "waitingForStart"] : [];
}

function conditions({ edges, nodes }: Written): Formula[] {
  return Object.values(edges).flatMap(({ id, from, when }) =>
    when ? [{ owner: id, text: when, scope: nodes[from]?.scope ?? "", more: gatewayNames(nodes[from]) }] : [],
  );
}

function initialValues({ scopes }: Written): Formula[] {
  return Object.values(scopes).flatMap((scope) => Object.entries(scope.data ?? {}).map(([owner, text]) => ({ owner, text, scope: scope.key, more: [] })));
}

function formulas(node: Node): Formula[] {
  const found: Formula[] = [];
  const add = (text: string | undefined, more: readonly string[] = []): void => {
    if (text) found.push({ owner: node.id, text, scope: node.scope, more });
  };
  if ("many" in node && node.many) {
    add(node.many.collection);
    add(node.many.cardinality);
    add(node.many.until, COUNTS);
    add(node.many.passed, COUNTS);
    for (const { when, event } of node.many.reports ?? []) [when, ...inThrow(event)].forEach((text) => add(text, COUNTS));
  }
  if ("loop" in node && node.loop) add(node.loop.when);
  for (const { from } of "writes" in node ? (node.writes ?? []) : []) add(from);
  for (const trigger of "triggers" in node ? node.triggers : []) inTrigger(trigger).forEach((text) => add(text));
  for (const event of "events" in node ? node.events : node.kind === "send" ? [node.event] : []) inThrow(event).forEach((text) => add(text));
  switch (node.kind) {
    case "user":
      add(node.unit);
      add(formulaIn(node.limit));
      break;
    case "service":
    case "call":
      add(node.input);
      break;
    case "script":
      add(node.script);
      break;
    case "sub":
      add(node.adHoc?.until);
      break;
    case "complex":
      add(node.activation, gatewayNames(node));
      break;
    default:
  }
  return found;
}

function formulaIn(text: string | undefined): string | undefined {
  return text?.startsWith("=") ? text : undefined;
}

function inTrigger(trigger: Trigger): (string | undefined)[] {
  if (trigger.on === "message") return [trigger.key];
  if (trigger.on === "condition") return [trigger.when];
  if (trigger.on !== "timer") return [];
  const { moment } = trigger;
  if ("at" in moment) return [moment.at];
  if ("clock" in moment) return [];
  return [formulaIn("cycle" in moment ? moment.cycle : moment.duration)];
}

function inThrow(event: Throw): (string | undefined)[] {
  return ["data" in event ? event.data : undefined, event.throws === "message" ? event.key : undefined];
}

/** The process around a scope. */
function processOf(scope: string, parts: Parts): string {
  const outer = parts.nodes[parts.scopes[scope]?.owner ?? ""];
  return outer && outer.kind !== "pool" ? processOf(outer.scope, parts) : scope;
}
