import { equal } from "./equal.ts";
import { isList } from "./kind.ts";
import { order } from "./order.ts";
import { RangeValue } from "./range.ts";
import type { Value } from "./value.ts";

/** Whether a range holds a value (DMN 1.5 Table 54); null where they cannot be compared or an end is unknown. */
export function rangeHolds(range: RangeValue, value: Value): boolean | null {
  const { sign, low, high } = range;
  if (sign === "=") return equal(value, low);
  if (sign === "!=") return negated(equal(value, low));
  const above = sign === "<" || sign === "<=" ? true : isAbove(value, low, range.lowIn);
  const below = sign === ">" || sign === ">=" ? true : isAbove(high, value, range.highIn);
  return above === null || below === null ? null : above && below;
}

function isAbove(value: Value, low: Value, included: boolean): boolean | null {
  if (value === null || low === null) return null;
  const found = order(value, low);
  return found === undefined ? null : included ? found >= 0 : found > 0;
}

function negated(found: boolean | null): boolean | null {
  return found === null ? null : !found;
}

/**
 * `value in test` for a test that is not written as a comparison (DMN 1.5 Table 55): a range holds it, a list has it or has a range
 * that holds it, anything else equals it.
 */
export function isIn(value: Value, test: Value): boolean | null {
  if (test instanceof RangeValue) return rangeHolds(test, value);
  if (!isList(test)) return equal(value, test);
  if (isList(value) && equal(value, test) === true) return true;
  return test.some((item) => (item instanceof RangeValue ? rangeHolds(item, value) : equal(value, item)) === true);
}
