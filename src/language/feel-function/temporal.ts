import { isSame, type Value } from "#language/feel-value";
import { type Day, findZone, type Moment, momentAt, placeInYear, UTC } from "#language/temporal";
import { define, type Signature } from "./define.ts";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;

/** Days begin and end where the city is. */
function momentOf(at = new Date()): Moment | undefined {
  return momentAt(BigInt(at.getTime()) * 1_000_000n, findZone("Asia/Shanghai") ?? UTC);
}

/** The functions whose value depends on the moment alone. */
export const MOMENTARY: ReadonlyMap<string, (at?: Date) => Value> = new Map<string, (at?: Date) => Value>([
  ["now", (at) => momentOf(at) ?? null],
  ["today", (at) => momentOf(at)?.date ?? null],
]);

/** Temporal functions (DMN 1.5 Tables 79 and 81). */
export const TEMPORAL: readonly Signature[] = [
  define("is(value1: Any, value2: Any)", (a: Value, b: Value) => isSame(a, b)),
  define("day of year(date: date|dateTime)", (date: Day | Moment) => placeInYear(date).dayOfYear),
  define("day of week(date: date|dateTime)", (date: Day | Moment) => DAYS[placeInYear(date).weekday - 1]),
  define("month of year(date: date|dateTime)", (date: Day | Moment) => MONTHS[placeInYear(date).month - 1]),
  define("week of year(date: date|dateTime)", (date: Day | Moment) => placeInYear(date).week),
  define("now()", () => momentOf()),
  define("today()", () => momentOf()?.date),
];
