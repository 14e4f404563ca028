import { addCalendar, startOf, type Day } from "#kernel/clock";
import type { Counted } from "./gathering.ts";

/** A month, 2026-12, and the instants between which it lies. */
export interface Month {
  month: string;
  from: Date;
  until: Date;
}

/** The month that lies some months from the one of a day. */
export function monthOf(day: Day, by = 0): Month {
  const first = addCalendar(`${day.slice(0, 7)}-01`, 0, by, 0);
  return { month: first.slice(0, 7), from: startOf(first), until: startOf(addCalendar(first, 0, 1, 0)) };
}

/** The same month a year before. */
export function yearBefore({ month }: Month): Month {
  return monthOf(`${month}-01`, -12);
}

/** What came up in a month by groups, those of which there were enough. Pure. */
export function ripe<C extends Counted>(counted: readonly C[], { from, until }: Month, count: number): { key: string; members: C[] }[] {
  const inside = counted.filter(({ at }) => at >= from.getTime() && at < until.getTime());
  return [...Map.groupBy(inside, ({ key }) => key)].flatMap(([key, members]) => (members.length >= count ? [{ key, members }] : []));
}
