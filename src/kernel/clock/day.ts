/** A calendar day in China, "YYYY-MM-DD". */
export type Day = string;

const CHINA_OFFSET = 8 * 3_600_000; // one time zone, no summer time since 1991
const DAY = 86_400_000;

/** The day it is in China at an instant. */
export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + CHINA_OFFSET).toISOString().slice(0, 10);
}

/** The day `n` days after (before, when negative). */
export function addDays(day: Day, n: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10);
}

/** The instant a day begins in China, 00:00. */
export function startOf(day: Day): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - CHINA_OFFSET);
}

/** The instant a day ends in China, 24:00. */
export function endOf(day: Day): Date {
  return startOf(addDays(day, 1));
}

/** Days that anything here can be about: what lies outside is a slip of the hand, a year of two figures above all. */
export const DAY_SPAN = { from: "1900-01-01", until: "2100-12-31" } as const;

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a day the calendar has, "2026-02-28" and not "2026-02-30", within `DAY_SPAN`. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < DAY_SPAN.from || text > DAY_SPAN.until) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && leap ? 29 : (MONTHS[month - 1] ?? 0));
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
