import type { FlowState } from "#process/token";
import type { Graph } from "#process/graph";
import { addDuration, calendarNow, dayOf, endDay, readLimit, type Calendar, type Day } from "#kernel/clock";
import { system, type Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import {
  blueprintOf,
  type Blueprint,
  changeOf,
  record,
  lockMatter,
  type Loaded,
  isClosed,
  type Task,
  listTimers,
  type Timer,
  writeChange,
} from "#matter/matter";
import { listProcedures, type SpecialProcedure } from "./special-procedure.ts";

const BY_CALENDAR = { kind: "system", id: "system", name: "工作日历" } as const;

/** A day that moved: what it is the day of, from when to when. */
export interface Moved {
  what: string;
  from: Day;
  to: Day;
}

/** What the days of a matter are counted from: everything that a change of the calendar reaches. */
export interface Counted extends Loaded {
  blueprint: Blueprint;
  timers: Timer[];
  procedures: SpecialProcedure[];
}

/** The days of a matter by a calendar. */
export interface Recounted {
  dueDay: Day | null;
  statutoryDay: Day | null;
  tasks: Task[];
  timers: Timer[];
  moved: Moved[];
}

type Pause = SpecialProcedure & { endedAt: Date };
const later = (one: Date, other: Date): Date => (one > other ? one : other);

// From before it was kept: a timer at the border of a task ran from when that was opened, for what the flow says.
function lengthOf(timer: Timer, { matter, open, blueprint }: Counted): { from: Date; duration: string } | undefined {
  if (timer.countedFrom && timer.duration) return { from: timer.countedFrom, duration: timer.duration };
  const waits = ((matter.flow as FlowState | null)?.active ?? []).find(({ id }) => id === timer.timerId);
  const host = waits?.wait === "timer" ? open.find(({ taskId }) => taskId === waits.host) : undefined;
  const duration = durationAt(blueprint.graph, timer.node);
  return host && duration ? { from: host.openedAt, duration } : undefined;
}

function durationAt({ nodes }: Graph, node: string): string | undefined {
  const found = nodes[node];
  const triggers = found && "triggers" in found ? found.triggers : [];
  const [trigger] = triggers;
  return trigger?.on === "timer" && "duration" in trigger.moment ? trigger.moment.duration : undefined;
}

function limitOf(task: Task, { graph }: Blueprint): string | undefined {
  if (task.timeLimit) return task.timeLimit;
  const node = graph.nodes[task.node];
  return node?.kind === "user" && !task.signOf && node.limit && readLimit(node.limit) ? node.limit : undefined;
}

/**
 * Counts the days of a matter by a calendar, from what they were counted from: the promised and the statutory day from acceptance by their
 * limits, longer by an extension and by the working days of special procedures; those of waiting tasks from their opening; timers in working
 * days from when they were set, later by just the time that procedures took. The same calendar gives the same days. Pure.
 */
export function recounted(calendar: Calendar, counted: Counted): Recounted {
  const { matter, open, blueprint, procedures } = counted;
  const limits = blueprint.version.definition.item.limits;
  const pauses = procedures.filter((each): each is Pause => each.kind === "other" && each.endedAt !== null);
  const extension = procedures.filter(({ kind }) => kind === "extension").reduce((days, { expectedDays }) => days + expectedDays, 0);
  const stood = (since: Date): number =>
    pauses
      .filter(({ endedAt }) => endedAt > since)
      .reduce((days, each) => days + calendar.workdaysBetween(dayOf(later(each.startedAt, since)), dayOf(each.endedAt)), 0);
  const moved: Moved[] = [];
  const moving = (what: string, from: Day | null, to: () => Day): Day | null => {
    if (from === null) return null;
    const day = to();
    if (day !== from) moved.push({ what, from, to: day });
    return day;
  };
  const promise = (what: string, from: Day | null, limit: string | null | undefined): Day | null => {
    const { acceptedAt } = matter;
    if (!acceptedAt || !limit) return from;
    return moving(what, from, () => calendar.addWorkdays(endDay(calendar, dayOf(acceptedAt), limit), extension + stood(acceptedAt)));
  };
  return {
    dueDay: promise("承诺期限", matter.dueDay, matter.promisedLimit ?? limits?.promised),
    statutoryDay: promise("法定期限", matter.statutoryDay, matter.statutoryLimit ?? limits?.statutory),
    tasks: open.flatMap((task) => {
      const limit = limitOf(task, blueprint);
      if (!limit) return [];
      const day = moving(`「${task.name}」的期限`, task.dueDay, () =>
        calendar.addWorkdays(endDay(calendar, dayOf(task.openedAt), limit), stood(task.openedAt)),
      );
      return day === task.dueDay ? [] : [{ ...task, dueDay: day }];
    }),
    timers: counted.timers.flatMap((timer) => {
      const length = lengthOf(timer, counted);
      if (!length || readLimit(length.duration)?.unit !== "workday") return [];
      const { from, duration } = length;
      const stoodFor = pauses
        .filter(({ endedAt }) => endedAt > from)
        .reduce((ms, each) => ms + each.endedAt.getTime() - later(each.startedAt, from).getTime(), 0);
      const dueAt = new Date(addDuration(calendar, from, duration).getTime() + stoodFor);
      if (dueAt.getTime() === timer.dueAt.getTime()) return [];
      const lastDay = (at: Date): Day => dayOf(new Date(at.getTime() - 1));
      moved.push({ what: `「${blueprint.graph.nodes[timer.node]?.name || timer.node}」的期限`, from: lastDay(timer.dueAt), to: lastDay(dueAt) });
      return [{ ...timer, dueAt, countedFrom: from, duration }];
    }),
    moved,
  };
}

/**
 * Counts the days of one running matter anew by the calendar as it is now, under its lock; gives what moved. Where nothing moves nothing is
 * written: to run it twice changes nothing. A timer whose new instant is past fires with the next round of timers; one that has fired stays fired.
 */
export async function recountMatter(ctx: Ctx, matterId: string): Promise<{ number: string | null; moved: Moved[] }> {
  return transaction({ ...ctx, actor: system(BY_CALENDAR.name) }, async (inner) => {
    const { matter, open } = await lockMatter(inner, matterId);
    if (isClosed(matter) || matter.phase === "draft") return { number: matter.number, moved: [] };
    const blueprint = await blueprintOf(inner, matter);
    const [timers, procedures] = [await listTimers(inner, matterId), await listProcedures(inner, matterId)];
    const { dueDay, statutoryDay, tasks, timers: moving, moved } = recounted(await calendarNow(inner), { matter, open, blueprint, timers, procedures });
    if (moved.length === 0) return { number: matter.number, moved };
    const change = changeOf(matter);
    Object.assign(change.matter, { dueDay, statutoryDay });
    change.altered = tasks;
    change.timersSet = moving;
    record(inner, change, "due-moved", { moved, ...(dueDay !== matter.dueDay && { due: dueDay, before: matter.dueDay }) }, BY_CALENDAR);
    await writeChange(inner, change);
    return { number: matter.number, moved };
  });
}

const CLOCKED = `
  select matter_id as id from matter.matters where submitted_at is not null and closed_at is null and matter_id > $1 order by matter_id limit $2`;

/** Every matter whose clock may run, in pages. */
export async function* walkRunning(ctx: Ctx, limit = 500): AsyncGenerator<string> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const page = await ctx.db.query<{ id: string }>(CLOCKED, [after, limit]);
    for (const { id } of page) yield id;
    if (page.length < limit) return;
    after = page.at(-1)!.id;
  }
}
