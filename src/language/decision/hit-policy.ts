import type { HitPolicy } from "#language/dmn";
import { compileExpression } from "#language/feel";
import { equals, type Value } from "#language/feel-value";
import { conflict, type Refusal } from "#values/errors";
import { rankOf } from "./priority.ts";
import type { Output, Row } from "./table.ts";

/** A row that matches, with its results in the order of the output columns. */
export type Match = { row: Row; results: Value[] };

/** What a hit policy makes of the rows that match: those it keeps, and their value. */
export type Outcome = { kept: Match[]; result: Value };

type Tell = (problem: Refusal) => void;

/** Aggregations are FEEL's own functions (clause 8.2.11). */
const AGGREGATIONS = {
  "C+": compileExpression("sum(values)", ["values"]),
  "C<": compileExpression("min(values)", ["values"]),
  "C>": compileExpression("max(values)", ["values"]),
} as const;

/**
 * DMN 1.5 clause 8.2.10. `matches` stand in table order and are not empty. Where the standard leaves no value it is null, and the
 * problem is told: RULE_NOT_UNIQUE (U: several rows match), RULE_CONTRADICTS (A: rows differ), RULE_NOT_NUMBERS (nothing to sum).
 */
export function outcomeOf(
  policy: HitPolicy,
  matches: Match[],
  outputs: readonly Output[],
  valueOf: (match: Match) => Value,
  tell: Tell,
  table: string,
): Outcome {
  const [first] = matches as [Match, ...Match[]];
  const rows = (): string => matches.map(({ row }) => row.rule.number).join("、");
  const fail = (code: string, what: string): Outcome => {
    tell(conflict(code, `规则“${table}”第 ${rows()} 行${what}，请联系事项管理员改正规则。`));
    return { kept: [], result: null };
  };
  switch (policy) {
    case "U":
      return matches.length > 1 ? fail("RULE_NOT_UNIQUE", "同时适用，不能得出唯一结果") : { kept: matches, result: valueOf(first) };
    case "F":
      return { kept: [first], result: valueOf(first) };
    case "A":
      if (!matches.every((match) => match.results.every((result, at) => equals(result, first.results[at]!))))
        return fail("RULE_CONTRADICTS", "同时适用而结果不同");
      return { kept: matches, result: valueOf(first) };
    case "P": {
      const kept = byPriority(matches, outputs)[0]!;
      return { kept: [kept], result: valueOf(kept) };
    }
    case "O": {
      const kept = byPriority(matches, outputs);
      return { kept, result: kept.map(valueOf) };
    }
    case "R":
    case "C":
      return { kept: matches, result: matches.map(valueOf) };
    case "C#":
      return { kept: matches, result: matches.length };
    default: {
      const result = AGGREGATIONS[policy]({ values: matches.map((match) => match.results[0]!) });
      return result === null ? fail("RULE_NOT_NUMBERS", "的结果无法汇总") : { kept: matches, result };
    }
  }
}

/** Sorted by the declared order of the output values, first column first; values that are not declared come last. */
function byPriority(matches: Match[], outputs: readonly Output[]): Match[] {
  const ranked = matches.map((match) => ({ match, ranks: outputs.map((output, at) => rankOf(match.results[at]!, output.order)) }));
  ranked.sort((a, b) => {
    const column = a.ranks.findIndex((rank, at) => rank !== b.ranks[at]);
    return column < 0 ? 0 : a.ranks[column]! - b.ranks[column]!;
  });
  return ranked.map(({ match }) => match);
}
