import { settle, type CompiledDecision, type Decisions, type Run } from "#language/decision";
import { bounded, toPlain } from "#language/feel";
import { judge, requiredBy, runOver, type Facts } from "./run-over.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Evaluates a decision over plain JSON. Decisions it requires are evaluated first, each once, and are read by name or id.
 *
 * `value` is plain JSON, null when no row applies and nothing is declared for that. A table with several output columns
 * gives an object, policies C, R and O a list. `hits` say which rows applied and why, in the author's words.
 * @param day the day of the application, "2026-11-21": it chooses among versions that are in force at different times. Without it the facts
 * are asked (`matter.submitted`, as the facts of a matter have it)
 * @throws Refusal NOT_FOUND (no such decision), RULE_INPUT_TYPE, RULE_INPUT_VALUE, RULE_OUTPUT_VALUE, RULE_NOT_UNIQUE, RULE_CONTRADICTS,
 * RULE_NOT_NUMBERS, RULE_NO_DAY, RULE_NOT_IN_FORCE, FEEL_TOO_LONG_RUNNING, FEEL_TOO_LARGE
 */
export function decide(decisions: Decisions, decisionId: string, facts: Facts, day?: string): Verdict {
  const run = runOver(decisions, facts, day, false);
  return bounded(() => verdictOf(decisions, judge(decisions, decisionId, run), run));
}

function verdictOf(decisions: Decisions, decision: CompiledDecision, run: Run): Verdict {
  const { value, frame } = settle(decisions, decision, run);
  const required = Object.fromEntries(requiredBy(decisions, decision, run).map((other) => [other.id, verdictOf(decisions, other, run)]));
  const hits = frame.hits.map(({ row, why, table }) => (table === decision.name ? { row, why } : { row, why, table }));
  return { value: toPlain(value), hits, required };
}
