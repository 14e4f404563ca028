import { add, multiply, subtract } from "#language/decimal";
import type { Comparison, Tree } from "#language/feel-text";
import { OPERATIONS } from "./calculate.ts";
import { COMPARE } from "./compare.ts";
import { compile, type Place, type Run } from "./frame.ts";

type Of<K extends Tree["kind"]> = Extract<Tree, { kind: K }>;

/** Three-valued: what is neither true nor false is null (DMN 1.5 Table 49). */
export function compileAnd({ left, right }: Of<"and">, place: Place): Run {
  const [first, second] = [compile(left, place), compile(right, place)];
  return (frame) => {
    const a = first(frame);
    if (a === false) return false;
    const b = second(frame);
    if (b === false) return false;
    return a === true && b === true ? true : null;
  };
}

export function compileOr({ left, right }: Of<"or">, place: Place): Run {
  const [first, second] = [compile(left, place), compile(right, place)];
  return (frame) => {
    const a = first(frame);
    if (a === true) return true;
    const b = second(frame);
    if (b === true) return true;
    return a === false && b === false ? false : null;
  };
}

/** The quick way for two JS numbers or two texts; everything else goes by the tables of the standard. */
type Quick = (a: number, b: number) => boolean;
const QUICK: Readonly<Record<Comparison, Quick>> = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

export function compileComparison({ sign, left, right }: Of<"compare">, place: Place): Run {
  const [first, second] = [compile(left, place), compile(right, place)];
  const decide = COMPARE[sign];
  const quick = QUICK[sign];
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    // NaN is unequal to itself and must go the long way, where it is null.
    return typeof a === "number" && typeof b === "number" && a === a && b === b ? quick(a, b) : decide(a, b);
  };
}

const NUMBERS = { "+": add, "-": subtract, "*": multiply } as const;

export function compileCalculation({ sign, left, right }: Of<"calculate">, place: Place): Run {
  const [first, second] = [compile(left, place), compile(right, place)];
  const operation = OPERATIONS[sign];
  if (sign === "/" || sign === "**") return (frame) => operation(first(frame), second(frame));
  const quick = NUMBERS[sign];
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    return Number.isSafeInteger(a) && Number.isSafeInteger(b) ? (quick(a as number, b as number) ?? null) : operation(a, b);
  };
}
