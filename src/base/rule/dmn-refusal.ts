import { badInput } from "#kernel/errors";
import type { Refusal } from "#kernel/errors";

/** Something in a DMN file that cannot be evaluated exactly: where, which rule, and the reason in both languages. */
export type DmnRefusal = { element: string; rule: string; zh: string; en: string };

const RULES = {
  xml: ["这份文件不是可读的 DMN：{0}", "not readable as DMN: {0}"],
  "no-decision": ["文件里没有任何决策", "the file holds no decision"],
  "duplicate-id": ["编号重复", "the id occurs twice"],
  "no-logic": ["决策没有决策表，也没有表达式", "the decision has neither a table nor an expression"],
  "unsupported-element": ["暂不支持“{0}”，请改用决策表或表达式", "{0} is not supported; use a decision table or a literal expression"],
  "unsupported-language": ["表达式语言“{0}”不支持，只能用 FEEL", "expression language {0} is not supported, only FEEL"],
  "unsupported-policy": ["命中策略“{0}”不支持", "hit policy {0} is not supported"],
  "aggregate-outputs": ["汇总（C+ C< C> C#）只能有一个结果列", "an aggregation needs exactly one output column"],
  "priority-values": ["命中策略 P、O 要在结果列写明“允许值”的先后", "hit policies P and O need the output values in order of priority"],
  "no-output": ["决策表没有结果列", "the table has no output column"],
  "output-name": ["有多个结果列时，每列都要有名称", "with several output columns each needs a name"],
  "row-width": ["第 {0} 行的格数与列数不一致", "row {0} has not as many cells as there are columns"],
  "empty-result": ["第 {0} 行的结果是空的", "row {0} has an empty result"],
  "no-input": ["条件列没有表达式", "the input column has no expression"],
  "missing-requirement": ["依赖的“{0}”不在文件里", "the required {0} is not in the file"],
  circle: ["决策互相依赖成了环：{0}", "decisions require each other in a circle: {0}"],
  feel: ["{0}", "FEEL cannot be compiled: {0}"],
} as const;

/** One refusal by its rule; `{0}` in the sentence is replaced by the detail. */
export function refuse(element: string, rule: keyof typeof RULES, detail = ""): DmnRefusal {
  const [zh, en] = RULES[rule];
  return { element, rule, zh: zh.replace("{0}", () => detail), en: en.replace("{0}", () => detail) };
}

/** All refusals of a file as one Refusal: DMN_REFUSED, each element with its sentences in `fields`. */
export function refusalOf(refusals: DmnRefusal[]): Refusal {
  const fields: Record<string, string> = {};
  for (const { element, zh, en } of refusals) fields[element] = [fields[element], `${zh}（${en}）`].filter(Boolean).join("；");
  const lines = Object.entries(fields).map(([element, sentence]) => `${element}：${sentence}`);
  return badInput("DMN_REFUSED", `规则文件不能使用，请改正：\n${lines.join("\n")}`, fields);
}
