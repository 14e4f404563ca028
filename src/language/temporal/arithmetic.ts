import { addMonths, dateFromDays, Day, daysOf } from "./date.ts";
import { DAY, DaysTime, YearsMonths, yearsMonths } from "./duration.ts";
import { floorDiv, instantOf, midnight, Moment, momentAt } from "./moment.ts";
import { Clock, NANOS_OF_DAY, offsetOfTime } from "./time.ts";

/** Any value about time. */
export type Temporal = Day | Clock | Moment | DaysTime | YearsMonths;

/** a + b (DMN 1.5 Table 55): a duration to a date, a time or a moment, in either order, or two durations of one kind. */
export function addTemporal(a: Temporal, b: Temporal): Temporal | undefined {
  if (b instanceof DaysTime) return a instanceof DaysTime ? new DaysTime(a.nanos + b.nanos) : later(a, b.nanos);
  if (b instanceof YearsMonths) return a instanceof YearsMonths ? yearsMonths(a.months + b.months) : monthsLater(a, b.months);
  return a instanceof DaysTime || a instanceof YearsMonths ? addTemporal(b, a) : undefined;
}

/** a − b: a duration from the others, or the days and time between two days, times or moments. */
export function subtractTemporal(a: Temporal, b: Temporal): Temporal | undefined {
  if (b instanceof DaysTime) return addTemporal(a, new DaysTime(-b.nanos));
  if (b instanceof YearsMonths) return addTemporal(a, new YearsMonths(0 - b.months));
  if (a instanceof Day && b instanceof Day) return new DaysTime(BigInt(daysOf(a) - daysOf(b)) * DAY);
  if (a instanceof Clock && b instanceof Clock) return betweenTimes(a, b);
  const from = a instanceof Day ? midnight(a) : a;
  const to = b instanceof Day ? midnight(b) : b;
  if (!(from instanceof Moment) || !(to instanceof Moment)) return undefined;
  // Without a zone a moment has no place among those with one.
  return (from.time.zone === undefined) === (to.time.zone === undefined) ? new DaysTime(instantOf(from) - instantOf(to)) : undefined;
}

function later(value: Temporal, nanos: bigint): Temporal | undefined {
  if (value instanceof Moment) return momentAt(instantOf(value) + nanos, value.time.zone);
  if (value instanceof Day) return dateFromDays(daysOf(value) + Number(floorDiv(nanos, DAY)));
  if (!(value instanceof Clock)) return undefined;
  const shown = value.nanos + Number(nanos % DAY);
  return new Clock(((shown % NANOS_OF_DAY) + NANOS_OF_DAY) % NANOS_OF_DAY, value.zone);
}

function monthsLater(value: Temporal, months: number): Temporal | undefined {
  if (value instanceof Day) return addMonths(value, months);
  if (!(value instanceof Moment)) return undefined;
  const date = addMonths(value.date, months);
  return date && new Moment(date, value.time);
}

function betweenTimes(a: Clock, b: Clock): DaysTime | undefined {
  const first = offsetOfTime(a);
  const second = offsetOfTime(b);
  if ((first === undefined) !== (second === undefined)) return undefined;
  return new DaysTime(BigInt(a.nanos - (first ?? 0) * 1e9 - (b.nanos - (second ?? 0) * 1e9)));
}

/** Whole months from one day or moment to another, counted towards zero (DMN 1.5 Table 73, years and months duration). */
export function monthsBetween(from: Day | Moment, to: Day | Moment): YearsMonths {
  const first = from instanceof Moment ? from.date : from;
  const second = to instanceof Moment ? to.date : to;
  const restOf = (value: Day | Moment, date: Day): number => (date.day - 1) * NANOS_OF_DAY + (value instanceof Moment ? value.time.nanos : 0);
  const months = (second.year - first.year) * 12 + (second.month - first.month);
  const rest = restOf(to, second) - restOf(from, first);
  return new YearsMonths((months > 0 && rest < 0 ? months - 1 : months < 0 && rest > 0 ? months + 1 : months) + 0);
}
