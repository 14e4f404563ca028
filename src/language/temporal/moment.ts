import { type Day, dateFromDays, dateText, daysOf, parseDate } from "./date.ts";
import { DAY } from "./duration.ts";
import { KIND } from "./kind.ts";
import { Clock, NANOS_OF_DAY, parseTime, secondsOf, timeText } from "./time.ts";
import { offsetAtInstant, offsetAtWall, UTC, type Zone } from "./zone.ts";

/** A date and time: a day, and a time with a zone or without. */
export class Moment {
  readonly date: Day;
  readonly time: Clock;
  constructor(date: Day, time: Clock) {
    this.date = date;
    this.time = time;
  }
  get [KIND](): "date and time" {
    return "date and time";
  }
}

/** The moment of a day and a time; "24:00:00" is the beginning of the next day. */
export function makeMoment(date: Day, time: Clock): Moment | undefined {
  if (time.nanos < NANOS_OF_DAY) return new Moment(date, time);
  const next = dateFromDays(daysOf(date) + 1);
  return next && new Moment(next, new Clock(0, time.zone));
}

/** "2026-11-21T09:30:00+08:00", or a date alone for its midnight. */
export function parseMoment(text: string): Moment | undefined {
  const cut = text.indexOf("T");
  const date = parseDate(cut < 0 ? text : text.slice(0, cut));
  const time = cut < 0 ? new Clock(0, undefined) : parseTime(text.slice(cut + 1));
  return date && time && makeMoment(date, time);
}

/** "2026-11-21T09:30:00@Asia/Shanghai". */
export function momentText(moment: Moment): string {
  return `${dateText(moment.date)}T${timeText(moment.time)}`;
}

/** The beginning of a day in UTC: what a date stands for among dates and times (DMN 1.5 clause 10.3.2.9.4). */
export function midnight(date: Day): Moment {
  return new Moment(date, new Clock(0, UTC));
}

/** Seconds from UTC, undefined without a zone. */
export function offsetOfMoment({ date, time }: Moment): number | undefined {
  return time.zone && offsetAtWall(time.zone, daysOf(date), secondsOf(time));
}

/** Nanoseconds since 1970-01-01T00:00:00 in UTC, or by the clock on the wall where there is no zone. */
export function instantOf(moment: Moment): bigint {
  const offset = offsetOfMoment(moment) ?? 0;
  return BigInt(daysOf(moment.date)) * DAY + BigInt(moment.time.nanos - offset * 1e9);
}

/** The moment at an instant, as the clocks of the zone show it; undefined beyond the years of FEEL. */
export function momentAt(instant: bigint, zone: Zone | undefined): Moment | undefined {
  const day = floorDiv(instant, DAY);
  if (!dateFromDays(Number(day))) return undefined;
  const nanos = Number(instant - day * DAY);
  const offset = zone ? offsetAtInstant(zone, Number(day), Math.floor(nanos / 1e9)) : 0;
  const shown = nanos + offset * 1e9;
  const carry = Math.floor(shown / NANOS_OF_DAY);
  const date = dateFromDays(Number(day) + carry);
  return date && new Moment(date, new Clock(shown - carry * NANOS_OF_DAY, zone));
}

export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}
