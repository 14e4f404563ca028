import { daysFrom, weekdayOf, weekOf } from "./calendar.ts";
import { Day, daysOf } from "./date.ts";
import { DaysTime, partsOf, YearsMonths } from "./duration.ts";
import { Moment, offsetOfMoment } from "./moment.ts";
import { Clock, offsetOfTime, secondsOf } from "./time.ts";
import type { Temporal } from "./arithmetic.ts";

type Part = number | string | DaysTime | undefined;
type Parts<T> = Readonly<Record<string, (value: T) => Part>>;

const DATE: Parts<Day> = {
  year: (date) => date.year,
  month: (date) => date.month,
  day: (date) => date.day,
  weekday: (date) => weekdayOf(daysOf(date)),
};

const TIME: Parts<Clock> = {
  hour: (time) => Math.floor(secondsOf(time) / 3600),
  minute: (time) => Math.floor(secondsOf(time) / 60) % 60,
  second: (time) => (time.nanos % 60e9) / 1e9,
  "time offset": (time) => lengthOf(offsetOfTime(time)),
  timezone: (time) => (time.zone && "name" in time.zone ? time.zone.name : undefined),
};

const LONG: Parts<YearsMonths> = {
  years: (length) => Math.trunc(length.months / 12) + 0,
  months: (length) => (length.months % 12) + 0,
};

const signed = (length: DaysTime, size: bigint): number => (length.nanos < 0n ? -Number(size) : Number(size)) + 0;

const SHORT: Parts<DaysTime> = {
  days: (length) => signed(length, partsOf(length).days),
  hours: (length) => signed(length, partsOf(length).hours),
  minutes: (length) => signed(length, partsOf(length).minutes),
  seconds: (length) => signed(length, partsOf(length).seconds * 1_000_000_000n + partsOf(length).nanos) / 1e9 + 0,
};

function lengthOf(seconds: number | undefined): DaysTime | undefined {
  return seconds === undefined ? undefined : new DaysTime(BigInt(seconds) * 1_000_000_000n);
}

/** A part by its name as DMN 1.5 Table 66 lists them: year, weekday, time offset, hours …; undefined where there is none. */
export function partOf(value: Temporal, name: string): Part {
  if (value instanceof Day) return read(DATE, value, name);
  if (value instanceof Clock) return read(TIME, value, name);
  if (value instanceof YearsMonths) return read(LONG, value, name);
  if (value instanceof DaysTime) return read(SHORT, value, name);
  return name === "time offset" ? lengthOf(offsetOfMoment(value)) : (read(DATE, value.date, name) ?? read(TIME, value.time, name));
}

function read<T>(parts: Parts<T>, value: T, name: string): Part {
  return Object.hasOwn(parts, name) ? parts[name]!(value) : undefined;
}

/** The day of the year from 1, the weekday from Monday 1, the week by ISO 8601. */
export function placeInYear(value: Day | Moment): { dayOfYear: number; weekday: number; week: number; month: number } {
  const date = value instanceof Moment ? value.date : value;
  const days = daysOf(date);
  return { dayOfYear: days - daysFrom(date.year, 1, 1) + 1, weekday: weekdayOf(days), week: weekOf(days), month: date.month };
}
