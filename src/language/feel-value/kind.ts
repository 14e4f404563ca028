import { isBig } from "#language/decimal";
import { KIND, type TemporalKind } from "#language/temporal";
import type { Value } from "./value.ts";

/** The kinds of values, named as FEEL names their types. */
export type Kind = "null" | "boolean" | "string" | "number" | "list" | "context" | "range" | "function" | TemporalKind;

type Marked = { readonly [KIND]?: TemporalKind | "range" | "function" };

/** What a value is. Whatever FEEL does not know (undefined, NaN) is null. */
export function kindOf(value: unknown): Kind {
  if (typeof value === "string") return "string";
  if (typeof value === "number") return Number.isFinite(value) ? "number" : "null";
  if (typeof value === "boolean") return "boolean";
  if (value === null || typeof value !== "object") return "null";
  if (Array.isArray(value)) return "list";
  return (value as Marked)[KIND] ?? (isBig(value) ? "number" : "context");
}

/** Whether a value is a list. */
export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}
