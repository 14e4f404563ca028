import { isDeepStrictEqual } from "node:util";
import { conflict } from "#kernel/errors";
import type { HitPolicy, Output, Row } from "./decision.ts";
import { plain } from "./plain.ts";

/** A row that applies, with its results in the order of the output columns. */
export type Match = { row: Row; results: unknown[] };

/** What the hit policy makes of the matching rows: the rows it keeps, and their value (undefined: nothing applies). */
export type Outcome = { kept: Match[]; value: unknown };

/**
 * DMN 1.5 clause 8.2.10. `matches` stand in table order.
 * @throws Refusal RULE_NOT_UNIQUE (U: several rows apply), RULE_CONTRADICTS (A: rows differ), RULE_NOT_NUMBERS
 */
export function apply(policy: HitPolicy, matches: Match[], outputs: Output[], table: string): Outcome {
  const single = (kept: Match | undefined): Outcome => (kept ? { kept: [kept], value: valueOf(kept, outputs) } : { kept: [], value: undefined });
  const list = (kept: Match[]): Outcome => ({ kept, value: kept.length > 0 ? kept.map((match) => valueOf(match, outputs)) : undefined });
  switch (policy) {
    case "U":
      if (matches.length > 1)
        throw conflict("RULE_NOT_UNIQUE", `规则“${table}”第 ${numbers(matches)} 行同时适用，不能得出唯一结果，请联系事项管理员改正规则。`);
      return single(matches[0]);
    case "F":
      return single(matches[0]);
    case "A": {
      const [first] = matches;
      const differ = matches.some((match) => !isDeepStrictEqual(plain(match.results), plain(first?.results)));
      if (differ) throw conflict("RULE_CONTRADICTS", `规则“${table}”第 ${numbers(matches)} 行同时适用而结果不同，请联系事项管理员改正规则。`);
      return { ...single(first), kept: matches };
    }
    case "P":
      return single(byPriority(matches, outputs)[0]);
    case "O":
      return list(byPriority(matches, outputs));
    case "R":
    case "C":
      return list(matches);
    case "C#":
      return { kept: matches, value: matches.length };
    case "C+":
    case "C<":
    case "C>":
      return { kept: matches, value: aggregate(policy, matches, table) };
  }
}

function valueOf(match: Match, outputs: Output[]): unknown {
  if (outputs.length === 1) return match.results[0];
  return Object.fromEntries(outputs.map((output, index) => [output.name, match.results[index]]));
}

function numbers(matches: Match[]): string {
  return matches.map((match) => match.row.number).join("、");
}

/** Sorted by the declared order of the output values, first column first; values that are not declared come last. */
function byPriority(matches: Match[], outputs: Output[]): Match[] {
  const rank = (match: Match): number[] =>
    outputs.map((output, index) => {
      const at = output.order.findIndex((value) => isDeepStrictEqual(plain(value), plain(match.results[index])));
      return at < 0 ? output.order.length : at;
    });
  return matches.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    const column = left.findIndex((value, index) => value !== right[index]);
    return column < 0 ? 0 : (left[column] ?? 0) - (right[column] ?? 0);
  });
}

function aggregate(policy: "C+" | "C<" | "C>", matches: Match[], table: string): number | undefined {
  const values = matches.map((match) => match.results[0]);
  const given = values.filter((value) => typeof value === "number");
  if (given.length !== values.length)
    throw conflict("RULE_NOT_NUMBERS", `规则“${table}”第 ${numbers(matches)} 行的结果不是数字，无法汇总，请联系事项管理员改正规则。`);
  if (given.length === 0) return undefined;
  if (policy === "C+") return given.reduce((sum, value) => sum + value, 0);
  return policy === "C<" ? Math.min(...given) : Math.max(...given);
}
