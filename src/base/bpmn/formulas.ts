import { Refusal } from "#kernel/errors";
import { expression, freeNames } from "#base/feel";
import type { Parts } from "./build.ts";
import type { Node } from "#base/flow";
import { refuse } from "./refusal.ts";
import type { FlowRefusal } from "./refusal.ts";

/** The data which whoever runs a flow gives with every step; results of steps stand beside them by element id. */
export const FACTS = ["item", "applicant", "form", "situation", "register", "matter", "today"];

type Formula = { owner: string; text: string; scope: string; more: string[] };

/** Refuses FEEL that cannot be read, or that names what the flow does not have. Called processes get names by input, so there only reading is checked. */
export function formulaRefusals(parts: Parts, called: ReadonlySet<string>): FlowRefusal[] {
  const nodes = Object.values(parts.nodes);
  const elements = nodes.flatMap((node) => ("many" in node && node.many?.element ? [node.many.element] : []));
  const names = new Set([...FACTS, ...nodes.map((node) => node.id), ...elements]);
  const found: FlowRefusal[] = nodes.filter((node) => FACTS.includes(node.id)).map((node) => refuse(node.id, "reserved-id", node.id));
  for (const { owner, text, scope, more } of [...nodes.flatMap(formulas), ...conditions(parts)]) {
    try {
      expression(text);
      if (called.has(processOf(scope, parts))) continue;
      for (const name of freeNames(text.replace(/^=/, ""))) if (!names.has(name) && !more.includes(name)) found.push(refuse(owner, "unknown-name", name));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      found.push(refuse(owner, "feel", error.message));
    }
  }
  return found;
}

function conditions({ edges, nodes }: Parts): Formula[] {
  return Object.values(edges).flatMap(({ id, from, when }) => (when ? [{ owner: id, text: when, scope: nodes[from]?.scope ?? "", more: [] }] : []));
}

function formulas(node: Node): Formula[] {
  const found: Formula[] = [];
  const add = (text: string | undefined, more: string[] = []): void => {
    if (text) found.push({ owner: node.id, text, scope: node.scope, more });
  };
  if ("many" in node && node.many) {
    add(node.many.collection);
    add(node.many.until, ["done", "total", "results"]);
  }
  if (node.kind === "user") {
    add(node.unit);
    if (node.limit?.startsWith("=")) add(node.limit);
  }
  if (node.kind === "service" || node.kind === "call") add(node.input);
  if ("moment" in node) {
    if ("at" in node.moment) add(node.moment.at);
    else if (node.moment.duration.startsWith("=")) add(node.moment.duration);
  }
  return found;
}

/** The process around a scope: sub-processes are nodes of their own name in the scope that holds them. */
function processOf(scope: string, parts: Parts): string {
  const outer = parts.nodes[scope];
  return outer ? processOf(outer.scope, parts) : scope;
}
