import { grants, mayAt, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";

/** What may be done with seals: read of them, keep them, set them. */
export type SealPermission = "seal.read" | "seal.manage" | "seal.use";

/** Whether the actor may do something with the seals of a unit; forbidden otherwise. Gives whose work it is, when they may only as a deputy. */
export async function mustReach(ctx: Ctx, permission: SealPermission, code: string): Promise<string | undefined> {
  if (!grants(ctx.actor, permission)) throw forbidden();
  const organisation = await organisationNow(ctx);
  const unit = organisation.units.get(code);
  if (!unit || !mayAt(organisation, ctx.actor, permission, { unit: unit.unit, area: unit.area })) throw forbidden("这枚印章不归您管理。");
  const place = { unit: unit.unit, area: unit.area };
  const duties = (ctx.actor.duties ?? []).filter((duty) => mayAt(organisation, { ...ctx.actor, duties: [duty] }, permission, place));
  return duties.every(({ insteadOf }) => insteadOf) ? duties[0]?.insteadOf?.id : undefined;
}
