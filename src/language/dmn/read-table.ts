import type { HitPolicy, InputColumn, OutputColumn, Rule, Table } from "./model.ts";
import { feelText, nameOf, textBelow, typeRefOf, validityOf, type Reader } from "./reader.ts";
import { refuse } from "./refusal.ts";
import { child, children, type XmlElement } from "./xml.ts";

const POLICIES: Record<string, HitPolicy> = { UNIQUE: "U", FIRST: "F", ANY: "A", PRIORITY: "P", "RULE ORDER": "R", "OUTPUT ORDER": "O", COLLECT: "C" };
const AGGREGATES: Record<string, HitPolicy> = { SUM: "C+", MIN: "C<", MAX: "C>", COUNT: "C#" };

/** A decision table (clause 8.3); what no hit policy can make sense of is noted as refused. */
export function tableOf(element: XmlElement, owner: string, reader: Reader): Table {
  const where = element.own["id"] ?? owner;
  const policy = policyOf(element);
  const note = (rule: "unsupported-policy" | "no-output" | "output-name" | "aggregate-outputs" | "priority-values", detail = ""): void =>
    void reader.refusals.push(refuse(where, rule, detail));
  const inputs = children(element, "input").map((input) => inputOf(input, where, reader));
  const outputs = children(element, "output").map((output) => outputOf(output, where, reader));
  if (!policy) note("unsupported-policy", [element.own["hitPolicy"], element.own["aggregation"]].filter(Boolean).join(" "));
  if (outputs.length === 0) note("no-output");
  if (outputs.length > 1 && outputs.some((output) => output.name === "")) note("output-name");
  if (outputs.length > 1 && policy && policy.length > 1) note("aggregate-outputs");
  if ((policy === "P" || policy === "O") && outputs.every((output) => !output.values && output.typeRef === undefined)) note("priority-values");
  const rules = children(element, "rule").map((rule, index) => ruleOf(rule, index + 1, { inputs: inputs.length, outputs: outputs.length }, where, reader));
  return { element: where, box: "table", typeRef: typeRefOf(element.own["typeRef"], reader), policy: policy ?? "U", inputs, outputs, rules };
}

function policyOf(element: XmlElement): HitPolicy | undefined {
  const policy = POLICIES[element.own["hitPolicy"] ?? "UNIQUE"];
  const aggregation = element.own["aggregation"];
  if (aggregation === undefined) return policy;
  return policy === "C" ? AGGREGATES[aggregation] : undefined;
}

function inputOf(element: XmlElement, table: string, reader: Reader): InputColumn {
  const where = element.own["id"] ?? table;
  const source = child(element, "inputExpression");
  const text = feelText(source, where);
  if (!text) reader.refusals.push(refuse(where, "no-input"));
  return {
    element: where,
    label: element.own["label"] ?? text?.text ?? where,
    text: text ?? { element: where, text: "null" },
    typeRef: typeRefOf(source?.own["typeRef"], reader),
    values: feelText(child(element, "inputValues"), where),
  };
}

function outputOf(element: XmlElement, table: string, reader: Reader): OutputColumn {
  const where = element.own["id"] ?? table;
  return {
    element: where,
    name: nameOf(element),
    label: element.own["label"] ?? nameOf(element),
    typeRef: typeRefOf(element.own["typeRef"], reader),
    values: feelText(child(element, "outputValues"), where),
    otherwise: feelText(child(element, "defaultOutputEntry"), where),
  };
}

function ruleOf(element: XmlElement, number: number, width: { inputs: number; outputs: number }, table: string, reader: Reader): Rule {
  const where = element.own["id"] ?? `${table}#${number}`;
  const cells = children(element, "inputEntry");
  const entries = children(element, "outputEntry");
  if (cells.length !== width.inputs || entries.length !== width.outputs) reader.refusals.push(refuse(where, "row-width", String(number)));
  const tests = cells.map((cell) => feelText(cell, where) ?? { element: where, text: "-" });
  const results = entries.map((entry) => {
    const text = feelText(entry, where);
    if (!text) reader.refusals.push(refuse(entry.own["id"] ?? where, "empty-result", String(number)));
    return text ?? { element: where, text: "null" };
  });
  const notes = [textBelow(element, "description"), ...children(element, "annotationEntry").map((note) => textBelow(note, "text"))];
  return { element: where, number, tests, results, why: notes.filter((note) => note !== "").join("；"), validity: validityOf(element, where, reader) };
}
