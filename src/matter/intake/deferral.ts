import { calendarNow, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { emit } from "#kernel/events";
import { openDeferrals } from "#matter/act";
import { blueprintOf, lockMatter } from "#matter/matter";

/** Working days before that day that its party is reminded. */
const REMINDED_BEFORE = 2;
const AT_A_TIME = 200;

// Matters that were taken on and wait for something promised; told once of each.
const WAITING = `
  select distinct e.matter_id as "matterId" from matter.materials e join matter.matters m on m.matter_id = e.matter_id
  where e.source = 'later' and e.removed_at is null and e.reminded_at is null and m.closed_at is null and m.accepted_at is not null and e.matter_id > $1
  order by 1 limit ${AT_A_TIME}`;
const REMINDED = `
  update matter.materials set reminded_at = $2
  where matter_id = $1 and source = 'later' and removed_at is null and reminded_at is null and material_id = any($3)
  returning material_id as "materialId"`;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

async function remind(ctx: Ctx, matterId: string): Promise<boolean> {
  return transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    const soon = (await calendarNow(inner)).addWorkdays(dayOf(inner.now), REMINDED_BEFORE);
    const due = (await openDeferrals(inner, matter, await blueprintOf(inner, matter))).filter(({ due: day }) => day !== null && day <= soon);
    if (due.length === 0) return false;
    const fresh = await inner.db.query<{ materialId: string }>(REMINDED, [matterId, inner.now, due.map(({ materialId }) => materialId)]);
    const told = due.filter((each) => fresh.some(({ materialId }) => materialId === each.materialId));
    // One notice for each day: of what was told before there is none.
    for (const [day, each] of Map.groupBy(told, (one) => one.due))
      await emit(inner, "matter.material-due", matterId, { names: each.map(({ name }) => name), day });
    return told.length > 0;
  });
}

/** Reminds parties of what they promised to bring, two working days before its day; once of each. Gives how many matters. */
export async function remindOfDeferrals(ctx: Ctx): Promise<number> {
  let reminded = 0;
  for (let from = BEFORE_ALL; ;) {
    const waiting = await ctx.db.query<{ matterId: string }>(WAITING, [from]);
    for (const { matterId } of waiting) if (await remind(ctx, matterId)) reminded += 1;
    if (waiting.length < AT_A_TIME) return reminded;
    from = waiting.at(-1)!.matterId;
  }
}
