import { compare, equals, isList, isSame, kindOf, Moment, partOf, subtract, type Context, type Numeric, type Value } from "#language/feel";

/**
 * How far a number may lie from the one expected. The suite writes results of irrational functions with eight decimals (the cosine of 123 as
 * -0.88796890), and its own runners allow as much; everything that FEEL calculates exactly lies at distance 0.
 */
const TOLERANCE = 1e-8;

/** Whether what was found is what was expected: the same kinds, lists in order, contexts with the same names and no more, times with their zone. */
export function isExpected(found: Value, expected: Value): boolean {
  const kind = kindOf(expected);
  if (kind !== kindOf(found)) return false;
  if (kind === "null") return true;
  if (kind === "number") return isNear(found as Numeric, expected as Numeric);
  if (isList(expected)) return (found as Value[]).length === expected.length && expected.every((item, at) => isExpected((found as Value[])[at]!, item));
  if (kind === "context") return sameContext(found as Context, expected as Context);
  return isSame(found, expected) || isSameMoment(found, expected);
}

function sameContext(found: Context, expected: Context): boolean {
  const names = Object.keys(expected);
  return names.length === Object.keys(found).length && names.every((name) => Object.hasOwn(found, name) && isExpected(found[name]!, expected[name]!));
}

function isNear(found: Numeric, expected: Numeric): boolean {
  const distance = subtract(found, expected);
  return distance !== undefined && compare(distance, TOLERANCE) <= 0 && compare(distance, -TOLERANCE) >= 0;
}

/** XML knows a zone by its distance from UTC only: a time in Europe/Paris is as expected when it is that distance away. */
function isSameMoment(found: Value, expected: Value): boolean {
  if (!(found instanceof Moment && expected instanceof Moment) || found.time.nanos !== expected.time.nanos) return false;
  return equals(found, expected) && isSame(partOf(found, "time offset") ?? null, partOf(expected, "time offset") ?? null);
}
