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

/** 0 Sunday … 6 Saturday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
