import { numberText, type Numeric } from "#language/decimal";
import { isTemporal, temporalText } from "#language/temporal";
import { fitting, occupy, spend } from "./bound.ts";
import { FunctionValue } from "./function-value.ts";
import { isList, kindOf } from "./kind.ts";
import { RangeValue } from "./range.ts";
import type { Context, Value } from "./value.ts";

/** The text of a value as the function `string` gives it: a text stays itself, everything else is written as in FEEL. */
export function textOf(value: Value): string {
  return typeof value === "string" ? value : fitting(written(value));
}

/** A value as it would be written in FEEL. */
export function written(value: Value): string {
  spend(1);
  if (typeof value === "string") return quoted(value);
  if (isTemporal(value)) return temporalText(value);
  if (isList(value)) return counted(`[${value.map(written).join(", ")}]`);
  if (value instanceof RangeValue) return rangeText(value);
  if (value instanceof FunctionValue) return `function(${(value.parameters ?? []).map(({ name }) => name).join(", ")})`;
  const kind = kindOf(value);
  if (kind === "number") return numberText(value as Numeric);
  return kind === "context" ? counted(`{${entries(value as Context)}}`) : String(value ?? null);
}

function counted(text: string): string {
  occupy(text.length);
  return text;
}

function entries(value: Context): string {
  return Object.keys(value)
    .map((name) => `${isName(name) ? name : quoted(name)}: ${written(value[name]!)}`)
    .join(", ");
}

function isName(name: string): boolean {
  return /^[\p{ID_Start}_?][\p{ID_Continue}_?]*( [\p{ID_Continue}_?]+)*$/u.test(name);
}

function quoted(text: string): string {
  return `"${text
    .replace(/["\\]/g, (sign) => `\\${sign}`)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")}"`;
}

function rangeText(range: RangeValue): string {
  if (range.sign) return `(${range.sign} ${written(range.sign.startsWith("<") ? range.high : range.low)})`;
  return `${range.lowIn ? "[" : "("}${written(range.low)}..${written(range.high)}${range.highIn ? "]" : ")"}`;
}
