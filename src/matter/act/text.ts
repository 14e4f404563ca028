import { partsOf } from "#content/kind";
import { expression } from "#language/feel";
import type { Scope } from "./scope.ts";
import { sayValue } from "./saying.ts";

/** A text with the values of its formulas. */
export function worded(text: string, scope: Scope): string {
  return partsOf(text)
    .map((part) => part.text ?? sayValue(expression(part.formula!)(scope)))
    .join("");
}

/** A value as a kind writes it: itself, or what its FEEL gives after "=". */
export function valueOf(written: string, scope: Scope): unknown {
  return written.startsWith("=") ? expression(written)(scope) : written;
}
