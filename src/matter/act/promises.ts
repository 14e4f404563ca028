import { materialsFor } from "#content/pack";
import { calendarNow, dayOf, endDay, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { conflict } from "#values/errors";
import { isClosed, type Blueprint, type Matter } from "#matter/matter";

/** A material that was promised for later (容缺受理). */
export interface Deferral {
  materialId: string;
  name: string;
  /** The last day it may come; null before the matter is taken on. */
  due: Day | null;
  /** That day lies in a year whose holidays have not been announced: it may move. */
  provisional: boolean;
  brought: boolean;
}

/** How long after a matter is taken on a promised material may come, where its item does not say. [R] */
const WITHIN = "P10WD";
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

/** Refuses (409) to end a matter well while something that was promised has not come. */
export async function nothingDeferred(ctx: Ctx, matter: Matter, blueprint: Blueprint): Promise<void> {
  const deferrals = await openDeferrals(ctx, matter, blueprint);
  if (deferrals.length > 0)
    throw conflict(
      "MATERIALS_OPEN",
      `答应后补的材料还没有补交：${deferrals.map(({ name }) => `“${name}”`).join("、")}。当事人在办理进度里补交，或者窗口代收以后，才能这样办结。`,
    );
}
