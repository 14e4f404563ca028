import { equal, order, type Value } from "#language/feel-value";
import type { Comparison } from "#language/feel-text";

type Decide = (a: Value, b: Value) => boolean | null;

function ordered(decide: (found: number) => boolean): Decide {
  return (a, b) => {
    const found = order(a, b);
    return found === undefined ? null : decide(found);
  };
}

/** The comparisons over all kinds of values (DMN 1.5 Tables 51 to 53): null where there is nothing to compare. */
export const COMPARE = {
  "=": equal,
  "!=": (a, b) => {
    const found = equal(a, b);
    return found === null ? null : !found;
  },
  "<": ordered((found) => found < 0),
  "<=": ordered((found) => found <= 0),
  ">": ordered((found) => found > 0),
  ">=": ordered((found) => found >= 0),
} as const satisfies Record<Comparison, Decide>;

/** What lies between two ends, both included; null where one of the three cannot be compared. */
export function isBetween(value: Value, low: Value, high: Value): boolean | null {
  const above = COMPARE[">="](value, low);
  const below = COMPARE["<="](value, high);
  return above === null || below === null ? null : above && below;
}
