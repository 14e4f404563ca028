import { Refusal } from "#values/errors";
import { expression, freeNames } from "#language/feel";
import type { Situation } from "./item.ts";

/** Ways in which FEEL compares an answer with values: `situation.x = "a"`, `list contains(situation.x, "a")`, `situation.x in ["a", "b"]`, `some y in situation.x satisfies y in ["a"]`. */
const COMPARED = [
  /\bsituation\.([a-z0-9_]+)\s*!?=\s*("[^"]*")/g,
  /\blist contains\(\s*situation\.([a-z0-9_]+)\s*,\s*("[^"]*")/g,
  /\bsituation\.([a-z0-9_]+)\s+(?:in\s*\[|satisfies\s+\w+\s+in\s*\[)([^\]]*)\]/g,
];

/** Faults of an expression that looks at answers: not readable, names or questions nobody knows, values no option has. */
export function conditionFaults(
  text: string,
  situations: readonly Situation[],
  names: readonly string[] = ["situation", "form", "register", "applicant", "item", "matter", "today", "beneficiary", "identity", "held", "materials"],
): string[] {
  try {
    expression(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.message];
  }
  const found = freeNames(text.replace(/^=/, ""))
    .filter((name) => !names.includes(name))
    .map((name) => `表达式里的“${name}”没有定义`);
  const byId = new Map(situations.map((situation) => [situation.id, situation]));
  for (const [, id] of text.matchAll(/\bsituation\.([a-z0-9_]+)/g)) if (!byId.has(id!)) found.push(`条件用到了问题“${id}”，但前面没有这个问题`);
  for (const pattern of COMPARED) {
    for (const [, id, values] of text.matchAll(pattern)) {
      const options = byId.get(id!)?.options;
      if (!options) continue;
      for (const [, value] of values!.matchAll(/"([^"]*)"/g)) {
        if (!options.some((option) => option.value === value)) found.push(`问题“${id}”没有“${value}”这个选项`);
      }
    }
  }
  return [...new Set(found)];
}
