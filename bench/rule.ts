import { evaluate, unaryTest } from "@bpmn-io/feelin";
import { compileExpression, expression } from "#language/feel";
import { decide, loadDecisions } from "#content/rule";
import { tell } from "./figure.ts";
import { alternating } from "./pairs.ts";
import { FACTS, ROWS, tariff } from "./tariff.ts";

// What rules and forms are made of: arithmetic, conditions, texts, lists, dates, contexts, functions.
const CONTEXT = {
  age: 82,
  income: 250_000,
  name: "林秀英",
  kind: "餐饮",
  area: 46.5,
  born: "1944-03-02",
  household: [
    { name: "林秀英", age: 82, income: 250_000 },
    { name: "林静", age: 51, income: 730_000 },
    { name: "陈小满", age: 29, income: 580_000 },
  ],
  register: { population: { status: "normal", household_area: "990101000000" } },
};
const EXPRESSIONS = [
  "age >= 80 and income < 300000",
  "income * 12 / 100 + 0.1 + 0.2",
  "if age >= 90 then 20000 else if age >= 80 then 10000 else 0",
  'kind in ("餐饮", "零售")',
  "age between 60 and 90",
  'register.population.status = "normal" and starts with(register.population.household_area, "9901")',
  "sum(household.income) / count(household)",
  "count(household[age >= 60])",
  "for person in household return person.income * 2",
  "some person in household satisfies person.age > 80",
  "every person in household satisfies person.income < 800000",
  'years and months duration(date(born), date("2026-11-21")).years',
  'date("2026-11-21") + duration("P20D")',
  'upper case(substring("food-licence", 1, 4)) + string(area)',
  "round half up(area * 1.235, 2)",
  "max(age, 60) - min([10, 20, 30])",
  "{rate: 2.5, fee: area * rate}.fee",
  "(function(a, b) a * b)(area, 3)",
  "not(age < 18) or name = null",
  "sort(household, function(a, b) a.age < b.age)[1].name",
];

for (const source of EXPRESSIONS) {
  const [ours, theirs] = [expression(source)(CONTEXT), evaluate(source, CONTEXT).value as unknown];
  const near = typeof ours === "number" && typeof theirs === "number" && Math.abs(ours - theirs) < 1e-6;
  const temporal = typeof ours === "string" && /^\d{4}-/.test(ours);
  if (!near && !temporal && JSON.stringify(ours) !== JSON.stringify(theirs))
    throw new Error(`${source}: ${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`);
}

// Forms, flows and rules look a text up and run it; the library has no other way than text and context.
const looked = alternating(
  () => EXPRESSIONS.forEach((source) => expression(source)(CONTEXT)),
  () => EXPRESSIONS.forEach((source) => evaluate(source, CONTEXT)),
);
tell({
  name: "FEEL, 20 expressions of forms and rules",
  value: looked.ours * EXPRESSIONS.length,
  unit: "evaluations/s",
  baseline: looked.theirs * EXPRESSIONS.length,
});

const read = alternating(
  () => EXPRESSIONS.forEach((source) => compileExpression(source)(CONTEXT)),
  () => EXPRESSIONS.forEach((source) => evaluate(source, CONTEXT)),
);
tell({ name: "FEEL, read and evaluated once", value: read.ours * EXPRESSIONS.length, unit: "evaluations/s", baseline: read.theirs * EXPRESSIONS.length });

const decisions = await loadDecisions(tariff());

/** The table as one would write it on the library: row by row, cell by cell, until the first that fits. */
function byLibrary(facts: (typeof FACTS)[number]): unknown {
  const inputs = [facts.district, facts.age, facts.income];
  const row = ROWS.find(({ cells }) => cells.every((cell, at) => cell === "-" || unaryTest(cell, { ...facts, "?": inputs[at]! }).value === true));
  return row ? evaluate(row.result, facts).value : null;
}

for (const facts of FACTS) {
  const [ours, theirs] = [decide(decisions, "tariff", facts).value, byLibrary(facts)];
  if (ours !== theirs) throw new Error(`${JSON.stringify(facts)}: ${String(ours)}, not ${String(theirs)}`);
}
const table = alternating(
  () => FACTS.forEach((facts) => decide(decisions, "tariff", facts)),
  () => FACTS.forEach(byLibrary),
);
tell({ name: `table of ${ROWS.length} rows`, value: table.ours * FACTS.length, unit: "decisions/s", baseline: table.theirs * FACTS.length });
