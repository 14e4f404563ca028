import type { Calendar } from "./calendar.ts";
import { addDays, dayOf, endOf, startOf, type Day } from "./day.ts";
import { addDuration, endDay, readLimit, readWorkingHours } from "./duration.ts";
import { addWorkTime, workTimeBetween } from "./working-hours.ts";

/** How a limit passes: in working days, in days, in hours of the clock, in office hours. */
export type Pace = "WD" | "D" | "H" | "WH";

const HOUR = 3_600_000;

// A limit that was extended by one of another pace is counted one after the other: "P30D+P10WD".
const piecesOf = (within: string): string[] => within.split("+");

/** The pace of a limit: "P5WD", "P90D" or "P2M", "PT2H" or "P1DT12H", "PT4WH". Throws RangeError when it is none. */
export function paceOf(within: string): Pace {
  const [first = ""] = piecesOf(within);
  if (readWorkingHours(first) !== undefined) return "WH";
  const limit = readLimit(first);
  if (limit) return limit.unit === "workday" ? "WD" : "D";
  addDuration(NEVER_OFF, EPOCH, first);
  return first.includes("T") ? "H" : "D";
}

const EPOCH = new Date(0);
// Whether a text is a duration does not depend on any calendar.
const NEVER_OFF = { addWorkdays: addDays, nextWorkday: (day: Day) => day } as Calendar;

/** The last day of a limit that is due at an instant: due at 24:00 it is the day that ends then. */
export function lastDay(due: Date): Day {
  return dayOf(new Date(due.getTime() - 1));
}

/** How much of a limit passes between two instants, in its pace: days, or milliseconds. A day passes where it begins (民法典 第二百零一条: day 0 does not count). */
export function passedBetween(calendar: Calendar, pace: Pace, from: Date, to: Date): number {
  if (pace === "WD") return calendar.workdaysBetween(dayOf(from), dayOf(to));
  if (pace === "D") return (Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / (24 * HOUR);
  return pace === "WH" ? workTimeBetween(calendar, from, to) : to.getTime() - from.getTime();
}

function piece(calendar: Calendar, from: Date, within: string): Date {
  const hours = readWorkingHours(within);
  return hours === undefined ? addDuration(calendar, from, within) : addWorkTime(calendar, from, hours * HOUR);
}

/**
 * The instant at which a limit that runs from `from` is due: one in days at 24:00 of its last day, which is a working day (民法典 第二百零三条); one in hours at
 * its minute. `stood`: how much, in its pace, did not count because the clock stood. One continuous count: whoever stopped or extended it in whatever
 * order, it ends at the same instant. `pace`: that of the limit, but for days that are meant as so many times twenty-four hours ("H").
 */
export function dueAt(calendar: Calendar, from: Date, within: string, { stood = 0, pace = paceOf(within) }: { stood?: number; pace?: Pace } = {}): Date {
  if (pace === "WD" || pace === "D") {
    const begins = pace === "WD" ? calendar.addWorkdays(dayOf(from), stood) : addDays(dayOf(from), stood);
    return endOf(piecesOf(within).reduce((day, each) => endDay(calendar, day, each), begins));
  }
  const begins = pace === "WH" ? addWorkTime(calendar, from, stood) : new Date(from.getTime() + stood);
  return piecesOf(within).reduce((at, each) => piece(calendar, at, each), begins);
}

/** A limit longer by another one: two of the same days are one, anything else is counted one after the other. */
export function longer(within: string, by: string): string {
  const pieces = piecesOf(within);
  const [last, more] = [readLimit(pieces.at(-1)!), readLimit(by)];
  if (!last || !more || last.unit !== more.unit) return [...pieces, by].join("+");
  return [...pieces.slice(0, -1), `P${last.days + more.days}${last.unit === "workday" ? "WD" : "D"}`].join("+");
}

const OFFSET = /^([+-]?)(P.+)$/;

/** Whether a text says how long before (-P2WD) or after (+P1WD) something is due, or just then (P0D). */
export function isOffset(text: string): boolean {
  const [, , duration] = OFFSET.exec(text) ?? [];
  try {
    return duration !== undefined && paceOf(duration) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The instant so long before or after a limit is due. Days before it begin at their 0:00, days after it end at their 24:00: "two working days left" is
 * true all of that day.
 */
export function besideDue(calendar: Calendar, due: Date, offset: string): Date {
  const [, sign, duration] = OFFSET.exec(offset) ?? [];
  if (duration === undefined) throw new RangeError(`${offset} is no time before or after`);
  const pace = paceOf(duration);
  const before = sign === "-";
  const limit = readLimit(duration);
  if (limit && limit.days === 0) return due;
  if (limit) {
    const n = before ? -limit.days : limit.days;
    const day = pace === "WD" ? calendar.addWorkdays(lastDay(due), n) : addDays(lastDay(due), n);
    return before ? startOf(day) : endOf(day);
  }
  const hours = readWorkingHours(duration);
  if (hours !== undefined) return addWorkTime(calendar, due, (before ? -hours : hours) * HOUR);
  const length = addDuration(calendar, due, duration).getTime() - due.getTime();
  return new Date(due.getTime() + (before ? -length : length));
}
