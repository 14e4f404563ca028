import { dueAt, isDuration, paceOf, type Pace } from "#kernel/clock";
import { clockOf, covers, firesWith, nameOf, runningStops, timerClockId, timerOf, type Clock, type Stop } from "./clock.ts";
import { holdsTask, type Limited } from "./counting.ts";
import type { ClockKind, Timing } from "./declared.ts";
import { looked } from "./marks.ts";

/** A step of a matter as far as time goes: its clocks and stops as they will be, and the tasks that it opens or changes. */
export interface Moving<Task extends Limited = Limited> {
  matter: { clocks: readonly Clock[]; stops: readonly Stop[] };
  opened: Task[];
  altered: Task[];
}

/** A timer that fires with a clock, as that is now: while the clock stands or has ended, nothing fires. */
function following(timer: Clock, { dueAt, within, countedFrom, stoppedAt, endedAt, pace }: Clock): Clock {
  return { ...timer, pace, within, countedFrom, dueAt, stoppedAt, nextAt: stoppedAt || endedAt ? null : dueAt };
}

/** Puts a clock in the place of the one with its id, or beside the others; timers that fire with it follow. */
export function put({ matter }: Pick<Moving, "matter">, clock: Clock): void {
  const at = matter.clocks.findIndex(({ clockId }) => clockId === clock.clockId);
  matter.clocks = at < 0 ? [...matter.clocks, clock] : matter.clocks.with(at, clock);
  const name = nameOf(clock);
  if (name !== undefined) matter.clocks = matter.clocks.map((each) => (firesWith(each) === name && each.endedAt === null ? following(each, clock) : each));
}

const UNTOUCHED = { stoppedAt: null, endedAt: null, met: null, mark: null, nextAt: null } as const;

/** A clock that begins now stands at once where a stop holds it. */
function begun({ calendar, clocks, now }: Timing, { matter }: Pick<Moving, "matter">, clock: Clock): Clock {
  const held = runningStops(matter).some((stop) => covers(stop, clock));
  return looked(calendar, { clocks }, { ...clock, stoppedAt: held ? now : null }, now);
}

/**
 * Starts a clock, counted from now or from when the law says, or until an instant. One of that name that still runs ends with it, a second one gets a
 * number.
 * @param within what the item gives in place of what the kind does
 */
export function start(
  timing: Timing,
  moving: Pick<Moving, "matter">,
  kind: ClockKind,
  { within = kind.within, from = timing.now, until }: { within?: string; from?: Date; until?: Date } = {},
): Clock {
  const { calendar, now } = timing;
  const earlier = moving.matter.clocks.filter((clock) => nameOf(clock) === kind.id);
  for (const clock of earlier) if (clock.endedAt === null) put(moving, over(clock, now));
  const clockId = earlier.length === 0 ? kind.id : `${kind.id}#${earlier.length + 1}`;
  const counted = until
    ? ({ pace: "H", within: null, countedFrom: null, dueAt: until } as const)
    : { pace: paceOf(within), within, countedFrom: from, dueAt: dueAt(calendar, from, within) };
  const clock = begun(timing, moving, { ...UNTOUCHED, clockId, node: null, startedAt: now, ...counted });
  put(moving, clock);
  return clock;
}

/** Ends a clock by the act it was for: it is met when that came before it was due. */
export function end({ now }: Pick<Timing, "now">, moving: Pick<Moving, "matter">, name: string): void {
  for (const clock of moving.matter.clocks) if (nameOf(clock) === name && clock.endedAt === null) put(moving, over(clock, now));
}

function over(clock: Clock, now: Date): Clock {
  return { ...clock, stoppedAt: null, endedAt: now, met: (clock.stoppedAt ?? now) < clock.dueAt, nextAt: null };
}

/** Ends everything that still runs or stands with the matter itself: nothing was met or missed by that. */
export function endAll(now: Date, moving: Pick<Moving, "matter">, words: string): void {
  for (const clock of moving.matter.clocks) if (clock.endedAt === null) put(moving, { ...clock, stoppedAt: null, endedAt: now, nextAt: null });
  moving.matter.stops = moving.matter.stops.map((stop) => (stop.endedAt === null ? { ...stop, endedAt: now, result: words } : stop));
}

/** A timer of a flow: for a fixed instant, with a named clock, or for how long from when. */
export interface TimerSet {
  timerId: string;
  node: string;
  at?: Date;
  clock?: string;
  within?: string;
  from?: Date;
}

/** Sets a timer of a flow: a clock without a name. Days of a timer keep the time of day, but for working days. */
export function setTimer(timing: Timing, moving: Pick<Moving, "matter">, { timerId, node, at, clock, within, from = timing.now }: TimerSet): void {
  if (clock !== undefined) return setWith(timing, moving, { timerId, node, clock });
  const pace = timerPace(within);
  put(
    moving,
    begun(timing, moving, {
      ...UNTOUCHED,
      clockId: timerClockId(timerId),
      node,
      pace,
      within: within ?? null,
      startedAt: from,
      countedFrom: within === undefined ? null : from,
      dueAt: at ?? dueAt(timing.calendar, from, within!, { pace }),
    }),
  );
}

/** Sets a timer that fires with a named clock: at once where that is past, never before it runs. */
function setWith({ now }: Timing, moving: Pick<Moving, "matter">, { timerId, node, clock: name }: { timerId: string; node: string; clock: string }): void {
  const timer: Clock = {
    ...UNTOUCHED,
    clockId: timerClockId(timerId, name),
    node,
    pace: "H",
    within: null,
    startedAt: now,
    countedFrom: null,
    dueAt: now,
  };
  const clock = clockOf(moving.matter, name);
  put(moving, clock ? following(timer, clock) : timer);
}

/** The pace of a timer: an instant where it is not in working time, "P3D" are three times twenty-four hours. */
export function timerPace(within: string | undefined): Pace {
  const pace = within === undefined ? "H" : paceOf(within);
  return pace === "D" ? "H" : pace;
}

/** Ends a timer that has fired, or that the flow does not wait for any more. */
export function clearTimer({ now }: Pick<Timing, "now">, moving: Pick<Moving, "matter">, timerId: string): void {
  const clock = moving.matter.clocks.find((each) => timerOf(each) === timerId && each.endedAt === null);
  if (clock) put(moving, { ...clock, stoppedAt: null, endedAt: now, nextAt: null });
}

/** The limit of a task that is opened now: when it is due, by what, and since when it stands where a stop holds it. */
export function limitOf(
  { calendar, now }: Timing,
  { matter }: Pick<Moving, "matter">,
  party: string | null,
  within: string | undefined,
): Pick<Limited, "dueAt" | "timeLimit" | "stoppedAt"> {
  if (!within || !isDuration(within)) return { dueAt: null, timeLimit: null, stoppedAt: null };
  const held = runningStops(matter).some((stop) => holdsTask(stop, { party }));
  return { dueAt: dueAt(calendar, now, within), timeLimit: within, stoppedAt: held ? now : null };
}
