import { legibleDecisions, type LegibleDecision } from "#content/rule";
import type { Difference } from "./flow-difference.ts";

/** What differs between two DMN files: decisions, expressions, hit policies, and rows. A row is the same when its conditions are. */
export async function ruleDifferences(before: string, after: string): Promise<Difference[]> {
  const [old, now] = await Promise.all([legibleDecisions(before), legibleDecisions(after)]);
  const found: Difference[] = [];
  for (const decision of now) {
    const was = old.find(({ id }) => id === decision.id);
    if (!was) found.push({ element: decision.id, what: `决策“${decision.name}”`, change: "added" });
    else found.push(...between(was, decision));
  }
  for (const { id, name } of old) if (!now.some((decision) => decision.id === id)) found.push({ element: id, what: `决策“${name}”`, change: "removed" });
  return found;
}

function between(was: LegibleDecision, is: LegibleDecision): Difference[] {
  const base = { element: is.id, what: `决策“${is.name}”`, change: "changed" as const };
  const found: Difference[] = [];
  const compare = (property: string, before = "", after = ""): void => {
    if (before !== after) found.push({ ...base, property, before, after });
  };
  compare("名称", was.name, is.name);
  compare("命中规则", was.policy, is.policy);
  compare("算式", was.expression, is.expression);
  compare("输入", was.inputs.join("、"), is.inputs.join("、"));
  compare("输出", was.outputs.join("、"), is.outputs.join("、"));
  return [...found, ...rowDifferences(was, is, base)];
}

type Row = LegibleDecision["rows"][number];
const conditions = (row: Row): string => row.conditions.map((text) => text || "不限").join("，");
const results = (row: Row): string => [...row.results, row.why].filter(Boolean).join("，");

function rowDifferences(was: LegibleDecision, is: LegibleDecision, base: Pick<Difference, "element" | "what">): Difference[] {
  const left = was.rows.map((row, index) => ({ row, number: index + 1 }));
  const found: Difference[] = [];
  for (const [index, row] of is.rows.entries()) {
    const at = left.findIndex((each) => conditions(each.row) === conditions(row));
    const what = `${base.what}第 ${index + 1} 行`;
    if (at < 0) found.push({ ...base, what, change: "added", after: `${conditions(row)} → ${results(row)}` });
    else {
      const [same] = left.splice(at, 1);
      if (results(same!.row) !== results(row))
        found.push({ ...base, what, change: "changed", property: conditions(row), before: results(same!.row), after: results(row) });
    }
  }
  for (const { row, number } of left)
    found.push({ ...base, what: `${base.what}原第 ${number} 行`, change: "removed", before: `${conditions(row)} → ${results(row)}` });
  return found;
}
