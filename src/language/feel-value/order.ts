import { compare, type Numeric } from "#language/decimal";
import { compareTemporal, isTemporal } from "#language/temporal";
import { kindOf } from "./kind.ts";
import type { Value } from "./value.ts";

/** The order of two values of one kind: negative, zero, positive; undefined where there is none (DMN 1.5 Table 53). */
export function order(a: Value, b: Value): number | undefined {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : a === b ? 0 : undefined;
  if (typeof a === "string") return typeof b === "string" ? orderOfTexts(a, b) : undefined;
  if (isTemporal(a)) return isTemporal(b) ? compareTemporal(a, b) : undefined;
  return kindOf(a) === "number" && kindOf(b) === "number" ? compare(a as Numeric, b as Numeric) : undefined;
}

/** By code points: JS compares halves of them, which puts emoji before some of the rarer signs. */
function orderOfTexts(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const first = a.charCodeAt(at);
    const second = b.charCodeAt(at);
    if (first === second) continue;
    const surrogates = isSurrogate(first) || isSurrogate(second);
    return surrogates && isSurrogate(first) !== isSurrogate(second) ? (isSurrogate(first) ? 1 : -1) : first - second;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
