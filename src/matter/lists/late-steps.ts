import { dayOf, startOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { SUSPENDED_AT } from "#matter/clocks";

const LATE = `
  select count(*)::int as count from matter.tasks t join matter.matters m on m.matter_id = t.matter_id
  where t.done_at is null and t.cancelled_at is null and t.due_at <= $1 and t.stopped_at is null and m.closed_at is null and m.stopped_at is null and ${SUSPENDED_AT} is null`;

/** Steps past a day of the house (`yw:limit`), the matter's own promise aside. */
export function countLateSteps(ctx: Ctx): Promise<number> {
  const today = dayOf(ctx.now);
  return ctx.memory.recall(`matter.late-steps.${today}`, async () => (await one<{ count: number }>(ctx.db, LATE, [startOf(today)])).count);
}
