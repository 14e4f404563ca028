import { Big, big, settle, type Numeric } from "./big.ts";
import { compare } from "./arithmetic.ts";

/** |a|. */
export function absolute(a: Numeric): Numeric {
  return typeof a === "number" ? Math.abs(a) : a.abs();
}

/** The rest of a division with the sign of the divisor: a − b × floor(a ÷ b). Undefined where b is zero. */
export function modulo(a: Numeric, b: Numeric): Numeric | undefined {
  if (compare(b, 0) === 0) return undefined;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const rest = (a as number) % (b as number);
    return (rest !== 0 && rest < 0 !== (b as number) < 0 ? rest + (b as number) : rest) + 0;
  }
  const rest = big(a).mod(b);
  return settle(!rest.isZero() && rest.isNegative() !== big(b).isNegative() ? rest.plus(b) : rest);
}

/** The square root; undefined for a negative number. */
export function squareRoot(a: Numeric): Numeric | undefined {
  return settle(big(a).sqrt());
}

/** The natural logarithm; undefined for zero and below. */
export function logarithm(a: Numeric): Numeric | undefined {
  return settle(big(a).ln());
}

/** e to the power a; undefined beyond decimal128. */
export function exponential(a: Numeric): Numeric | undefined {
  if (compare(a, 15_000) > 0) return undefined;
  return compare(a, -15_000) < 0 ? 0 : settle(big(a).exp());
}

/** Whether the number is a multiple of two; undefined for a fraction. */
export function isEven(a: Numeric): boolean | undefined {
  const value = big(a);
  return value.isInteger() ? value.mod(2).isZero() : undefined;
}

/** The number that a text of digits names, rounded to 34 digits; undefined where it is beyond decimal128. */
export function numberOf(digits: string): Numeric | undefined {
  return settle(new Big(digits).toSignificantDigits(34));
}

/** The number as text without an exponent: "1000000", "0.00001". */
export function numberText(a: Numeric): string {
  if (typeof a === "number") {
    const text = String(a + 0);
    if (!text.includes("e")) return text;
  }
  return big(a).toFixed();
}
