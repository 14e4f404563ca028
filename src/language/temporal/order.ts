import { Day, daysOf } from "./date.ts";
import { DaysTime, YearsMonths } from "./duration.ts";
import { Moment, offsetOfMoment } from "./moment.ts";
import { Clock, offsetOfTime, secondsOf } from "./time.ts";
import type { Temporal } from "./arithmetic.ts";

/**
 * The order of two values of one kind as a negative, zero or positive number; undefined for different kinds, and where one has a
 * zone and the other has none. Times are compared by whole seconds in UTC (DMN 1.5 clause 10.3.2.3.5).
 */
export function compareTemporal(a: Temporal, b: Temporal): number | undefined {
  if (a instanceof Day) return b instanceof Day ? a.year - b.year || a.month - b.month || a.day - b.day : undefined;
  if (a instanceof Clock) return b instanceof Clock ? difference(secondsOf(a), offsetOfTime(a), secondsOf(b), offsetOfTime(b)) : undefined;
  if (a instanceof DaysTime) return b instanceof DaysTime ? (a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0) : undefined;
  if (a instanceof YearsMonths) return b instanceof YearsMonths ? a.months - b.months : undefined;
  if (!(b instanceof Moment)) return undefined;
  const days = daysOf(a.date) - daysOf(b.date);
  // Days farther apart than any two zones decide by themselves; nearer ones do not leave the whole numbers of a double.
  const seconds = difference(secondsOf(a.time), offsetOfMoment(a), secondsOf(b.time), offsetOfMoment(b));
  return seconds === undefined ? undefined : days * 86_400 + seconds;
}

function difference(a: number, first: number | undefined, b: number, second: number | undefined): number | undefined {
  if ((first === undefined) !== (second === undefined)) return undefined;
  return a - (first ?? 0) - (b - (second ?? 0));
}

/** Whether two values are the same in every part: the zone too, and what is smaller than a second. */
export function sameTemporal(a: Temporal, b: Temporal): boolean {
  if (a instanceof Clock && b instanceof Clock) return a.nanos === b.nanos && sameZone(a, b);
  if (a instanceof Moment && b instanceof Moment) return compareTemporal(a.date, b.date) === 0 && sameTemporal(a.time, b.time);
  return compareTemporal(a, b) === 0;
}

function sameZone({ zone: a }: Clock, { zone: b }: Clock): boolean {
  if (!a || !b) return a === b;
  if ("name" in a) return "name" in b && a.name === b.name;
  return "offset" in b && a.offset === b.offset;
}
