import { Big, big, settle, type Numeric } from "./big.ts";
import { commonScale, EXACT, scaleOf } from "./scale.ts";

/** a + b in 34 digits; undefined beyond decimal128. */
export function add(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return sum + 0;
    const scale = commonScale(a, b);
    if (scale > 0) {
      const whole = Math.round(a * scale) + Math.round(b * scale);
      if (Math.abs(whole) <= EXACT) return whole / scale;
    }
  }
  return settle(Big.add(a, b));
}

/** a − b in 34 digits; undefined beyond decimal128. */
export function subtract(a: Numeric, b: Numeric): Numeric | undefined {
  return add(a, negate(b));
}

/** −a, never the negative zero. */
export function negate(a: Numeric): Numeric {
  return typeof a === "number" ? 0 - a : a.negated();
}

/** a × b in 34 digits; undefined beyond decimal128. */
export function multiply(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product) && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return product + 0;
    const first = scaleOf(a);
    const second = first === 0 ? 0 : scaleOf(b);
    if (second > 0) {
      const whole = Math.round(a * first) * Math.round(b * second);
      if (Math.abs(whole) <= EXACT) return whole / (first * second) + 0;
    }
  }
  return settle(Big.mul(a, b));
}

/** a ÷ b in 34 digits; undefined for a division by zero. */
export function divide(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === "number" && typeof b === "number") {
    if (b === 0) return undefined;
    const scale = commonScale(a, b);
    if (scale > 0) {
      const over = Math.round(a * scale);
      const under = Math.round(b * scale);
      const quotient = over / under;
      if (Number.isInteger(quotient)) {
        if (over % under === 0) return quotient + 0;
      } else {
        const whole = Math.round(quotient * 1e6);
        // Exact only where whole × under ÷ 10⁶ gives the dividend back, all of it in whole numbers that a double holds.
        if (whole / 1e6 === quotient && Math.abs(whole * under) <= Number.MAX_SAFE_INTEGER && whole * under === over * 1e6) return quotient;
      }
    }
  }
  return settle(Big.div(a, b));
}

const FAR = 999_999_999;

/** a to the power b (DMN 1.5 Table 54): the exponent lies within ±999,999,999; undefined outside and where there is no real result. */
export function power(a: Numeric, b: Numeric): Numeric | undefined {
  const exponent = big(b);
  if (exponent.abs().greaterThan(FAR)) return undefined;
  if (typeof a === "number" && typeof b === "number" && Number.isSafeInteger(a) && b >= 0 && Number.isInteger(b)) {
    const result = a ** b;
    if (Math.abs(result) <= EXACT) return result;
  }
  return settle(Big.pow(a, b));
}

/** −1, 0 or 1: by value, so 1.0 and 1.00 are the same. */
export function compare(a: Numeric, b: Numeric): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  return big(a).comparedTo(b);
}
