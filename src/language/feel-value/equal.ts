import { compare, type Numeric } from "#language/decimal";
import { compareTemporal, sameTemporal, type Temporal } from "#language/temporal";
import { spend } from "./bound.ts";
import { kindOf } from "./kind.ts";
import type { RangeValue } from "./range.ts";
import type { Context, Value } from "./value.ts";

/**
 * a = b (DMN 1.5 Table 51 and 52): null equals null alone; values of different kinds are not compared, which gives null.
 */
export function equal(a: Value, b: Value): boolean | null {
  // Two long texts are compared sign by sign.
  if (typeof a === "string" && a.length > 10_000) spend(a.length >> 8);
  if (a === b) return a === a;
  const kind = kindOf(a);
  const other = kindOf(b);
  if (kind === "null" || other === "null") return kind === other;
  return kind === other ? alike(kind, a, b) : null;
}

/** Whether a = b is true; deep inside lists and contexts values of different kinds are simply not equal. */
export function equals(a: Value, b: Value): boolean {
  return equal(a, b) === true;
}

function alike(kind: string, a: Value, b: Value): boolean {
  switch (kind) {
    case "string":
    case "boolean":
    case "function":
      return a === b;
    case "number":
      return compare(a as Numeric, b as Numeric) === 0;
    case "list":
      return likeLists(a as readonly Value[], b as readonly Value[]);
    case "context":
      return likeContexts(a as Context, b as Context);
    case "range":
      return likeRanges(a as RangeValue, b as RangeValue);
    default:
      return compareTemporal(a as Temporal, b as Temporal) === 0;
  }
}

function likeLists(a: readonly Value[], b: readonly Value[]): boolean {
  spend(a.length);
  return a.length === b.length && a.every((item, at) => equals(item, b[at]!));
}

function likeContexts(a: Context, b: Context): boolean {
  const names = Object.keys(a);
  spend(names.length);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equals(a[name]!, b[name]!));
}

function likeRanges(a: RangeValue, b: RangeValue): boolean {
  return a.sign === b.sign && a.lowIn === b.lowIn && a.highIn === b.highIn && equals(a.low, b.low) && equals(a.high, b.high);
}

/** `is` (DMN 1.5 Table 79): the same element of the same domain; times must have the same zone too. */
export function isSame(a: Value, b: Value): boolean {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  if (kind === "date" || kind === "time" || kind === "date and time") return sameTemporal(a as Temporal, b as Temporal);
  return kind === "list"
    ? (a as Value[]).length === (b as Value[]).length && (a as Value[]).every((item, at) => isSame(item, (b as Value[])[at]!))
    : equals(a, b);
}
