import type { Situation } from "#content/pack";
import { ownEntry, recordOf, type RecordType, type Type } from "#language/typing";
import { situationType } from "./field-type.ts";
import { formulaFaults, type Finding } from "./finding.ts";

/** What is wrong with a formula at a place. */
export function conditionFindings(text: string, scope: RecordType, path: Finding["path"]): Finding[] {
  return formulaFaults(text, scope).faults.map(({ message, word }) => ({ path, message, ...(word !== undefined && { word }) }));
}

/** The answers to questions alone. `asked`: only these many, since conditions look back; the others are there, but later. */
export function questionsScope(situations: readonly Situation[], asked = situations.length): RecordType {
  const all = situationType(situations) as RecordType;
  const later: Type = { is: "hidden", why: "问在这一题后面，条件只能看前面的答案" };
  const entries = situations.map(({ id }, at) => [id, at < asked ? ownEntry(all, id)! : later] as const);
  return recordOf({ situation: recordOf(Object.fromEntries(entries), { called: "情形问题里" }) });
}
