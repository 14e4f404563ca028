import { grants, mayAt, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { emit } from "#kernel/events";
import { newId } from "#values/ids";
import { fitting } from "#values/graphemes";
import type { Licence } from "./licence.ts";
import { getLicence } from "./queries.ts";
import { lockLicence } from "./lock.ts";

interface Grounds {
  reason: string;
  basis: string;
}

function checked({ reason, basis }: Grounds): Grounds {
  const fields: Record<string, string> = {};
  if (reason.trim() === "") fields["reason"] = "请写明理由，持证人会看到。";
  if (basis.trim() === "") fields["basis"] = "请写明所依据的法律条款。";
  if (Object.keys(fields).length > 0) throw badInput("GROUNDS", "请写明理由和依据。", fields);
  return { reason: fitting(reason, 1000, "reason"), basis: fitting(basis, 300, "basis") };
}

async function ofMyUnit(ctx: Ctx, licenceId: string, permission: string): Promise<Licence> {
  if (!grants(ctx.actor, permission)) throw forbidden();
  await lockLicence(ctx, licenceId);
  const licence = await getLicence(ctx, licenceId);
  const organisation = await organisationNow(ctx);
  const unit = organisation.units.get(licence.issuer);
  if (!unit || !mayAt(organisation, ctx.actor, permission, { unit: unit.unit, area: unit.area })) throw forbidden("只有发证机关可以处理这张证照。");
  return licence;
}

/** 暂扣: the licence stops verifying until it is lifted. */
export async function suspendLicence(ctx: Ctx, licenceId: string, grounds: Grounds): Promise<void> {
  const { reason, basis } = checked(grounds);
  await transaction(ctx, async (inner) => {
    const licence = await ofMyUnit(inner, licenceId, "licence.suspend");
    if (licence.state !== "valid") throw conflict("NOT_VALID", "这张证照现在不是有效状态，不能暂扣。");
    await inner.db.query(
      "insert into licence.suspensions (licence_id, suspension_id, reason, basis, suspended_at, suspended_by) values ($1, $2, $3, $4, $5, $6)",
      [licenceId, newId(), reason, basis, inner.now, inner.actor.id],
    );
    await emit(inner, "licence.suspended", licenceId, { number: licence.number });
  });
}

/** Ends a suspension: the licence is valid again. */
export async function liftSuspension(ctx: Ctx, licenceId: string): Promise<void> {
  await transaction(ctx, async (inner) => {
    const licence = await ofMyUnit(inner, licenceId, "licence.suspend");
    if (licence.state !== "suspended") throw conflict("NOT_SUSPENDED", "这张证照没有被暂扣。");
    await inner.db.query("update licence.suspensions set lifted_at = $2, lifted_by = $3 where licence_id = $1 and lifted_at is null", [
      licenceId,
      inner.now,
      inner.actor.id,
    ]);
    await emit(inner, "licence.restored", licenceId, { number: licence.number });
  });
}

/** 注销, 撤销 or 吊销: for good. */
export async function cancelLicence(ctx: Ctx, licenceId: string, kind: "cancelled" | "revoked" | "withdrawn", grounds: Grounds): Promise<void> {
  const { reason, basis } = checked(grounds);
  if (!["cancelled", "revoked", "withdrawn"].includes(kind)) throw badInput("KIND", "请选择注销、撤销或者吊销。", { kind: "请选择一项。" });
  await transaction(ctx, async (inner) => {
    const licence = await ofMyUnit(inner, licenceId, "licence.cancel");
    if (licence.state !== "valid" && licence.state !== "suspended" && licence.state !== "expired") throw conflict("NOT_VALID", "这张证照已经失去效力。");
    await inner.db.query("insert into licence.cancellations (licence_id, kind, reason, basis, cancelled_at, cancelled_by) values ($1, $2, $3, $4, $5, $6)", [
      licenceId,
      kind,
      reason,
      basis,
      inner.now,
      inner.actor.id,
    ]);
    await emit(inner, "licence.cancelled", licenceId, { number: licence.number, kind });
  });
}
