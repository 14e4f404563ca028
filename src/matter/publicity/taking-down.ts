import { forKind, roleGrants } from "#people/duty";
import { dayOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { actOn, getMatter, record, type Matter } from "#matter/matter";
import { mustSee } from "#matter/party";
import { badInput, conflict, forbidden } from "#values/errors";
import { fitting } from "#values/graphemes";

/** How a matter stands in the public list: until which day, or taken down. Undefined where it never stood there. */
export interface Publication {
  offDay: Day | null;
  ended: boolean;
}

const STANDING = `select off_day::text as "offDay", ended_at is not null or off_day <= $2::date as ended from matter.disclosed where matter_id = $1`;

/** How a matter stands in the public list now. */
export async function findPublication(ctx: Ctx, matterId: string): Promise<Publication | undefined> {
  const row = await first<{ offDay: Day | null; ended: boolean | null }>(ctx.db, STANDING, [matterId, dayOf(ctx.now)]);
  return row && { offDay: row.offDay, ended: row.ended ?? false };
}

/** Whether the actor decides on matters of this kind: who decided takes down. */
export function mayTakeDown(ctx: Ctx, kind: string): boolean {
  return ctx.actor.kind === "staff" && (forKind(ctx.actor, kind).duties ?? []).some((duty) => roleGrants(duty, "matter.decide"));
}

/**
 * 撤下公示: what was decided is changed or revoked, or should not be public: from now on nobody reads it (行政处罚法 第四十八条: within three days). On record
 * with why; for good.
 */
export async function takeDown(ctx: Ctx, matterId: string, reason: string): Promise<Matter> {
  const { matter } = await getMatter(ctx, matterId);
  if (!mayTakeDown(ctx, matter.kind)) throw forbidden("撤下公示由作出决定的人员办理。");
  await mustSee(ctx, matterId);
  const why = fitting(reason, 500, "reason");
  if (why === "") throw badInput("REASON", "请写明为什么撤下。", { reason: "请写明为什么撤下。" });
  return actOn(ctx, matterId, async (inner, { change }) => {
    if ((await findPublication(inner, matterId))?.ended !== false) throw conflict("NOT_PUBLIC", "这一件现在没有公示，不用撤下。");
    await inner.db.query("update matter.disclosed set ended_at = $2 where matter_id = $1", [matterId, inner.now]);
    record(inner, change, "disclosure-ended", { reason: why });
  });
}
