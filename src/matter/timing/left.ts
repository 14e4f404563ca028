import { addDays, dayOf, endOf, lastDay, type Calendar } from "#kernel/clock";

/** How much something presses. */
export type Pressure = "late" | "today" | "soon" | "later" | "stopped";

const HOURS = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "numeric", minute: "2-digit", hourCycle: "h23" });

/** Working days left until a day; below 0 once it has passed, even when only a weekend lies between. */
export function workdaysLeft(calendar: Calendar, today: string, due: string): number {
  const days = calendar.workdaysBetween(today, due);
  return due < today ? Math.min(-1, days) : days;
}

const [MINUTE, HOUR] = [60_000, 3_600_000];
/** From how many working days on there is time. */
const SOON = 3;

/** What one reads the clock by. */
export interface Now {
  calendar: Calendar;
  now: Date;
}

/** Whether something is due at the end of a day rather than at an hour: limits in days are, at 24:00. */
export function endsWithDay(due: Date): boolean {
  return endOf(lastDay(due)).getTime() === due.getTime();
}

/** A length that is read in minutes, hours or days. */
export function inHours(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.max(1, Math.floor(milliseconds / MINUTE))} 分钟`;
  return milliseconds < 48 * HOUR ? `${Math.floor(milliseconds / HOUR)} 小时` : `${Math.floor(milliseconds / (24 * HOUR))} 天`;
}

/** What is left until something is due: how much it presses, and how much that is in days or, where it is due at an hour, in hours. */
export function leftUntil({ calendar, now }: Now, due: Date): { level: Pressure; words: string } {
  const [today, day] = [dayOf(now), lastDay(due)];
  const left = due.getTime() - now.getTime();
  const days = workdaysLeft(calendar, today, day);
  if (left <= 0) return { level: "late", words: `超 ${endsWithDay(due) ? `${-days} 天` : inHours(-left)}` };
  if (!endsWithDay(due) && left < 24 * HOUR) return { level: day === today ? "today" : "soon", words: inHours(left) };
  if (day === today) return { level: "today", words: endsWithDay(due) ? "今天" : HOURS.format(due) };
  if (day === addDays(today, 1)) return { level: "soon", words: endsWithDay(due) ? "明天" : `明天 ${HOURS.format(due)}` };
  return { level: days <= SOON ? "soon" : "later", words: `${Math.max(1, days)} 天` };
}
