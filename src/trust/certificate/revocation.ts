import { grants, mayAt, organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { emit } from "#kernel/events";
import { newId } from "#values/ids";
import { BY_KEEPERS } from "./issuance.ts";
import { issueRevocationList } from "./list.ts";
import { getCertificate, listRevocations, standingAt, type IssuedCertificate, type Revocation, type RevocationReason } from "./queries.ts";

const INSERT = `
  insert into certificate.revocations (certificate_id, revocation_id, kind, reason, explanation, happened_at, actor_id, actor_name)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Whether the actor may hold, release and revoke a certificate: who keeps the body's seals, those of its seals and servers. */
export async function mayChange({ actor, ...ctx }: Ctx, { kind, unit: code }: Pick<IssuedCertificate, "kind" | "unit">): Promise<boolean> {
  if (actor.kind === "system") return true;
  const organisation = await organisationNow({ ...ctx, actor });
  const unit = code ? organisation.units.get(code) : undefined;
  // Whom the city trusts, and the city's own certificates, are the platform's business.
  return BY_KEEPERS.has(kind) && unit !== undefined && mayAt(organisation, actor, "seal.manage", { unit: unit.unit, area: unit.area });
}

async function record(ctx: Ctx, certificateId: string, kind: Revocation["kind"], reason: RevocationReason, explanation: string): Promise<void> {
  if (!grants(ctx.actor, "seal.manage")) throw forbidden();
  if (explanation.trim() === "") throw badInput("REASON", "请写明原因。", { explanation: "请写明原因。" });
  await transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 12))", [certificateId]);
    const issued = await getCertificate(inner, certificateId);
    if (!(await mayChange(inner, issued))) throw forbidden();
    const { state } = standingAt(await listRevocations(inner, [certificateId]), inner.now);
    if (state === "revoked") throw conflict("REVOKED", "这张证书已经吊销，不能再变更。");
    if (kind === "held" && state === "held") throw conflict("HELD", "这张证书已经暂停使用。");
    if (kind === "released" && state !== "held") throw conflict("NOT_HELD", "这张证书没有暂停使用。");
    await inner.db.query(INSERT, [certificateId, newId(), kind, reason, explanation.trim().slice(0, 500), inner.now, inner.actor.id, inner.actor.name]);
    // Whoever asks from now on is told.
    await issueRevocationList(inner, issued.issuerId);
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
