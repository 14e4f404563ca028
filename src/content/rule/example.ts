import { add, dateFromDays, Day, daysOf, divide, kindOf, toPlain, type Numeric } from "#language/feel";
import type { Stretch } from "./axis.ts";

/** One value out of stretches, as plain JSON: the value itself, a whole number or day inside where there is one; undefined for "any other". */
export function exampleOf(stretches: readonly Stretch[]): unknown {
  const named = stretches.find(({ value }) => value !== undefined);
  if (named?.value !== undefined) return toPlain(named.value);
  const open = stretches.find(({ low, high }) => low !== undefined || high !== undefined);
  if (!open) return undefined;
  const { low, high } = open;
  if (kindOf(low ?? high) === "number") return numberBetween(low as number | undefined, high as number | undefined);
  if ((low ?? high) instanceof Day) return dayBetween(low as Day | undefined, high as Day | undefined);
  return undefined;
}

function numberBetween(low: Numeric | undefined, high: Numeric | undefined): unknown {
  if (low === undefined) return toPlain(add(high!, -1) ?? null);
  if (high === undefined) return toPlain(add(low, 1) ?? null);
  const next = Math.floor(Number(toPlain(low))) + 1;
  if (next < Number(toPlain(high))) return next;
  return toPlain(divide(add(low, high) ?? 0, 2) ?? null);
}

function dayBetween(low: Day | undefined, high: Day | undefined): unknown {
  const day = low ? dateFromDays(daysOf(low) + 1) : dateFromDays(daysOf(high!) - 1);
  return day && toPlain(day);
}
