export { big, isBig } from "./big.ts";
export type { Numeric } from "./big.ts";
export { add, compare, divide, multiply, negate, power, subtract } from "./arithmetic.ts";
export { isWhole, round, whole } from "./rounding.ts";
export type { Rounding } from "./rounding.ts";
export { absolute, exponential, isEven, logarithm, modulo, numberOf, numberText, squareRoot } from "./functions.ts";
