import { add, compare, type Numeric } from "#language/decimal";
import { isList, kindOf, occupy, order, RangeValue, spend, type Value } from "#language/feel-value";
import { dateFromDays, Day, daysOf } from "#language/temporal";

/** What a loop goes over; undefined where nothing can be gone over. */
export type Elements = Iterable<Value>;

/** The elements of a list, of a range with two ends, or a value by itself; undefined for null and for ranges without end. */
export function elementsOf(value: Value): Elements | undefined {
  if (isList(value)) return value;
  if (value === null || value === undefined) return undefined;
  if (!(value instanceof RangeValue)) return [value];
  // A range whose start lies above its end is none; `3..1` without brackets goes down.
  const all = value.sign === undefined && rises(value) ? elementsBetween(value.low, value.high) : undefined;
  return all && within(all, value);
}

function rises({ low, high }: RangeValue): boolean {
  const up = order(low, high);
  return up !== undefined && up <= 0;
}

function* within(all: Elements, { low, lowIn, high, highIn }: RangeValue): Elements {
  for (const element of all) {
    const isLow = same(element, low);
    const isHigh = same(element, high);
    if ((!isLow || lowIn) && (!isHigh || highIn)) yield element;
  }
}

function same(a: Value, b: Value): boolean {
  return a instanceof Day && b instanceof Day ? daysOf(a) === daysOf(b) : kindOf(a) === "number" && compare(a as Numeric, b as Numeric) === 0;
}

/** from..to: whole steps up or down over numbers, days over dates (DMN 1.5 clause 10.3.2.14); undefined for anything else. */
export function elementsBetween(from: Value, to: Value): Elements | undefined {
  if (from instanceof Day && to instanceof Day) return days(daysOf(from), daysOf(to));
  return kindOf(from) === "number" && kindOf(to) === "number" ? numbers(from as Numeric, to as Numeric) : undefined;
}

function* numbers(from: Numeric, to: Numeric): Elements {
  const step = compare(from, to) <= 0 ? 1 : -1;
  for (let at: Numeric | undefined = from; at !== undefined && compare(at, to) * step <= 0; at = add(at, step)) yield at;
}

function* days(from: number, to: number): Elements {
  const step = from <= to ? 1 : -1;
  for (let at = from; (to - at) * step >= 0; at += step) yield dateFromDays(at) ?? null;
}

/** Counts one turn of a loop, and one element that it makes. */
export function turn(): void {
  spend(1);
  occupy(1);
}
