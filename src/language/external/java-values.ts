import { numberOf } from "#language/decimal";
import { kindOf, toPlain, written, type Value } from "#language/feel-value";

/** What the methods calculate with: a char is a text of one unit. */
export type JavaValue = number | bigint | string | boolean;

const WHOLE: Record<string, bigint> = { byte: 2n ** 7n, short: 2n ** 15n, int: 2n ** 31n, long: 2n ** 63n };

/** Wrapper classes by what they wrap. */
const WRAPPED: Record<string, string> = {
  "java.lang.Byte": "byte",
  "java.lang.Short": "short",
  "java.lang.Integer": "int",
  "java.lang.Long": "long",
  "java.lang.Float": "float",
  "java.lang.Double": "double",
  "java.lang.Boolean": "boolean",
  "java.lang.Character": "char",
};

/** A type's plain name: `java.lang.Integer` is `int`, `String` is `java.lang.String`. */
export function plainType(name: string): string {
  const long = /^[A-Z]\w*$/.test(name) ? `java.lang.${name}` : name;
  return WRAPPED[long] ?? long;
}

/** A FEEL value as an argument of a Java type; undefined where it cannot be one. */
export function toJava(value: Value, type: string): JavaValue | undefined {
  if (type === "java.lang.String" || type === "java.lang.CharSequence") return typeof value === "string" ? value : undefined;
  if (type === "char") return typeof value === "string" && value.length === 1 ? value : undefined;
  if (type === "boolean") return typeof value === "boolean" ? value : undefined;
  if (type === "java.lang.Object") return value === null ? "null" : objectOf(value);
  if (kindOf(value) !== "number") return undefined;
  const number = Number(toPlain(value));
  if (type === "double") return number;
  if (type === "float") return Math.fround(number);
  const limit = WHOLE[type];
  if (limit === undefined || !Number.isInteger(number)) return undefined;
  const whole = BigInt(number);
  return whole >= -limit && whole < limit ? whole : undefined;
}

function objectOf(value: Value): JavaValue {
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") return value;
  return written(value);
}

/** A result as a FEEL value: a float by its own shortest text, since that is the number that was meant; what is no number is null. */
export function fromJava(value: JavaValue, type: string): Value {
  if (typeof value === "bigint") return isWithin(value, type) ? (numberOf(String(value)) ?? null) : null;
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) return null;
  return type === "float" ? shortestFloat(value) : value + 0;
}

function isWithin(value: bigint, type: string): boolean {
  const limit = WHOLE[type] ?? WHOLE["long"]!;
  return value >= -limit && value < limit;
}

function shortestFloat(value: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}
