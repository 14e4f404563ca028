import { besideDue, dueAt, passedBetween, paceOf, type Calendar, type Pace } from "#kernel/clock";
import { covers, type Clock, type Stop } from "./clock.ts";

/** A stretch of time during which something stood. */
interface Stretch {
  from: Date;
  to: Date;
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/**
 * The stretches during which what began at `since` stood, by stops that are over; where stops overlapped, or one followed on another, it stood once.
 * While it stands still, what lies behind the beginning of that is not over.
 */
function stretches(stops: readonly Stop[], since: Date, until: Date | null): Stretch[] {
  const ended = stops
    .flatMap(({ startedAt, endedAt }) => (endedAt ? [{ from: later(startedAt, since), to: until && endedAt > until ? until : endedAt }] : []))
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from.getTime() - b.from.getTime());
  const merged: Stretch[] = [];
  for (const each of ended) {
    const before = merged.at(-1);
    if (before && each.from <= before.to) before.to = later(before.to, each.to);
    else merged.push({ ...each });
  }
  return merged;
}

/** How much of a limit did not pass because it stood, in its pace. */
function stood(calendar: Calendar, pace: Pace, stops: readonly Stop[], since: Date, until: Date | null): number {
  return stretches(stops, since, until).reduce((sum, { from, to }) => sum + passedBetween(calendar, pace, from, to), 0);
}

/**
 * When a clock is due by a calendar: one continuous count from where it is counted from, by what it is counted by, with every stop that held it since
 * it was started. The same calendar and the same stops give the same instant, in whatever order they came. What is not known what it was counted by stays.
 */
export function countedDue(calendar: Calendar, clock: Clock, stops: readonly Stop[]): Date {
  const holding = stops.filter((stop) => covers(stop, clock));
  if (clock.within === null || clock.countedFrom === null) return clock.dueAt;
  const { pace } = clock;
  return dueAt(calendar, clock.countedFrom, clock.within, { pace, stood: stood(calendar, pace, holding, clock.startedAt, clock.stoppedAt) });
}

/** What a task waits for, as far as its limit goes. */
export interface Limited {
  readonly taskId: string;
  readonly party: string | null;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  /** What it was counted by from when it was opened. */
  readonly timeLimit: string | null;
  readonly stoppedAt: Date | null;
}

/** Whether a stop holds the limit of a task: one that holds every clock does, but for what a party is asked to do. */
export function holdsTask({ clocks }: Pick<Stop, "clocks">, { party }: Pick<Limited, "party">): boolean {
  return clocks.includes("*") && party === null;
}

/** When a task is due by a calendar, counted as a clock is. */
export function countedTaskDue(calendar: Calendar, task: Limited, stops: readonly Stop[]): Date | null {
  if (task.dueAt === null || task.timeLimit === null) return task.dueAt;
  const holding = stops.filter((stop) => holdsTask(stop, task));
  return dueAt(calendar, task.openedAt, task.timeLimit, { stood: stood(calendar, paceOf(task.timeLimit), holding, task.openedAt, task.stoppedAt) });
}

/** What is due later by what passed while it stood: for what is not known what it was counted by. */
export function shifted(calendar: Calendar, pace: Pace, due: Date, stretch: Stretch): Date {
  const passed = passedBetween(calendar, pace, stretch.from, stretch.to);
  if (pace === "WD" || pace === "D") return besideDue(calendar, due, `P${passed}${pace}`);
  return pace === "H" ? new Date(due.getTime() + passed) : dueAt(calendar, due, "PT0WH", { stood: passed });
}
