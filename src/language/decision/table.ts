import { type InputColumn, type OutputColumn, type Rule, type Table, inForce } from "#language/dmn";
import { contextOf, toPlain, type FeelType, type Value } from "#language/feel-value";
import { badInput, conflict } from "#values/errors";
import { bound, fromJson } from "./binding.ts";
import { outcomeOf, type Match } from "./hit-policy.ts";
import { feelOf, testsOf, typeOf, type CellTest, type Place } from "./place.ts";
import { orderOf } from "./priority.ts";
import { indexRows } from "./row-index.ts";
import type { Evaluate, Names, Run } from "./run.ts";

/** A column of conditions, compiled. Values outside `allowed` are not what the table was made for. */
export type Input = { label: string; value: Evaluate; type: FeelType | undefined; allowed: CellTest | undefined };

/** A column of results, compiled. `order` holds its values in falling priority, for P and O. */
export type Output = {
  name: string;
  label: string;
  type: FeelType | undefined;
  allowed: CellTest | undefined;
  order: readonly Value[];
  otherwise: Evaluate | undefined;
};

/** A row, compiled. A cell that lets everything pass has no test. */
export type Row = { rule: Rule; dated: boolean; tests: (CellTest | undefined)[]; results: Evaluate[] };

/** A decision table (clause 8 and 10.3.2.10). Inputs are evaluated once; rows whose cells in one column are plain values are found by value. */
export function tableBox(box: Table, place: Place, name: string): Evaluate {
  const inputs = box.inputs.map((column) => inputOf(column, place));
  const outputs = box.outputs.map((column) => outputOf(column, place, box.policy));
  const rows = box.rules.map((rule) => rowOf(rule, place));
  const candidates = indexRows(box, rows);
  const value = (match: Match): Value =>
    outputs.length === 1
      ? match.results[0]!
      : contextOf(
          outputs.map((output) => output.name),
          match.results,
        );
  return (scope, run) => {
    const values = inputs.map((input) => inputValue(input, scope, run, name));
    if (values.includes(undefined)) return null;
    const given = values as Value[];
    const matches = matching(candidates(given), given, { box, outputs, name }, scope, run);
    if (matches.length === 0) return otherwise(outputs, box, scope, run);
    const { kept, result } = outcomeOf(box.policy, matches, outputs, value, (problem) => run.problems.push(problem), name);
    for (const { row } of kept) note(row, box, given, name, run);
    return result;
  };
}

function inputOf(column: InputColumn, place: Place): Input {
  return {
    label: column.label,
    value: feelOf(column.text, place),
    type: typeOf(column.typeRef, column.element, place),
    allowed: column.values && testsOf(column.values, place),
  };
}

function outputOf(column: OutputColumn, place: Place, policy: string): Output {
  return {
    name: column.name,
    label: column.label || column.name,
    type: typeOf(column.typeRef, column.element, place),
    allowed: column.values && testsOf(column.values, place),
    order: policy === "P" || policy === "O" ? orderOf(column, place) : [],
    otherwise: column.otherwise && feelOf(column.otherwise, place),
  };
}

function rowOf(rule: Rule, place: Place): Row {
  return {
    rule,
    dated: rule.validity.from !== undefined || rule.validity.to !== undefined,
    tests: rule.tests.map((test) => (test.text === "-" ? undefined : testsOf(test, place))),
    results: rule.results.map((result) => feelOf(result, place)),
  };
}

const KINDS: Record<string, string> = { string: "文字", number: "数字", boolean: "是或否" };

/** The value of a column, undefined where the table was not made for it. Null is let through: it is what an unanswered question gives. */
function inputValue(input: Input, scope: Names, run: Run, table: string): Value | undefined {
  const raw = input.value(scope, run);
  if (raw === null) return null;
  const read = run.json ? fromJson(raw, input.type) : raw;
  const value = bound(read, input.type) ?? read;
  if (input.type && bound(read, input.type) === undefined)
    run.problems.push(badInput("RULE_INPUT_TYPE", `规则“${table}”的“${input.label}”应当是${KINDS[input.type.kind] ?? "另一种内容"}，收到的不是。`));
  if (!input.allowed || input.allowed(value, scope)) return value;
  run.problems.push(badInput("RULE_INPUT_VALUE", `规则“${table}”不认识“${input.label}”的值“${String(toPlain(value))}”。`));
  return undefined;
}

type Known = { box: Table; outputs: Output[]; name: string };

function matching(rows: readonly Row[], values: Value[], { box, outputs, name }: Known, scope: Names, run: Run): Match[] {
  const matches: Match[] = [];
  for (const row of rows) {
    if (!passes(row, values, scope) || (row.dated && !isInForce(row, run, name))) continue;
    matches.push({ row, results: outputs.map((output, at) => resultOf(output, row.results[at]!(scope, run), scope, run, name)) });
    if (box.policy === "F") break;
  }
  return matches;
}

function passes({ tests }: Row, values: Value[], scope: Names): boolean {
  for (let at = 0; at < tests.length; at += 1) {
    const test = tests[at];
    if (test !== undefined && !test(values[at]!, scope)) return false;
  }
  return true;
}

function isInForce({ rule }: Row, run: Run, table: string): boolean {
  if (run.day !== undefined) return inForce(rule.validity, run.day);
  run.problems.push(conflict("RULE_NO_DAY", `规则“${table}”分时期生效，要知道申请的日期才能判断。`));
  return false;
}

/** A result as its column declares it: null where it does not conform, or is outside the column's values. */
function resultOf(output: Output, raw: Value, scope: Names, run: Run, table: string): Value {
  const value = bound(raw, output.type) ?? null;
  if (value === null || !output.allowed || Array.isArray(value) || output.allowed(value, scope)) return value;
  run.problems.push(
    conflict("RULE_OUTPUT_VALUE", `规则“${table}”得出“${output.label}”为“${String(toPlain(value))}”，不在允许值之内，请联系事项管理员改正规则。`),
  );
  return null;
}

/** What holds when no row applies (clause 10.3.2.10): the default, or null; a count of nothing is 0. */
function otherwise(outputs: Output[], box: Table, scope: Names, run: Run): Value {
  if (outputs.every((output) => !output.otherwise)) return box.policy === "C#" ? 0 : null;
  const values = outputs.map((output) => bound(output.otherwise?.(scope, run) ?? null, output.type) ?? null);
  return values.length === 1
    ? values[0]!
    : contextOf(
        outputs.map((output) => output.name),
        values,
      );
}

function note({ rule }: Row, box: Table, values: Value[], name: string, run: Run): void {
  run.frame.hits.push({ row: rule.number, why: rule.why, table: name });
  run.frame.steps?.push({
    table: name,
    row: rule.number,
    why: rule.why,
    cells: box.inputs.map(({ label }, at) => ({ label, value: values[at]!, test: rule.tests[at]?.text ?? "-" })),
  });
}
