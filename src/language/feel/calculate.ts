import { add, big, divide, multiply, negate, power, subtract, type Numeric } from "#language/decimal";
import { fitting, kindOf, spend, type Value } from "#language/feel-value";
import { addTemporal, DaysTime, isTemporal, subtractTemporal, YearsMonths, yearsMonths } from "#language/temporal";
import type { Arithmetic } from "#language/feel-text";

type Operation = (a: Value, b: Value) => Value;
type Length = DaysTime | YearsMonths;

function isNumber(value: Value): value is Numeric {
  return kindOf(value) === "number";
}

function isLength(value: Value): value is Length {
  return value instanceof DaysTime || value instanceof YearsMonths;
}

function sum(a: Value, b: Value): Value {
  if (typeof a === "string" && typeof b === "string") return fitting(a + b);
  if (isNumber(a) && isNumber(b)) return add(a, b) ?? null;
  return isTemporal(a) && isTemporal(b) ? (addTemporal(a, b) ?? null) : null;
}

function difference(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return subtract(a, b) ?? null;
  return isTemporal(a) && isTemporal(b) ? (subtractTemporal(a, b) ?? null) : null;
}

function product(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return multiply(a, b) ?? null;
  if (isLength(a) && isNumber(b)) return scaled(a, (size) => multiply(size, b));
  return isNumber(a) && isLength(b) ? product(b, a) : null;
}

function quotient(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return divide(a, b) ?? null;
  if (isLength(a) && isNumber(b)) return scaled(a, (size) => divide(size, b));
  if (a instanceof DaysTime && b instanceof DaysTime) return divide(sizeOf(a), sizeOf(b)) ?? null;
  return a instanceof YearsMonths && b instanceof YearsMonths ? (divide(a.months, b.months) ?? null) : null;
}

function sizeOf(length: Length): Numeric {
  return length instanceof YearsMonths ? length.months : big(0).plus(length.nanos.toString());
}

/** A duration stretched; what is less than a month or a nanosecond falls away. */
function scaled(length: Length, change: (size: Numeric) => Numeric | undefined): Value {
  const size = change(sizeOf(length));
  if (size === undefined) return null;
  const whole = big(size).trunc();
  return length instanceof YearsMonths ? (yearsMonths(whole.toNumber()) ?? null) : new DaysTime(BigInt(whole.toFixed(0)));
}

function raised(a: Value, b: Value): Value {
  if (!isNumber(a) || !isNumber(b)) return null;
  // Beyond small powers of whole numbers it takes as long as hundreds of sums.
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || big(b).greaterThan(64)) spend(500);
  return power(a, b) ?? null;
}

/** The five operations over all kinds of values (DMN 1.5 Tables 54 and 55); what they do not go with gives null. */
export const OPERATIONS = { "+": sum, "-": difference, "*": product, "/": quotient, "**": raised } as const satisfies Record<Arithmetic, Operation>;

/** −a of a number or a duration. */
export function opposite(a: Value): Value {
  if (isNumber(a)) return negate(a);
  if (a instanceof DaysTime) return new DaysTime(-a.nanos);
  return a instanceof YearsMonths ? new YearsMonths(0 - a.months) : null;
}
