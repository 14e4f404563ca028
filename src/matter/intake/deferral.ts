import { materialsFor } from "#content/pack";
import { calendarNow, dayOf, endDay, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict } from "#values/errors";
import { emit } from "#kernel/events";
import { blueprintOf, type Blueprint, lockMatter, isClosed, type Matter } from "#matter/matter";

/** A material that was promised for later (容缺受理). */
export interface Deferral {
  materialId: string;
  name: string;
  /** The last day it may come; null before acceptance. */
  due: Day | null;
  /** That day lies in a year whose holidays have not been announced: it may move. */
  provisional: boolean;
  brought: boolean;
}

/** How long after acceptance a promised material may come, where its item does not say. [R] */
export const WITHIN = "P10WD";
/** Working days before that day that the applicant is reminded. */
const REMINDED_BEFORE = 2;
const AT_A_TIME = 200;

/** What of a matter was promised for later. Nothing of one that was not handed in yet, is decided, or has ended. */
export async function listDeferrals(ctx: Ctx, matter: Matter, blueprint: Blueprint): Promise<Deferral[]> {
  const materials = materialsFor(blueprint.version.definition.item, matter.situation).filter(({ need }) => need === "deferred");
  if (materials.length === 0 || matter.phase === "draft" || matter.outcome !== null || isClosed(matter)) return [];
  const calendar = await calendarNow(ctx);
  return materials.flatMap(({ id, name, within }) => {
    const own = matter.promised.find(({ materialId }) => materialId === id);
    if (!own) return [];
    const due = matter.acceptedAt && endDay(calendar, dayOf(matter.acceptedAt), within ?? WITHIN);
    return [{ materialId: id, name, due, provisional: due !== null && calendar.isUncertain(due), brought: own.brought }];
  });
}

/** What of it has not come. */
export async function openDeferrals(ctx: Ctx, matter: Matter, blueprint: Blueprint): Promise<Deferral[]> {
  return (await listDeferrals(ctx, matter, blueprint)).filter(({ brought }) => !brought);
}

/** Refuses (409) a decision in the applicant's favour while something that was promised has not come. */
export async function nothingDeferred(ctx: Ctx, matter: Matter, blueprint: Blueprint): Promise<void> {
  const deferrals = await openDeferrals(ctx, matter, blueprint);
  if (deferrals.length > 0)
    throw conflict(
      "MATERIALS_OPEN",
      `容缺受理的材料还没有补交：${deferrals.map(({ name }) => `“${name}”`).join("、")}。申请人在办理进度里补交，或者窗口代收以后，才能作出准予的决定。`,
    );
}

// Matters that were accepted and wait for something promised; told once of each.
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

/** Reminds applicants of what they promised to bring, two working days before its day; once of each. Gives how many matters. */
export async function remindOfDeferrals(ctx: Ctx): Promise<number> {
  let reminded = 0;
  for (let from = BEFORE_ALL; ;) {
    const waiting = await ctx.db.query<{ matterId: string }>(WAITING, [from]);
    for (const { matterId } of waiting) if (await remind(ctx, matterId)) reminded += 1;
    if (waiting.length < AT_A_TIME) return reminded;
    from = waiting.at(-1)!.matterId;
  }
}
