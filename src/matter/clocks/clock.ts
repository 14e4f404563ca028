import { lastDay, type Day, type Pace } from "#kernel/clock";
import type { Declared } from "./declared.ts";

/** A clock of a matter as its row has it. It is moved by this block alone; everybody else reads it. */
export interface Clock {
  /** "promised", "promised#2" when it was started again, "timer:…" of a flow. */
  readonly clockId: string;
  /** The node of a flow's timer. */
  readonly node: string | null;
  readonly pace: Pace;
  /** What it is counted by, extensions included; null for a fixed instant, and where it was not kept. */
  readonly within: string | null;
  readonly startedAt: Date;
  /** From when it is counted. Before it was started: when the law says so. */
  readonly countedFrom: Date | null;
  readonly dueAt: Date;
  /** Since when it stands. */
  readonly stoppedAt: Date | null;
  readonly endedAt: Date | null;
  /** Whether it ended before it was due; null while it runs, and where its matter ended otherwise. */
  readonly met: boolean | null;
  /** The last of its marks that has passed. */
  readonly mark: string | null;
  /** When it is looked at next: a mark, or the end of a timer. */
  readonly nextAt: Date | null;
}

/** A pause of a matter as its row has it. */
export interface Stop {
  readonly stopId: string;
  readonly stop: string;
  readonly reason: string;
  readonly basis: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Which clocks stand; "*": all. */
  readonly clocks: readonly string[];
  readonly works: boolean;
  readonly expectedAt: Date | null;
  readonly startedAt: Date;
  readonly startedBy: string;
  readonly endedAt: Date | null;
  readonly result: string | null;
}

/** What of a matter its clocks are read from. */
export interface Clocked {
  readonly clocks: readonly Clock[];
  readonly stops: readonly Stop[];
}

const TIMER = "timer:";
const WITH = "@";

/** The id of the clock that is a timer of a flow; `clock`: the named one that it fires with. */
export const timerClockId = (timerId: string, clock?: string): string => `${TIMER}${timerId}${clock === undefined ? "" : WITH + clock}`;

/** The timer of a flow that a clock is, or undefined. */
export function timerOf({ clockId }: Pick<Clock, "clockId">): string | undefined {
  return clockId.startsWith(TIMER) ? clockId.slice(TIMER.length).split(WITH)[0] : undefined;
}

/** The named clock with which a timer of a flow fires: it is due, stands and moves with it. Undefined for any other. */
export function firesWith({ clockId }: Pick<Clock, "clockId">): string | undefined {
  return clockId.startsWith(TIMER) ? clockId.split(WITH)[1] : undefined;
}

/** The name that a clock is declared by, however often it was started; undefined for a timer. */
export function nameOf(clock: Pick<Clock, "clockId">): string | undefined {
  return timerOf(clock) === undefined ? clock.clockId.replace(/#\d+$/, "") : undefined;
}

/** The clock of a name: the one that runs, else the last that did. */
export function clockOf({ clocks }: Pick<Clocked, "clocks">, name: string): Clock | undefined {
  const named = clocks.filter((clock) => nameOf(clock) === name);
  return named.find(({ endedAt }) => endedAt === null) ?? named.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime()).at(-1);
}

/** The main clock of a matter while it runs: the first that its kind declares; else that of the others which is due first. */
export function mainClock(matter: Pick<Clocked, "clocks">, { clocks: [main] }: Pick<Declared, "clocks">): Clock | undefined {
  const clock = main && clockOf(matter, main.id);
  if (clock?.endedAt === null) return clock;
  const others = matter.clocks.filter((each) => each.endedAt === null && nameOf(each) !== undefined);
  return others.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
}

/** The last day of something that is due; null where nothing is. */
export function dueDayOf(due: { readonly dueAt: Date | null } | null | undefined): Day | null {
  return due?.dueAt ? lastDay(due.dueAt) : null;
}

/** What the row of a matter says of its main clock. */
export interface Due {
  readonly dueAt: Date | null;
  readonly stoppedAt: Date | null;
}

/** The day a matter is due by its main clock; null while none runs. */
export function dueDay(matter: Due): Day | null {
  return dueDayOf(matter);
}

/** The day the law gives a matter, also when it is over. */
export function statutoryDay(matter: Pick<Clocked, "clocks">): Day | null {
  return dueDayOf(clockOf(matter, "statutory"));
}

/** The stops that run. */
export function runningStops({ stops }: Pick<Clocked, "stops">): Stop[] {
  return stops.filter(({ endedAt }) => endedAt === null);
}

/** Since when the main clock of a matter stands (暂停计时), or null. */
export function pausedSince(matter: Due): Date | null {
  return matter.stoppedAt;
}

/** Since when nobody may work on a matter although its clocks run (挂起), or null. */
export function suspendedSince(matter: Pick<Clocked, "stops">): Date | null {
  return holdIn(matter)?.startedAt ?? null;
}

/** The stop by which a matter is set aside, or undefined. */
export function holdIn(matter: Pick<Clocked, "stops">): Stop | undefined {
  return runningStops(matter).find(({ works, clocks }) => !works && clocks.length === 0);
}

/** Whether nothing may be done in a matter now, and its flow does not move. */
export function standsStill(matter: Pick<Clocked, "stops">): boolean {
  return runningStops(matter).some(({ works }) => !works);
}

/** The stop for which a task has to wait; not the one that it holds itself, which ends with it. */
export function stopBefore(matter: Pick<Clocked, "stops">, taskId?: string): Stop | undefined {
  return runningStops(matter).find(({ works, data }) => !works && (taskId === undefined || data["task"] !== taskId));
}

/** Whether a stop holds a clock. */
export function covers({ clocks }: Pick<Stop, "clocks">, clock: Pick<Clock, "clockId">): boolean {
  const name = nameOf(clock);
  return clocks.includes("*") || (name !== undefined && clocks.includes(name));
}
