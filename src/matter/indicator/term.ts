import { isStanding, type Indicator } from "#content/kind";

/** A measure, and the flags of matters that are left out of it. */
export interface Term {
  /** As it is kept: `closed`, `closed - excluded`. */
  key: string;
  measure: string;
  without: readonly string[];
}

/** The measure of an indicator as it is counted: without what the indicator leaves out. */
export function termOf({ without = [] }: Pick<Indicator, "without">, measure: string): Term {
  return { key: without.length === 0 ? measure : `${measure} - ${without.toSorted().join(" ")}`, measure, without };
}

/** Every term of some indicators, each once. */
export function termsOf(indicators: readonly Indicator[]): Term[] {
  const all = indicators.flatMap((indicator) => [...indicator.met, ...indicator.of_all].map((measure) => termOf(indicator, measure)));
  return [...new Map(all.map((term) => [term.key, term])).values()];
}

/** The terms that are kept by day, and those that are counted as they stand. */
export function apart(terms: readonly Term[]): { daily: Term[]; standing: Term[] } {
  return { daily: terms.filter(({ measure }) => !isStanding(measure)), standing: terms.filter(({ measure }) => isStanding(measure)) };
}
