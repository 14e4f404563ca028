import { Big, big, settle, type Numeric } from "./big.ts";

/** How a digit that falls away changes the one before it. */
export type Rounding = "up" | "down" | "half up" | "half down" | "half even" | "ceiling" | "floor";

const MODES = {
  up: Big.ROUND_UP,
  down: Big.ROUND_DOWN,
  "half up": Big.ROUND_HALF_UP,
  "half down": Big.ROUND_HALF_DOWN,
  "half even": Big.ROUND_HALF_EVEN,
  ceiling: Big.ROUND_CEIL,
  floor: Big.ROUND_FLOOR,
} as const satisfies Record<Rounding, number>;

/** The scales that decimal128 knows (DMN 1.5 Table 75). */
const LEAST = -6111;
const MOST = 6176;

/**
 * A number with so many digits after the point; a negative scale rounds before the point.
 * Undefined where the scale is outside -6111..6176.
 */
export function round(value: Numeric, scale: number, how: Rounding): Numeric | undefined {
  if (scale < LEAST || scale > MOST) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && scale >= 0) return value;
  if (scale >= 0) return settle(big(value).toDecimalPlaces(scale, MODES[how]));
  const unit = new Big(10).pow(-scale);
  return settle(big(value).div(unit).toDecimalPlaces(0, MODES[how]).times(unit));
}

/** The whole part towards zero as a JS number, for positions and scales; undefined where it is too large to be one. */
export function whole(value: Numeric): number | undefined {
  const cut = typeof value === "number" ? Math.trunc(value) : value.trunc().toNumber();
  return Number.isSafeInteger(cut) ? cut + 0 : undefined;
}

/** Whether there is nothing after the point. */
export function isWhole(value: Numeric): boolean {
  return typeof value === "number" ? Number.isInteger(value) : value.isInteger();
}
