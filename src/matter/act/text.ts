import { partsOf } from "#content/kind";
import { expression } from "#language/feel";
import type { Scope } from "./scope.ts";
import { sayValue } from "./saying.ts";

/** A formula that names one thing and does nothing with it. */
const NAME = /^\s*[a-z_]\w*(?:\.[a-z_]\w*)*\s*$/i;

/** What one name of an answer reads as, where that is not its value: the word of a choice, a day, an amount. */
function meant(formula: string, scope: Scope): string | undefined {
  if (!NAME.test(formula)) return undefined;
  let at: unknown = scope["said"];
  for (const name of formula.trim().split(".")) at = typeof at === "object" && at !== null && Object.hasOwn(at, name) ? (at as Scope)[name] : undefined;
  return typeof at === "string" ? at : undefined;
}

/** A text with the values of its formulas; an answer that is named alone stands there in words. */
export function worded(text: string, scope: Scope): string {
  return partsOf(text)
    .map((part) => part.text ?? meant(part.formula!, scope) ?? sayValue(expression(part.formula!)(scope)))
    .join("");
}

/** A value as a kind writes it: itself, or what its FEEL gives after "=". */
export function valueOf(written: string, scope: Scope): unknown {
  return written.startsWith("=") ? expression(written)(scope) : written;
}
