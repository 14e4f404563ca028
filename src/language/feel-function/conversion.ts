import { numberOf, type Numeric, whole, big } from "#language/decimal";
import { textOf, type Value } from "#language/feel-value";
import {
  Clock,
  type Day,
  type DaysTime,
  findZone,
  makeDate,
  makeMoment,
  makeTime,
  midnight,
  Moment,
  monthsBetween,
  offsetZone,
  parseClock,
  parseDate,
  parseDuration,
  parseMoment,
  type Zone,
} from "#language/temporal";
import { define, type Signature } from "./define.ts";
import { rangeFromText } from "./range-text.ts";

const integer = (value: Numeric): number => (big(value).isInteger() ? (whole(value) ?? Number.NaN) : Number.NaN);

function clock(hour: Numeric, minute: Numeric, second: Numeric, zone?: Zone): Clock | undefined {
  return makeTime(integer(hour), integer(minute), big(second).times(1e9).trunc().toNumber(), zone);
}

function zoneOf(offset: DaysTime): Zone | undefined {
  return offset.nanos % 1_000_000_000n === 0n ? offsetZone(Number(offset.nanos / 1_000_000_000n)) : undefined;
}

function moment(date: Day | undefined, time: Clock | undefined): Moment | undefined {
  return date && time && makeMoment(date, time);
}

const day = (year: Numeric, month: Numeric, date: Numeric): Day | undefined => makeDate(integer(year), integer(month), integer(date));

const SEPARATORS = [" ", ",", "."];

/** number("1 000,5", " ", ",") is 1000.5. */
function numberFrom(text: string, grouping?: string | null, point?: string | null): Value | undefined {
  if (typeof grouping === "string" && !SEPARATORS.includes(grouping)) return undefined;
  if (typeof point === "string" && (!SEPARATORS.includes(point) || point === " " || point === grouping)) return undefined;
  const joined = typeof grouping === "string" ? text.replaceAll(grouping, "") : text;
  if (typeof point === "string" && point !== "." && joined.includes(".")) return undefined;
  const plain = typeof point === "string" ? joined.replace(point, ".") : joined;
  return /^-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,4})?$/.test(plain) ? numberOf(plain) : undefined;
}

/** Conversion functions (DMN 1.5 Table 73). */
export const CONVERSION: readonly Signature[] = [
  define("date(from: string)", (from: string) => parseDate(from)),
  define("date(from: date|dateTime)", (from: Day | Moment) => (from instanceof Moment ? from.date : from)),
  define("date(year: number, month: number, day: number)", day),
  define("date and time(from: string)", (from: string) => parseMoment(from)),
  define("date and time(date: date|dateTime, time: time)", (date: Day | Moment, time: Clock) => moment(date instanceof Moment ? date.date : date, time)),
  define(
    "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number)",
    (y: Numeric, m: Numeric, d: Numeric, h: Numeric, min: Numeric, s: Numeric) => moment(day(y, m, d), clock(h, min, s)),
  ),
  define(
    "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, offset: days|null)",
    (y: Numeric, m: Numeric, d: Numeric, h: Numeric, min: Numeric, s: Numeric, offset: DaysTime | null) => {
      const zone = offset ? zoneOf(offset) : undefined;
      return offset && !zone ? undefined : moment(day(y, m, d), clock(h, min, s, zone));
    },
  ),
  define(
    "date and time(year: number, month: number, day: number, hour: number, minute: number, second: number, timezone: string)",
    (y: Numeric, m: Numeric, d: Numeric, h: Numeric, min: Numeric, s: Numeric, timezone: string) => {
      const zone = findZone(timezone);
      return zone && moment(day(y, m, d), clock(h, min, s, zone));
    },
  ),
  define("time(from: string)", (from: string) => parseClock(from)),
  define("time(from: time|dateTime|date)", (from: Clock | Moment | Day) => {
    if (from instanceof Clock) return from;
    return from instanceof Moment ? from.time : midnight(from).time;
  }),
  define("time(hour: number, minute: number, second: number, offset?: days|null)", (h: Numeric, m: Numeric, s: Numeric, offset?: DaysTime | null) => {
    const zone = offset ? zoneOf(offset) : undefined;
    return offset && !zone ? undefined : clock(h, m, s, zone);
  }),
  define("number(from: string, grouping separator?: string|null, decimal separator?: string|null)", numberFrom),
  define("number(from: number)", (from: Numeric) => from),
  define("string(from: Any)", (from: Value) => (from === null ? null : textOf(from))),
  define("duration(from: string)", (from: string) => parseDuration(from)),
  define("duration(from: days|months)", (from: Value) => from),
  define("years and months duration(from: date|dateTime, to: date|dateTime)", (from: Day | Moment, to: Day | Moment) => monthsBetween(from, to)),
  define("range(from: string)", rangeFromText),
];
