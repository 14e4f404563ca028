import type { Calendar } from "./calendar.ts";
import { addDays, dayOf, endOf, startOf, type Day } from "./day.ts";
import { addWorkTime } from "./working-hours.ts";

/** A limit in days: working days (工作日) or calendar days (自然日). */
export interface Limit {
  days: number;
  unit: "workday" | "day";
}

const WEEKS = /^P(\d{1,4})W$/;
const ISO = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Reads "P20WD" (working days, our extension of ISO 8601) or "P30D"; undefined for anything else. */
export function readLimit(text: string): Limit | undefined {
  const match = /^P(\d{1,4})(WD|D)$/.exec(text);
  return match ? { days: Number(match[1]), unit: match[2] === "WD" ? "workday" : "day" } : undefined;
}

/** Reads "PT4WH", office hours of working days, our extension of ISO 8601; undefined for anything else. */
export function readWorkingHours(text: string): number | undefined {
  const match = /^PT(\d{1,4})WH$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** Whether a text is a duration that `addDuration` understands. */
export function isDuration(text: string): boolean {
  return readLimit(text) !== undefined || readWorkingHours(text) !== undefined || WEEKS.test(text) || ISO.test(text);
}

/**
 * The day a limit that began on `day` is reached; the day itself is day 0 (民法典 第二百零一条). Working days are counted; a limit in calendar
 * days whose last day is a day off ends on the day after it (第二百零三条).
 */
export function dueDay(calendar: Calendar, day: Day, limit: Limit): Day {
  return limit.unit === "workday" ? calendar.addWorkdays(day, limit.days) : calendar.nextWorkday(addDays(day, limit.days));
}

/** The same for any duration: "P20WD", "P30D", "P2M". Throws RangeError when the text is no duration. */
export function endDay(calendar: Calendar, day: Day, text: string): Day {
  const limit = readLimit(text);
  return limit ? dueDay(calendar, day, limit) : calendar.nextWorkday(dayOf(addDuration(calendar, startOf(day), text)));
}

/** The day some years, months and days later; the end of a shorter month where the day does not exist. */
export function addCalendar(day: Day, years: number, months: number, days: number): Day {
  const [y, m, d] = day.split("-").map(Number) as [number, number, number];
  const month = m - 1 + months + years * 12;
  const last = new Date(Date.UTC(y, month + 1, 0)).getUTCDate();
  return addDays(new Date(Date.UTC(y, month, Math.min(d, last))).toISOString().slice(0, 10), days);
}

/**
 * The instant a duration after `from` ends. Working days end at 24:00 of the n-th working day ("P5WD"), working hours ("PT4WH") pass in office hours
 * alone; anything else ("P3D", "P1Y", "PT2H") keeps the time of day. Throws RangeError when the text is no duration.
 */
export function addDuration(calendar: Calendar, from: Date, text: string): Date {
  const limit = readLimit(text);
  if (limit?.unit === "workday") return endOf(dueDay(calendar, dayOf(from), limit));
  const worked = readWorkingHours(text);
  if (worked !== undefined) return addWorkTime(calendar, from, worked * 3_600_000);
  const match = ISO.exec(text.replace(WEEKS, (_all, weeks: string) => `P${Number(weeks) * 7}D`));
  if (!match) throw new RangeError(`${text} is not a duration`);
  const [years, months, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const day = dayOf(from);
  const timeOfDay = from.getTime() - startOf(day).getTime();
  return new Date(startOf(addCalendar(day, years, months, days)).getTime() + timeOfDay + ((hours * 60 + minutes) * 60 + seconds) * 1000);
}
