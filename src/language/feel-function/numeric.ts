import { absolute, big, exponential, isEven, isWhole, logarithm, modulo, round, squareRoot, type Numeric, type Rounding, whole } from "#language/decimal";
import { spend, type Value } from "#language/feel-value";
import { DaysTime, YearsMonths } from "#language/temporal";
import { define, type Signature } from "./define.ts";

function rounded(how: Rounding): (n: Numeric, scale?: Numeric) => Value | undefined {
  return (n, scale = 0) => {
    const digits = whole(scale);
    return digits === undefined ? undefined : round(n, digits, how);
  };
}

function size(value: Numeric | DaysTime | YearsMonths): Value {
  if (value instanceof DaysTime) return new DaysTime(value.nanos < 0n ? -value.nanos : value.nanos);
  return value instanceof YearsMonths ? new YearsMonths(Math.abs(value.months)) : absolute(value);
}

/** What takes thousands of times as long as a sum counts for that. */
function slow(run: (n: Numeric) => Numeric | undefined): (n: Numeric) => Value | undefined {
  return (n) => {
    spend(2000);
    return run(n);
  };
}

/** Numeric functions (DMN 1.5 Table 77). */
export const NUMERIC: readonly Signature[] = [
  define("decimal(n: number, scale: number)", rounded("half even")),
  define("floor(n: number, scale?: number)", rounded("floor")),
  define("ceiling(n: number, scale?: number)", rounded("ceiling")),
  define("round up(n: number, scale: number)", rounded("up")),
  define("round down(n: number, scale: number)", rounded("down")),
  define("round half up(n: number, scale: number)", rounded("half up")),
  define("round half down(n: number, scale: number)", rounded("half down")),
  define("abs(n: number|days|months)", size),
  define("modulo(dividend: number, divisor: number)", modulo),
  define("sqrt(number: number)", slow(squareRoot)),
  define("log(number: number)", slow(logarithm)),
  define("exp(number: number)", slow(exponential)),
  define("odd(number: number)", (n: Numeric) => (isWhole(n) ? !isEven(n) : false)),
  define("even(number: number)", (n: Numeric) => (isWhole(big(n)) ? isEven(n) : false)),
];
