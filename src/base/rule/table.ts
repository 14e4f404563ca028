import type { HitPolicy, Input, Logic, Output, Row } from "./decision.ts";
import { refuse } from "./dmn-refusal.ts";
import { compileFeel } from "./feel.ts";
import { attempt, feelOf } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { unaryTests } from "./unary-tests.ts";
import type { Element } from "./xml.ts";

const POLICIES: Record<string, HitPolicy> = { UNIQUE: "U", FIRST: "F", ANY: "A", PRIORITY: "P", "RULE ORDER": "R", "OUTPUT ORDER": "O", COLLECT: "C" };
const AGGREGATES: Record<string, HitPolicy> = { SUM: "C+", MIN: "C<", MAX: "C>", COUNT: "C#" };

/** Compiles a decision table; everything that cannot be evaluated exactly is noted in the reading's refusals. */
export function tableOf(table: Element, decision: Element, reading: Reading): Logic {
  const id = table.id ?? decision.id ?? "";
  const policy = policyOf(table);
  if (!policy) reading.refusals.push(refuse(id, "unsupported-policy", [table.hitPolicy, table.aggregation].join(" ")));
  const outputs = (table.output ?? []).map((output) => outputOf(output, id, reading));
  if (outputs.length === 0) reading.refusals.push(refuse(id, "no-output"));
  if (outputs.length > 1 && outputs.some((output) => output.name === "")) reading.refusals.push(refuse(id, "output-name"));
  if (outputs.length > 1 && policy && policy.length > 1) reading.refusals.push(refuse(id, "aggregate-outputs"));
  if ((policy === "P" || policy === "O") && outputs.every((output) => output.order.length === 0)) reading.refusals.push(refuse(id, "priority-values"));
  const inputs = (table.input ?? []).map((input) => inputOf(input, id, reading));
  const rows = (table.rule ?? []).map((rule, index) => rowOf(rule, index + 1, { inputs: inputs.length, outputs: outputs.length }, id, reading));
  return { kind: "table", policy: policy ?? "U", inputs, outputs, rows };
}

function policyOf(table: Element): HitPolicy | undefined {
  const policy = POLICIES[table.hitPolicy ?? "UNIQUE"];
  if (!table.aggregation) return policy;
  return policy === "C" ? AGGREGATES[table.aggregation] : undefined;
}

function inputOf(input: Element, table: string, reading: Reading): Input {
  const source = input.inputExpression;
  const label = input.label ?? source?.text ?? input.id ?? "";
  if (!source?.text) {
    reading.refusals.push(refuse(input.id ?? table, "no-input"));
    return { label, value: () => null, type: undefined, allowed: undefined };
  }
  const values = input.inputValues;
  const allowed = values?.text ? attempt(values, input.id ?? table, reading, () => unaryTests(values.text ?? "", reading.shape)) : undefined;
  return { label, value: feelOf(source, input.id ?? table, reading), type: source.typeRef, allowed };
}

function outputOf(output: Element, table: string, reading: Reading): Output {
  const values = output.outputValues;
  const order = values?.text ? attempt(values, output.id ?? table, reading, () => compileFeel(`[${values.text}]`)({})) : [];
  const otherwise = output.defaultOutputEntry?.text ? feelOf(output.defaultOutputEntry, output.id ?? table, reading) : undefined;
  return { name: output.name ?? "", order: Array.isArray(order) ? order : [], otherwise };
}

function rowOf(rule: Element, number: number, width: { inputs: number; outputs: number }, table: string, reading: Reading): Row {
  const where = rule.id ?? `${table}#${number}`;
  const cells = rule.inputEntry ?? [];
  const entries = rule.outputEntry ?? [];
  if (cells.length !== width.inputs || entries.length !== width.outputs) reading.refusals.push(refuse(where, "row-width", String(number)));
  const tests = cells.map((cell) => attempt(cell, where, reading, () => unaryTests(cell.text ?? "", reading.shape)) ?? (() => false));
  const results = entries.map((entry) => {
    if (entry.text?.trim()) return feelOf(entry, where, reading);
    reading.refusals.push(refuse(entry.id ?? where, "empty-result", String(number)));
    return () => null;
  });
  const notes = [rule.description, ...(rule.annotationEntry ?? []).map((note) => note.text)];
  return {
    number,
    tests,
    results,
    why: notes
      .map((note) => note?.trim())
      .filter(Boolean)
      .join("；"),
  };
}
