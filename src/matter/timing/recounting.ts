import type { FlowState } from "#process/token";
import type { Graph } from "#process/graph";
import { readLimit } from "#kernel/clock";
import { system, type Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { dueDayOf, mainClock, listStops, nameOf, recount, remember, timerOf, timingNow, type Clock, type Moved } from "#matter/clocks";
import { blueprintOf, type Blueprint, changeOf, type Change, record, lockMatter, isRunning, type Task, writeChange } from "#matter/matter";

const BY_CALENDAR = { kind: "system", id: "system", name: "工作日历" } as const;

function durationAt({ nodes }: Graph, node: string): string | undefined {
  const found = nodes[node];
  const triggers = found && "triggers" in found ? found.triggers : [];
  const [trigger] = triggers;
  return trigger?.on === "timer" && "duration" in trigger.moment ? trigger.moment.duration : undefined;
}

// From before it was kept: a timer at the border of a task ran from when that was opened, for what the flow says.
function timerLength(clock: Clock, { matter }: Change, open: readonly Task[], { graph }: Blueprint): { from: Date; within: string } | undefined {
  const waits = ((matter.flow as FlowState | null)?.active ?? []).find(({ id }) => id === timerOf(clock));
  const host = waits?.wait === "timer" ? open.find(({ taskId }) => taskId === waits.host) : undefined;
  const within = durationAt(graph, clock.node!);
  return host && within ? { from: host.openedAt, within } : undefined;
}

/** Where it was not kept what a clock of before was counted by, the version of its item says. */
function lengthOf(clock: Clock, change: Change, open: readonly Task[], blueprint: Blueprint): { from: Date; within: string } | undefined {
  const name = nameOf(clock);
  if (name === undefined) return timerLength(clock, change, open, blueprint);
  const limits: Partial<Record<string, unknown>> = { ...blueprint.version.definition.item.limits };
  const [from, within] = [clock.countedFrom ?? change.matter.acceptedAt, limits[name]];
  return from && typeof within === "string" ? { from, within } : undefined;
}

function rememberAll(change: Change, open: readonly Task[], blueprint: Blueprint): void {
  for (const clock of change.matter.clocks) {
    if (clock.endedAt !== null || clock.within !== null) continue;
    const length = lengthOf(clock, change, open, blueprint);
    if (length) remember(change, clock, length);
  }
}

function limited(task: Task, { graph }: Blueprint): Task {
  const node = graph.nodes[task.node];
  const limit = node?.kind === "user" && !task.signOf ? node.limit : undefined;
  return task.timeLimit === null && task.dueAt !== null && limit && readLimit(limit) ? { ...task, timeLimit: limit } : task;
}

/**
 * Counts what is due in one running matter anew by the calendar as it is now, under its lock; gives what moved. Where nothing moves nothing is
 * written: to run it twice changes nothing. A timer whose new instant is past fires with the next round of timers; one that has fired stays fired.
 */
export async function recountMatter(ctx: Ctx, matterId: string): Promise<{ number: string | null; moved: Moved[] }> {
  return transaction({ ...ctx, actor: system(BY_CALENDAR.name) }, async (inner) => {
    const { matter, open } = await lockMatter(inner, matterId);
    if (!isRunning(matter)) return { number: matter.number, moved: [] };
    const blueprint = await blueprintOf(inner, matter);
    const past = (await listStops(inner, matterId)).filter(({ endedAt }) => endedAt !== null);
    const change = changeOf(matter);
    rememberAll(change, open, blueprint);
    const waiting = open.map((task) => limited(task, blueprint));
    const nodeName = (node: string): string => blueprint.graph.nodes[node]?.name || node;
    const timing = await timingNow(inner, blueprint.kind);
    const moved = recount(timing, change, waiting, { past, nodeName });
    if (moved.length === 0) return { number: matter.number, moved };
    const [due, before] = [dueDayOf(mainClock(change.matter, timing)), dueDayOf(mainClock(matter, timing))];
    record(inner, change, "due-moved", { moved, ...(due !== before && { due, before }) }, BY_CALENDAR);
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
