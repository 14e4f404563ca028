import { instead } from "#values/spelling";
import { RULES, type Rule } from "./rules.ts";

/** Why a model is not taken: the element, the rule it breaks, the sentence in both languages, and the clause of BPMN 2.0.2 where the rule is the standard's; `word` is what was written wrong. */
export type FlowRefusal = { element: string; rule: string; zh: string; en: string; clause?: string; word?: string };

/** One refusal by its rule; `{0}` in the sentence is replaced by the detail, in English by one of its own where there is one. */
export function refuse(element: string, rule: Rule, detail = "", english = detail): FlowRefusal {
  const [zh, en, clause] = RULES[rule];
  return { element, rule, zh: zh.replace("{0}", () => detail), en: en.replace("{0}", () => english), ...(clause ? { clause } : {}) };
}

/** The refusal of a name that nobody knows: with what there is, and what is nearest. */
export function refuseName(element: string, rule: Rule, name: string, known: Iterable<string>): FlowRefusal {
  const told = refuse(element, rule, name);
  return { ...told, zh: `${told.zh}。${instead(name, known)}`, word: name };
}
