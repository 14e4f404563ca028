import type { Calendar } from "./calendar.ts";
import { addDays, dayOf, startOf } from "./day.ts";

/** A stretch of office hours of every working day, in minutes after midnight. */
export interface OfficeHours {
  begins: number;
  ends: number;
}

/** Where a city says nothing else: 9:00–12:00, 13:30–17:00. */
export const OFFICE_HOURS: readonly OfficeHours[] = [
  { begins: 9 * 60, ends: 12 * 60 },
  { begins: 13 * 60 + 30, ends: 17 * 60 },
];

const MINUTE = 60_000;

/** Whether stretches can be hours of a day: at least one, each with an end after its beginning, in order, none over another. */
export function areOfficeHours(hours: readonly OfficeHours[]): boolean {
  const whole = hours.every(({ begins, ends }) => Number.isInteger(begins) && Number.isInteger(ends) && begins >= 0 && begins < ends && ends <= 24 * 60);
  return hours.length > 0 && whole && hours.every(({ begins }, i) => i === 0 || begins >= hours[i - 1]!.ends);
}

/** The office hours of a day as instants in milliseconds; none on a day off. */
function sessionsOf({ isWorkday, hours }: Calendar, day: string): { from: number; to: number }[] {
  if (!isWorkday(day)) return [];
  const midnight = startOf(day).getTime();
  return hours.map(({ begins, ends }) => ({ from: midnight + begins * MINUTE, to: midnight + ends * MINUTE }));
}

/** Milliseconds of office hours between two instants; negative when `to` lies before. */
export function workTimeBetween(calendar: Calendar, from: Date, to: Date): number {
  if (to < from) return -workTimeBetween(calendar, to, from);
  let passed = 0;
  const last = dayOf(to);
  for (let day = dayOf(from); day <= last; day = addDays(day, 1)) {
    for (const session of sessionsOf(calendar, day)) passed += Math.max(0, Math.min(session.to, to.getTime()) - Math.max(session.from, from.getTime()));
  }
  return passed;
}

/**
 * The first instant at which so many milliseconds of office hours have passed since `from` (before it, when negative: the last instant from which
 * they pass until then). What arrives outside of office hours begins to count when they begin.
 */
export function addWorkTime(calendar: Calendar, from: Date, milliseconds: number): Date {
  if (milliseconds === 0) return from;
  const forth = milliseconds > 0;
  let left = Math.abs(milliseconds);
  for (let day = dayOf(from); ; day = addDays(day, forth ? 1 : -1)) {
    const sessions = sessionsOf(calendar, day);
    for (const session of forth ? sessions : sessions.reverse()) {
      const begins = forth ? Math.max(session.from, from.getTime()) : session.from;
      const ends = forth ? session.to : Math.min(session.to, from.getTime());
      const length = Math.max(0, ends - begins);
      if (length >= left) return new Date(forth ? begins + left : ends - left);
      left -= length;
    }
  }
}
