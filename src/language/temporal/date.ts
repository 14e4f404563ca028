import { civilFrom, daysFrom, daysInMonth, FARTHEST } from "./calendar.ts";
import { KIND } from "./kind.ts";

/** A day of the calendar. */
export class Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }
  get [KIND](): "date" {
    return "date";
  }
}

/** The day of a year, month and day; undefined where the calendar has none. */
export function makeDate(year: number, month: number, day: number): Day | undefined {
  if (![year, month, day].every(Number.isInteger) || Math.abs(year) > FARTHEST || month < 1 || month > 12) return undefined;
  return day >= 1 && day <= daysInMonth(year, month) ? new Day(year, month, day) : undefined;
}

/** The day so many days after 1970-01-01; undefined beyond the years of FEEL. */
export function dateFromDays(days: number): Day | undefined {
  const { year, month, day } = civilFrom(days);
  return Math.abs(year) <= FARTHEST ? new Day(year, month, day) : undefined;
}

/** Days since 1970-01-01. */
export function daysOf(date: Day): number {
  return daysFrom(date.year, date.month, date.day);
}

/** The same day of another month, or that month's last day. */
export function addMonths(date: Day, months: number): Day | undefined {
  const count = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  if (!Number.isSafeInteger(count) || Math.abs(year) > FARTHEST) return undefined;
  return new Day(year, month, Math.min(date.day, daysInMonth(year, month)));
}

const DATE = /^(-?)(\d{4,9})-(\d\d)-(\d\d)$/;

/** "2026-11-21" (XML Schema without a zone); years of more than four digits have no leading zero. */
export function parseDate(text: string): Day | undefined {
  const [, sign, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined || (year.length > 4 && year.startsWith("0"))) return undefined;
  return makeDate((sign === "-" ? -1 : 1) * Number(year) + 0, Number(month), Number(day));
}

/** "2026-11-21". */
export function dateText({ year, month, day }: Day): string {
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
