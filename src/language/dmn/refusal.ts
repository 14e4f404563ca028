import { instead } from "#values/spelling";
import { badInput, type Refusal } from "#values/errors";

/** Something in a DMN file that cannot be evaluated exactly: where, which rule, and the reason in both languages. */
export type DmnRefusal = { element: string; rule: Rule; zh: string; en: string };

const RULES = {
  xml: ["这份文件不是可读的 DMN：{0}", "not readable as DMN: {0}"],
  "no-decision": ["文件里没有任何决策", "the file holds no decision"],
  "unknown-element": ["不认识元素“{0}”，它在 DMN 1.5 里不能放在这里", "element {0} is not allowed here by DMN 1.5"],
  "unknown-attribute": ["不认识属性“{0}”", "attribute {0} is unknown to DMN 1.5"],
  "missing-attribute": ["缺少属性“{0}”", "attribute {0} is missing"],
  "stray-text": ["这里不能有文字“{0}”", "text is not allowed here: {0}"],
  "one-expression": ["这里只能有一个表达式", "only one expression is allowed here"],
  "no-expression": ["这里缺少表达式：{0}", "an expression is missing here: {0}"],
  "duplicate-id": ["编号“{0}”重复", "the id {0} occurs twice"],
  "duplicate-name": ["名称“{0}”重复，别处引用时分不清", "the name {0} occurs twice and cannot be told apart"],
  "unsupported-language": ["表达式语言“{0}”不支持，只能用 FEEL", "expression language {0} is not supported, only FEEL"],
  "unsupported-policy": ["命中策略“{0}”不支持，可以写的有：UNIQUE、FIRST、ANY、PRIORITY、COLLECT、RULE ORDER、OUTPUT ORDER", "hit policy {0} is not supported"],
  "unsupported-kind": ["函数种类“{0}”不支持", "function kind {0} is not supported"],
  "aggregate-outputs": ["汇总（C+ C< C> C#）只能有一个结果列", "an aggregation needs exactly one output column"],
  "priority-values": ["命中策略 P、O 要在结果列写明“允许值”的先后", "hit policies P and O need the output values in order of priority"],
  "no-output": ["决策表没有结果列", "the table has no output column"],
  "output-name": ["有多个结果列时，每列都要有名称", "with several output columns each needs a name"],
  "row-width": ["第 {0} 行的格数与列数不一致", "row {0} has not as many cells as there are columns"],
  "empty-result": ["第 {0} 行的结果是空的", "row {0} has an empty result"],
  "no-input": ["条件列没有表达式", "the input column has no expression"],
  "missing-requirement": ["引用的“{0}”不在文件里，也不在它引入的文件里", "{0} is neither in the file nor in those it imports"],
  "wrong-requirement": ["引用的“{0}”不是这里需要的那一种", "{0} is not of the kind required here"],
  "missing-import": ["引入的文件“{0}”没有找到", "the imported file {0} was not found"],
  "unsupported-import": ["引入的“{0}”不是 DMN 文件，不支持", "only DMN can be imported, not {0}"],
  "unknown-type": ["类型“{0}”没有定义", "the type {0} is not defined"],
  "type-circle": ["类型互相定义成了环：{0}", "types define each other in a circle: {0}"],
  circle: ["决策互相依赖成了环：{0}", "decisions require each other in a circle: {0}"],
  "not-a-day": ["“{0}”不是日期，请写成 2026-11-21", "{0} is not a day; write 2026-11-21"],
  "days-reversed": ["生效日期晚于失效日期：{0}", "in force from a day after its last day: {0}"],
  "days-overlap": ["不同时期的版本在时间上重叠：{0}", "dated versions overlap: {0}"],
  "days-gap": ["不同时期的版本之间有空档：{0}", "there is a gap between dated versions: {0}"],
  feel: ["{0}", "FEEL cannot be compiled: {0}"],
} as const;

/** The rules by which files are refused. */
export type Rule = keyof typeof RULES;

/** One refusal by its rule; `{0}` in the sentence is replaced by the detail. */
export function refuse(element: string, rule: Rule, detail = ""): DmnRefusal {
  const [zh, en] = RULES[rule];
  return { element, rule, zh: zh.replace("{0}", () => detail), en: en.replace("{0}", () => detail) };
}

/** The refusal of a name that nobody knows here: with what there is, and what is nearest. */
export function refuseName(element: string, rule: Rule, detail: string, name: string, known: Iterable<string>): DmnRefusal {
  const told = refuse(element, rule, detail);
  return { ...told, zh: `${told.zh}。${instead(name, known)}` };
}

/** What is missing because the name of something is misspelt. */
const ECHOES: ReadonlySet<Rule> = new Set<Rule>([
  "row-width",
  "no-output",
  "no-input",
  "no-expression",
  "empty-result",
  "output-name",
  "priority-values",
  "missing-attribute",
  "no-decision",
]);

/** Refusals without those that only follow from a name that nobody knows: in the same element, or in the rows of a table that lacks a column by it. */
function causes(refusals: readonly DmnRefusal[]): DmnRefusal[] {
  const misspelt = refusals.filter(({ rule }) => rule === "unknown-element" || rule === "unknown-attribute");
  const owners = new Set(misspelt.map(({ element }) => element));
  const inTable = misspelt.some(({ zh }) => zh.includes("“decisionTable/"));
  return refusals.filter(({ element, rule }) => !ECHOES.has(rule) || !(owners.has(element) || (inTable && rule === "row-width")));
}

/** All refusals of a file as one Refusal: DMN_REFUSED, each element with its sentences in `fields`, each sentence once. */
export function refusalOf(refusals: readonly DmnRefusal[]): Refusal {
  const said = new Map<string, Set<string>>();
  for (const { element, zh, en } of causes(refusals)) {
    const sentences = said.get(element) ?? new Set();
    said.set(element, sentences.add(`${zh}（${en}）`));
  }
  const fields = Object.fromEntries([...said].map(([element, sentences]) => [element, [...sentences].join("；")]));
  const lines = Object.entries(fields).map(([element, sentence]) => `${element}：${sentence}`);
  return badInput("DMN_REFUSED", `规则文件不能使用，请改正：\n${lines.join("\n")}`, fields);
}
