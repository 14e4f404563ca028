import type { Decision, Decisions, Logic } from "./decision.ts";
import { refusalOf, refuse } from "./dmn-refusal.ts";
import type { DmnRefusal } from "./dmn-refusal.ts";
import { feelOf } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { shapeOf } from "./shape.ts";
import { tableOf } from "./table.ts";
import { read } from "./xml.ts";
import type { Element } from "./xml.ts";

/**
 * Reads and compiles a DMN file (1.2 to 1.5): decision tables, literal expressions, required decisions, input data.
 * @throws Refusal DMN_REFUSED naming every element that cannot be evaluated exactly, with the reason in Chinese and English
 */
export async function loadDecisions(xml: string): Promise<Decisions> {
  const { root, problems } = await read(xml);
  const refusals = problems.map((problem) => refuse("definitions", "xml", problem));
  const byId = new Map<string, Decision>();
  if (root && refusals.length === 0) {
    const elements = root.drgElement ?? [];
    const reading: Reading = { shape: shapeOf(elements, root.itemDefinition ?? []), refusals };
    for (const element of elements) {
      if (element.$type === "dmn:Decision") {
        const decision = decisionOf(element, reading, elements);
        if (byId.has(decision.id)) refusals.push(refuse(decision.id, "duplicate-id"));
        byId.set(decision.id, decision);
      } else if (element.$type !== "dmn:InputData" && element.$type !== "dmn:KnowledgeSource") {
        refusals.push(refuse(element.id ?? element.$type, "unsupported-element", element.$type));
      }
    }
    if (byId.size === 0) refusals.push(refuse("definitions", "no-decision"));
    refusals.push(...circles(byId));
  }
  if (refusals.length > 0) throw refusalOf(refusals);
  return { byId };
}

function decisionOf(element: Element, reading: Reading, elements: Element[]): Decision {
  const id = element.id ?? element.name ?? "";
  const requires: string[] = [];
  const data: Decision["data"] = [];
  for (const requirement of element.informationRequirement ?? []) {
    const target = (requirement.requiredDecision ?? requirement.requiredInput)?.href?.replace(/^.*#/, "");
    const found = elements.find((other) => other.id === target);
    if (found?.$type === "dmn:Decision") requires.push(found.id ?? "");
    else if (found?.$type === "dmn:InputData") data.push({ name: nameOf(found), type: found.variable?.typeRef });
    else reading.refusals.push(refuse(id, "missing-requirement", target ?? ""));
  }
  if (element.knowledgeRequirement?.length) reading.refusals.push(refuse(id, "unsupported-element", "dmn:KnowledgeRequirement"));
  return { id, name: element.name ?? id, variable: nameOf(element), requires, data, logic: logicOf(element, reading) };
}

function logicOf(element: Element, reading: Reading): Logic {
  const logic = element.decisionLogic;
  const none: Logic = { kind: "expression", value: () => null };
  if (!logic) {
    reading.refusals.push(refuse(element.id ?? "", "no-logic"));
    return none;
  }
  if (logic.$type === "dmn:DecisionTable") return tableOf(logic, element, reading);
  if (logic.$type === "dmn:LiteralExpression") return { kind: "expression", value: feelOf(logic, element.id ?? "", reading) };
  reading.refusals.push(refuse(logic.id ?? element.id ?? "", "unsupported-element", logic.$type));
  return none;
}

/** The name under which other decisions read a value. */
function nameOf(element: Element): string {
  return element.variable?.name ?? element.name ?? element.id ?? "";
}

function circles(byId: Map<string, Decision>): DmnRefusal[] {
  const found: DmnRefusal[] = [];
  const closed = new Set<string>();
  const walk = (id: string, way: string[]): void => {
    if (way.includes(id)) found.push(refuse(id, "circle", [...way.slice(way.indexOf(id)), id].join(" → ")));
    if (way.includes(id) || closed.has(id)) return;
    for (const next of byId.get(id)?.requires ?? []) walk(next, [...way, id]);
    closed.add(id);
  };
  for (const id of byId.keys()) walk(id, []);
  return found;
}
