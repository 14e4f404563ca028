import { isBig } from "#language/decimal";
import { isTemporal, temporalText } from "#language/temporal";
import { occupy, spend } from "./bound.ts";
import { put } from "./context.ts";
import { isList, kindOf } from "./kind.ts";
import type { Context, Value } from "./value.ts";

/**
 * A FEEL value as plain JSON: numbers as JS numbers, dates as "2026-11-21", durations as "P1D", lists and contexts deeply.
 * Functions and ranges are not data and become null.
 * @throws Refusal FEEL_TOO_LARGE for what unfolds without end
 */
export function toPlain(value: Value): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  occupy(1);
  spend(1);
  if (isBig(value)) return value.toNumber();
  if (isList(value)) return value.map(toPlain);
  if (isTemporal(value)) return temporalText(value);
  if (kindOf(value) !== "context") return null;
  const made: Record<string, Value> = {};
  for (const name of Object.keys(value as Context)) put(made, name, toPlain((value as Context)[name]!) as Value);
  return made;
}
