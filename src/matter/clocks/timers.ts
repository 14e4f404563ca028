import { system, type Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { advance, stepNames, blueprintOf, changeOf, lockMatter, writeChange } from "#matter/matter";

// A stopped clock stops the flow's timers too: a matter in a special procedure is passed over.
const DUE = `
  select t.matter_id as "matterId", t.timer_id as "timerId" from matter.timers t join matter.matters m using (matter_id)
  where t.due_at <= $1 and m.paused_at is null order by t.due_at limit 200`;

async function fire(ctx: Ctx, matterId: string, timerId: string): Promise<boolean> {
  return transaction(ctx, async (inner) => {
    const { matter, open } = await lockMatter(inner, matterId);
    // Another process, or an act that came first, may have cleared it, or stopped the clock, before the lock was ours.
    if (matter.pausedAt) return false;
    const rows = await inner.db.query("select 1 from matter.timers where matter_id = $1 and timer_id = $2 and due_at <= $3", [matterId, timerId, inner.now]);
    if (rows.length === 0) return false;
    const change = changeOf(matter);
    change.timersCleared.push(timerId);
    await advance(inner, change, await blueprintOf(inner, matter), { type: "timer.fired", timer: timerId });
    change.matter.step = stepNames(open, change);
    await writeChange(inner, change);
    return true;
  });
}

/** Fires every timer that is due, each in its own transaction; gives how many fired. One that fails does not hold up the rest. */
export async function fireTimers(ctx: Ctx): Promise<number> {
  const acting = { ...ctx, actor: system("期限") };
  let fired = 0;
  for (const { matterId, timerId } of await ctx.db.query<{ matterId: string; timerId: string }>(DUE, [ctx.now])) {
    try {
      if (await fire(acting, matterId, timerId)) fired += 1;
    } catch (error) {
      ctx.log.error({ err: error, matterId, timerId }, "a timer failed");
    }
  }
  return fired;
}
