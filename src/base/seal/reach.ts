import { grants, mayAt, organisationNow } from "#base/duty";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#kernel/errors";

/** What may be done with seals: read of them, keep them, set them. */
export type SealPermission = "seal.read" | "seal.manage" | "seal.use";

/** Whether the actor may do something with the seals of a unit. Forbidden otherwise. */
export async function mustReach(ctx: Ctx, permission: SealPermission, code: string): Promise<void> {
  if (!grants(ctx.actor, permission)) throw forbidden();
  const organisation = await organisationNow(ctx);
  const unit = organisation.units.get(code);
  if (!unit || !mayAt(organisation, ctx.actor, permission, { unit: unit.unit, area: unit.area })) throw forbidden("这枚印章不归您管理。");
}
