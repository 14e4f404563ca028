import { formatted } from "./format.ts";
import { plainType, type JavaValue } from "./java-values.ts";

/** A static method: the types it takes, the type it gives, and what it does; undefined for an exception. */
export type Method = { types: readonly string[]; result: string; apply: (...args: JavaValue[]) => JavaValue | undefined };

type Row = [signature: string, result: string, apply: (...args: never[]) => JavaValue | undefined];

const WHOLES = ["int", "long"];
const NUMBERS = [...WHOLES, "float", "double"];
const STRING = "java.lang.String";
const OBJECT = "java.lang.Object";

/** Rows of one method for each of several types. */
function each(types: readonly string[], name: string, count: number, apply: Row[2]): Row[] {
  return types.map((type) => [`${name}(${Array.from({ length: count }, () => type).join(",")})`, type, apply]);
}

function doubles(names: readonly Exclude<keyof typeof Math, symbol>[], count: number): Row[] {
  return names.map((name) => [`${name}(${Array.from({ length: count }, () => "double").join(",")})`, "double", Math[name] as Row[2]]);
}

const WHOLE = /^[+-]?\d{1,19}$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/;

const wholeOf = (text: string): bigint | undefined => (WHOLE.test(text) ? BigInt(text.replace("+", "")) : undefined);
const doubleOf = (text: string): number | undefined => (DECIMAL.test(text.trim()) ? Number.parseFloat(text) : undefined);
const floatOf = (text: string): number | undefined => {
  const value = doubleOf(text);
  return value === undefined ? undefined : Math.fround(value);
};

/** `valueOf` and the parser of a number's class. */
function wrapper(type: string, parser: string, read: (text: string) => JavaValue | undefined): Row[] {
  const same = (value: JavaValue): JavaValue => value;
  return [
    [`valueOf(${type})`, type, same as Row[2]],
    [`valueOf(${STRING})`, type, read as Row[2]],
    [`${parser}(${STRING})`, type, read as Row[2]],
    [`toString(${type})`, STRING, ((value: JavaValue) => String(value)) as Row[2]],
  ];
}

const textOf = ((value: JavaValue) => String(value)) as Row[2];
const floor = (a: bigint, b: bigint): bigint | undefined => (b === 0n ? undefined : a / b - (a % b !== 0n && a < 0n !== b < 0n ? 1n : 0n));

/** Math.round and rint of Java: halves up, halves to even. */
const rint = (value: number): number => {
  const down = Math.floor(value);
  return value - down === 0.5 ? down + (Math.abs(down) % 2) : Math.round(value);
};

const CLASSES: Record<string, Row[]> = {
  "java.lang.Math": [
    ...each(NUMBERS, "max", 2, (a: number, b: number) => (a > b ? a : b)),
    ...each(NUMBERS, "min", 2, (a: number, b: number) => (a < b ? a : b)),
    ...each(NUMBERS, "abs", 1, (a: number) => (a < 0 ? -a : a)),
    ...each(WHOLES, "addExact", 2, (a: bigint, b: bigint) => a + b),
    ...each(WHOLES, "subtractExact", 2, (a: bigint, b: bigint) => a - b),
    ...each(WHOLES, "multiplyExact", 2, (a: bigint, b: bigint) => a * b),
    ...each(WHOLES, "negateExact", 1, (a: bigint) => -a),
    ...each(WHOLES, "floorDiv", 2, floor),
    ...each(WHOLES, "floorMod", 2, (a: bigint, b: bigint) => (b === 0n ? undefined : a - b * floor(a, b)!)),
    ...doubles(["ceil", "floor", "sqrt", "cbrt", "exp", "expm1", "log", "log10", "log1p"], 1),
    ...doubles(["sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"], 1),
    ...doubles(["pow", "atan2", "hypot"], 2),
    ["rint(double)", "double", rint as Row[2]],
    ["round(double)", "long", ((value: number) => BigInt(Math.floor(value + 0.5))) as Row[2]],
    ["round(float)", "int", ((value: number) => BigInt(Math.floor(value + 0.5))) as Row[2]],
    ["signum(double)", "double", Math.sign as Row[2]],
    ["toDegrees(double)", "double", ((value: number) => (value / Math.PI) * 180) as Row[2]],
    ["toRadians(double)", "double", ((value: number) => (value / 180) * Math.PI) as Row[2]],
  ],
  "java.lang.Byte": wrapper("byte", "parseByte", wholeOf),
  "java.lang.Short": wrapper("short", "parseShort", wholeOf),
  "java.lang.Integer": wrapper("int", "parseInt", wholeOf),
  "java.lang.Long": wrapper("long", "parseLong", wholeOf),
  "java.lang.Float": wrapper("float", "parseFloat", floatOf),
  "java.lang.Double": wrapper("double", "parseDouble", doubleOf),
  "java.lang.Boolean": wrapper("boolean", "parseBoolean", (text) => text.toLowerCase() === "true"),
  "java.lang.String": [
    ...["int", "long", "float", "double", "boolean", "char", OBJECT].map((type): Row => [`valueOf(${type})`, STRING, textOf]),
    [`format(${STRING},[L${OBJECT};)`, STRING, formatted as Row[2]],
    [`format(${STRING},${OBJECT}...)`, STRING, formatted as Row[2]],
  ],
};

const SIGNATURE = /^\s*([\w$]+)\s*\((.*)\)\s*$/s;

function split(signature: string): { name: string; types: string[] } | undefined {
  const [, name, list] = SIGNATURE.exec(signature) ?? [];
  if (name === undefined || list === undefined) return undefined;
  return { name, types: list.trim() === "" ? [] : list.split(",").map((type) => plainType(type.trim())) };
}

/** The method of a class by its signature, as `max(double, double)`; undefined for all that this table does not hold. */
export function methodOf(className: string, signature: string): Method | undefined {
  const wanted = split(signature);
  const rows = Object.hasOwn(CLASSES, className) ? CLASSES[className]! : [];
  const row = wanted && rows.find(([written]) => written === `${wanted.name}(${wanted.types.join(",")})`);
  return row && { types: wanted.types, result: row[1], apply: row[2] as Method["apply"] };
}
