import { Decimal } from "decimal.js";

/**
 * The arithmetic of decimal128 (IEEE 754-2008): 34 digits, half to even, exponents -6176 to 6144. DMN 1.5 clause 10.3.2.3.1.
 */
export const Big = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, minE: -6176, maxE: 6144, toExpNeg: -20, toExpPos: 40, defaults: true });

export type Big = InstanceType<typeof Big>;

/**
 * A decimal number. A JS number stands for the decimal of its shortest text, so 0.1 is one tenth. Results with at most 15 digits
 * and integers below 2^53 are JS numbers, everything longer is a `Big`.
 */
export type Numeric = number | Big;

/** Whether a value is a number of more digits than a JS number holds exactly. */
export function isBig(value: unknown): value is Big {
  return value instanceof Decimal;
}

/** A number as a `Big`, to calculate without haste. */
export function big(value: Numeric): Big {
  return typeof value === "number" ? new Big(value) : value;
}

/** The shortest form of a result: a JS number where that is exact. Undefined for what is not a number or beyond decimal128. */
export function settle(value: Big): Numeric | undefined {
  if (!value.isFinite()) return undefined;
  if (value.precision() <= 15 && Math.abs(value.e) < 290) return value.toNumber() + 0;
  return value;
}
