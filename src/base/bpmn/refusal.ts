import { RULES } from "./rules.ts";
import type { Rule } from "./rules.ts";

/** Why a model is not taken: the element, the rule it breaks, the sentence in both languages, and the clause of BPMN 2.0.2 where the rule is the standard's. */
export type FlowRefusal = { element: string; rule: string; zh: string; en: string; clause?: string };

/** One refusal by its rule; `{0}` in the sentence is replaced by the detail. */
export function refuse(element: string, rule: Rule, detail = ""): FlowRefusal {
  const [zh, en, clause] = RULES[rule];
  const said = (sentence: string): string => sentence.replace("{0}", () => detail);
  return { element, rule, zh: said(zh), en: said(en), ...(clause ? { clause } : {}) };
}
