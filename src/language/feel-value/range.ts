import { KIND } from "#language/temporal";
import { kindOf } from "./kind.ts";
import { order } from "./order.ts";
import type { Value } from "./value.ts";

/** How a range was written when it has one end only: (< 10), (= 10). */
export type Sign = "<" | "<=" | ">" | ">=" | "=" | "!=";

/** A range (DMN 1.5 clause 10.3.2.7). An end that is null is open without limit where it was written so, else unknown. */
export class RangeValue {
  readonly low: Value;
  readonly high: Value;
  readonly lowIn: boolean;
  readonly highIn: boolean;
  readonly sign: Sign | undefined;
  constructor(low: Value, lowIn: boolean, high: Value, highIn: boolean, sign?: Sign) {
    this.low = low;
    this.high = high;
    this.lowIn = lowIn;
    this.highIn = highIn;
    this.sign = sign;
  }
  get [KIND](): "range" {
    return "range";
  }
}

/** The range of one comparison: (> 5) has no end, (= 5) begins and ends at 5. */
export function rangeOf(sign: Sign, end: Value): RangeValue {
  if (sign === "<" || sign === "<=") return new RangeValue(null, false, end, sign === "<=", sign);
  if (sign === ">" || sign === ">=") return new RangeValue(end, sign === ">=", null, false, sign);
  return new RangeValue(end, sign === "=", end, sign === "=", sign);
}

/** A range of two ends of one kind; null where they have no order between them. An end that is null stays unknown. */
export function rangeBetween(low: Value, lowIn: boolean, high: Value, highIn: boolean): RangeValue | null {
  const possible =
    low !== null && high !== null ? kindOf(low) === kindOf(high) && canBound(low) && canBound(high) : [low, high].every((end) => end === null || canBound(end));
  return possible ? new RangeValue(low, lowIn, high, highIn) : null;
}

/** Whether a value can be the end of a range: it has an order. */
export function canBound(value: Value): boolean {
  return value !== null && order(value, value) !== undefined;
}
