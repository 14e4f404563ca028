import { Day, dateText, parseDate } from "./date.ts";
import { DaysTime, durationText, parseDuration, YearsMonths } from "./duration.ts";
import { Moment, momentText, parseMoment } from "./moment.ts";
import { Clock, NANOS_OF_DAY, parseTime, timeText } from "./time.ts";
import type { Temporal } from "./arithmetic.ts";

/** What stands in an at-literal, `@"2026-11-21"`: whatever kind the text has; undefined where it is none. */
export function parseTemporal(text: string): Temporal | undefined {
  if (text.includes("P") && /^-?P/.test(text)) return parseDuration(text);
  return text.includes("T") && !/^\d\d:/.test(text) ? parseMoment(text) : (parseDate(text) ?? parseClock(text));
}

/** A time by itself: "24:00:00" is midnight. */
export function parseClock(text: string): Clock | undefined {
  const time = parseTime(text);
  return time && time.nanos === NANOS_OF_DAY ? new Clock(0, time.zone) : time;
}

/** The text that an at-literal would hold. */
export function temporalText(value: Temporal): string {
  if (value instanceof Day) return dateText(value);
  if (value instanceof Moment) return momentText(value);
  return value instanceof Clock ? timeText(value) : durationText(value);
}

/** Whether a value is about time. */
export function isTemporal(value: unknown): value is Temporal {
  return value instanceof Day || value instanceof Moment || value instanceof Clock || value instanceof DaysTime || value instanceof YearsMonths;
}
