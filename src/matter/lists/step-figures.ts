import { calendarNow, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";

/** How often a step was worked on in the matters of a version, and how many working days it took. `days` is 0 for what was done the day it came. */
export interface StepFigure {
  node: string;
  /** Tasks that were done. */
  done: number;
  /** Tasks that wait now. */
  waiting: number;
  /** Working days of half of those done, at most. */
  median: number;
  longest: number;
}

// Grouped by day, so that as many rows come as there are days, however many matters there are.
const BY_DAY = `
  select t.node, (t.opened_at at time zone 'Asia/Shanghai')::date::text as opened, (t.done_at at time zone 'Asia/Shanghai')::date::text as done, count(*) as tasks
  from matter.tasks t join matter.matters m using (matter_id)
  where m.item_id = $1 and m.item_version = $2 and t.cancelled_at is null group by 1, 2, 3`;

/** The figures of every step that matters of a version have come to. Nothing personal. */
export async function stepFigures(ctx: Ctx, itemId: string, version: number): Promise<StepFigure[]> {
  const [rows, calendar] = await Promise.all([
    ctx.db.query<{ node: string; opened: Day; done: Day | null; tasks: number }>(BY_DAY, [itemId, version]),
    calendarNow(ctx),
  ]);
  const timed = rows.map((row) => ({ ...row, days: row.done === null ? 0 : calendar.workdaysBetween(row.opened, row.done) }));
  return [...Map.groupBy(timed, ({ node }) => node)].map(([node, each]) => {
    const done = each.filter((row) => row.done !== null).toSorted((a, b) => a.days - b.days);
    const total = done.reduce((sum, { tasks }) => sum + tasks, 0);
    let before = 0;
    const middle = done.find(({ tasks }) => (before += tasks) * 2 >= total);
    return {
      node,
      done: total,
      waiting: each.filter((row) => row.done === null).reduce((sum, { tasks }) => sum + tasks, 0),
      median: middle?.days ?? 0,
      longest: done.at(-1)?.days ?? 0,
    };
  });
}
