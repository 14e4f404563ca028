import { grants, mayAt, organisationNow } from "#base/duty";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#kernel/errors";
import { emit } from "#kernel/events";
import { newId } from "#kernel/ids";
import { getCertificate, listRevocations, standingAt, type Revocation, type RevocationReason } from "./queries.ts";

const INSERT = `
  insert into certificate.revocations (certificate_id, revocation_id, kind, reason, explanation, happened_at, actor_id) values ($1, $2, $3, $4, $5, $6, $7)`;

async function record(ctx: Ctx, certificateId: string, kind: Revocation["kind"], reason: RevocationReason, explanation: string): Promise<void> {
  if (!grants(ctx.actor, "seal.manage")) throw forbidden();
  if (explanation.trim() === "") throw badInput("REASON", "请写明原因。", { explanation: "请写明原因。" });
  await transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 12))", [certificateId]);
    const { unit: code } = await getCertificate(inner, certificateId);
    const organisation = await organisationNow(inner);
    const unit = code ? organisation.units.get(code) : undefined;
    // The city's own certificates are the platform's business.
    if (inner.actor.kind !== "system" && !(unit && mayAt(organisation, inner.actor, "seal.manage", { unit: unit.unit, area: unit.area }))) throw forbidden();
    const { state } = standingAt(await listRevocations(inner, [certificateId]), inner.now);
    if (state === "revoked") throw conflict("REVOKED", "这张证书已经吊销，不能再变更。");
    if (kind === "held" && state === "held") throw conflict("HELD", "这张证书已经暂停使用。");
    if (kind === "released" && state !== "held") throw conflict("NOT_HELD", "这张证书没有暂停使用。");
    await inner.db.query(INSERT, [certificateId, newId(), kind, reason, explanation.trim().slice(0, 500), inner.now, inner.actor.id]);
    await emit(inner, `certificate.${kind}`, certificateId, { reason });
  });
}

/** Revokes a certificate for good. What it signed before stays valid; from now on it signs nothing. */
export function revokeCertificate(ctx: Ctx, certificateId: string, reason: Exclude<RevocationReason, "hold">, explanation: string): Promise<void> {
  return record(ctx, certificateId, "revoked", reason, explanation);
}

/** Puts a certificate on hold until it is released or revoked. */
export function holdCertificate(ctx: Ctx, certificateId: string, explanation: string): Promise<void> {
  return record(ctx, certificateId, "held", "hold", explanation);
}

/** Ends a hold. */
export function releaseCertificate(ctx: Ctx, certificateId: string, explanation: string): Promise<void> {
  return record(ctx, certificateId, "released", "hold", explanation);
}
