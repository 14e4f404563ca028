import { addDuration, longer, paceOf, type Day } from "#kernel/clock";
import { newId } from "#values/ids";
import { clockOf, covers, dueDayOf, firesWith, runningStops, timerOf, type Clock, type Stop } from "./clock.ts";
import { countedDue, countedTaskDue, holdsTask, shifted, type Limited } from "./counting.ts";
import { clockKindOf, type StopKind, type Timing } from "./declared.ts";
import { looked } from "./marks.ts";
import { put, type Moving } from "./moving.ts";

// The one place where what is due moves: stop, resume, extend, recount.

/** The waiting tasks as the step has them so far. */
function waitingIn<Task extends Limited>({ opened, altered }: Moving<Task>, open: readonly Task[]): Task[] {
  const now = new Map(altered.map((task) => [task.taskId, task]));
  return [...open.map((task) => now.get(task.taskId) ?? task), ...opened];
}

function alter<Task extends Limited>(moving: Moving<Task>, task: Task): void {
  const into = moving.opened.some(({ taskId }) => taskId === task.taskId) ? "opened" : "altered";
  const at = moving[into].findIndex(({ taskId }) => taskId === task.taskId);
  moving[into] = at < 0 ? [...moving[into], task] : moving[into].with(at, task);
}

/** Why and for how long something stops. */
export interface Stopping {
  by: string;
  reason?: string;
  basis?: string;
  data?: Record<string, unknown>;
  expectedAt?: Date | null;
}

/** Stops a matter in a way that its kind declares: the clocks and tasks that it holds stand from now on. Several may run at once. */
export function stop<Task extends Limited>(timing: Timing, moving: Moving<Task>, open: readonly Task[], kind: StopKind, given: Stopping): Stop {
  const { calendar, now } = timing;
  const { by, reason = "", basis = kind.basis ?? "", data = {}, expectedAt = null } = given;
  const clocks = kind.clocks === "all" ? ["*"] : kind.clocks === "none" ? [] : kind.clocks;
  const begun: Stop = {
    stopId: newId(),
    stop: kind.id,
    reason,
    basis,
    data,
    clocks,
    works: kind.works,
    expectedAt,
    startedAt: now,
    startedBy: by,
    endedAt: null,
    result: null,
  };
  moving.matter.stops = [...moving.matter.stops, begun];
  for (const clock of moving.matter.clocks)
    if (clock.endedAt === null && clock.stoppedAt === null && !firesWith(clock) && covers(begun, clock))
      put(moving, looked(calendar, timing, { ...clock, stoppedAt: now }, now));
  for (const task of waitingIn(moving, open)) {
    if (task.dueAt !== null && task.stoppedAt === null && holdsTask(begun, task)) alter(moving, { ...task, stoppedAt: now });
  }
  return begun;
}

/**
 * Ends a stop: each clock and task that no other running stop holds is due later by what it stood, in its own pace.
 * @param past stops of the matter that were over before this step
 */
export function resume<Task extends Limited>(
  { calendar, clocks, now }: Timing,
  moving: Moving<Task>,
  open: readonly Task[],
  { stopId, result, past }: { stopId: string; result: string | null; past: readonly Stop[] },
): void {
  const { matter } = moving;
  matter.stops = matter.stops.map((each) => (each.stopId === stopId && each.endedAt === null ? { ...each, endedAt: now, result } : each));
  const running = runningStops(matter);
  const all = [...past, ...matter.stops];
  for (const clock of matter.clocks) {
    const { stoppedAt } = clock;
    if (!stoppedAt || clock.endedAt || firesWith(clock) || running.some((each) => covers(each, clock))) continue;
    const goesOn = { ...clock, stoppedAt: null };
    const known = clock.within !== null && clock.countedFrom !== null;
    const dueAt = known ? countedDue(calendar, goesOn, all) : shifted(calendar, clock.pace, clock.dueAt, { from: stoppedAt, to: now });
    put(moving, looked(calendar, { clocks }, { ...goesOn, dueAt }, now));
  }
  for (const task of waitingIn(moving, open)) {
    if (!task.stoppedAt || running.some((each) => holdsTask(each, task))) continue;
    const goesOn = { ...task, stoppedAt: null };
    const stretch = { from: task.stoppedAt, to: now };
    alter(moving, { ...goesOn, dueAt: task.timeLimit ? countedTaskDue(calendar, goesOn, all) : task.dueAt && shifted(calendar, "WD", task.dueAt, stretch) });
  }
}

/** Gives a running clock longer, as far as its kind lets it be; the caller has asked who may and how often. */
export function extend({ calendar, clocks, now }: Timing, moving: Pick<Moving, "matter">, name: string, by: string, past: readonly Stop[]): void {
  const clock = clockOf(moving.matter, name);
  if (!clock || clock.endedAt) return;
  const within = clock.within === null ? null : longer(clock.within, by);
  const all = [...past, ...moving.matter.stops];
  const dueAt = within === null ? addDuration(calendar, new Date(clock.dueAt.getTime() - 1), by) : countedDue(calendar, { ...clock, within }, all);
  put(moving, looked(calendar, { clocks }, { ...clock, within, dueAt }, now));
}

/** A day that moved: what it is the day of, from when to when. */
export interface Moved {
  what: string;
  from: Day;
  to: Day;
}

/**
 * Counts everything that runs anew by a calendar that has changed; gives what moved. The same calendar moves nothing. Hours of the clock and instants
 * do not depend on it.
 * @param nodeName what a node of the flow is called
 */
export function recount<Task extends Limited & { name: string }>(
  timing: Timing,
  moving: Moving<Task>,
  open: readonly Task[],
  { past, nodeName }: { past: readonly Stop[]; nodeName: (node: string) => string },
): Moved[] {
  const { calendar, now } = timing;
  const all = [...past, ...moving.matter.stops];
  const moved: Moved[] = [];
  const moves = (what: string, from: Date | null, to: Date | null): boolean => {
    if (!from || !to || from.getTime() === to.getTime()) return false;
    moved.push({ what, from: dueDayOf({ dueAt: from })!, to: dueDayOf({ dueAt: to })! });
    return true;
  };
  const wordOf = (clock: Clock): string => (clock.node === null ? wordIn(timing, clock) : `「${nodeName(clock.node)}」的期限`);
  const running = moving.matter.clocks.filter((clock) => clock.endedAt === null && clock.pace !== "H" && !firesWith(clock));
  const named = running.filter((clock) => timerOf(clock) === undefined);
  const again = (clock: Clock): void => {
    const dueAt = countedDue(calendar, clock, all);
    if (moves(wordOf(clock), clock.dueAt, dueAt)) put(moving, looked(calendar, timing, { ...clock, dueAt }, now));
  };
  named.forEach(again);
  for (const task of waitingIn(moving, open)) {
    const dueAt = countedTaskDue(calendar, task, all);
    if (moves(`「${task.name}」的期限`, task.dueAt, dueAt)) alter(moving, { ...task, dueAt });
  }
  running.filter((clock) => timerOf(clock) !== undefined).forEach(again);
  return moved;
}

function wordIn(timing: Timing, clock: Clock): string {
  return clockKindOf(timing, clock.clockId.replace(/#\d+$/, "")).word;
}

/** Says what a clock, a timer or a task of before was counted by, where it was not kept: nothing moves by that. */
export function remember(moving: Pick<Moving, "matter">, clock: Clock, { from, within }: { from: Date; within: string }): void {
  put(moving, { ...clock, countedFrom: from, startedAt: from, within, pace: clock.node === null || paceOf(within) !== "D" ? paceOf(within) : "H" });
}
