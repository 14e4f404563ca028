import { besideDue, type Calendar } from "#kernel/clock";
import type { Clock } from "./clock.ts";
import { nameOf, timerOf } from "./clock.ts";
import type { ClockMark, Declared } from "./declared.ts";

// Yellow when it is near, red when it is due: of days the last two working days, of hours a quarter of what was given.
function usual({ pace, within }: Pick<Clock, "pace" | "within">): ClockMark[] {
  const hours = /^PT(\d+)(W?)H$/.exec(within ?? "");
  const quarter = hours?.[2] ? `-PT${Math.ceil(Number(hours[1]) / 4)}WH` : hours ? `-PT${Number(hours[1]) * 15}M` : "-PT1H";
  return [
    { at: pace === "WD" || pace === "D" ? "-P2WD" : quarter, light: "yellow" },
    { at: "P0D", light: "red" },
  ];
}

/** A mark of a clock, and the instant it passes. */
export interface Passing {
  mark: ClockMark;
  at: Date;
}

/** The marks of a clock in the order they pass; of a timer none. */
export function passingsOf(calendar: Calendar, { clocks }: Pick<Declared, "clocks">, clock: Clock): Passing[] {
  if (timerOf(clock) !== undefined) return [];
  const declared = clocks.find(({ id }) => id === nameOf(clock))?.marks ?? [];
  return (declared.length > 0 ? declared : usual(clock))
    .map((mark) => ({ mark, at: besideDue(calendar, clock.dueAt, mark.at) }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * A clock with its mark and next look set right after it was started or moved: what has passed stays passed unless it is ahead again, and what comes
 * next comes when it comes, at once when that is past. Nothing is looked at while it stands or when it has ended.
 */
export function looked(calendar: Calendar, declared: Pick<Declared, "clocks">, clock: Clock, now: Date): Clock {
  if (clock.endedAt || clock.stoppedAt) return { ...clock, nextAt: null };
  if (timerOf(clock) !== undefined) return { ...clock, nextAt: clock.dueAt };
  const passings = passingsOf(calendar, declared, clock);
  const before = passings.findIndex(({ mark }) => mark.at === clock.mark);
  const last = passings.slice(0, before + 1).findLastIndex(({ at }) => at <= now);
  return { ...clock, mark: passings[last]?.mark.at ?? null, nextAt: passings[last + 1]?.at ?? null };
}

/** The light of a clock: that of the last mark that has one. */
export function lightOf(calendar: Calendar, declared: Pick<Declared, "clocks">, clock: Clock): "yellow" | "red" | null {
  const passings = passingsOf(calendar, declared, clock);
  const last = passings.findIndex(({ mark }) => mark.at === clock.mark);
  return passings.slice(0, last + 1).findLast(({ mark }) => mark.light)?.mark.light ?? null;
}
