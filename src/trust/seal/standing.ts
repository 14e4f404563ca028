import { holdCertificate, releaseCertificate, revokeCertificate, type RevocationReason } from "#trust/certificate";
import type { Ctx } from "#kernel/ctx";
import { move } from "./application.ts";

/** Puts a made seal into use. */
export function activateSeal(ctx: Ctx, sealId: string, reason = "启用"): Promise<void> {
  return move(ctx, sealId, "activated", reason);
}

/** Freezes a seal: it seals nothing, and its certificate is on hold, until it is thawed. */
export function freezeSeal(ctx: Ctx, sealId: string, reason: string): Promise<void> {
  return move(ctx, sealId, "frozen", reason, (inner, { making }) => holdCertificate(inner, making!.certificateId, reason));
}

/** Ends a freeze. */
export function thawSeal(ctx: Ctx, sealId: string, reason: string): Promise<void> {
  return move(ctx, sealId, "thawed", reason, (inner, { making }) => releaseCertificate(inner, making!.certificateId, reason));
}

/** Revokes a seal for good, with its certificate, whose revocation list says `why`. What it sealed before stays valid. */
export function revokeSeal(ctx: Ctx, sealId: string, reason: string, why: Exclude<RevocationReason, "hold"> = "cessation-of-operation"): Promise<void> {
  return move(ctx, sealId, "revoked", reason, async (inner, { making }) => {
    if (making) await revokeCertificate(inner, making.certificateId, why, reason);
  });
}

const DUE = `
  select m.seal_id as "sealId" from seal.makings m
  where m.valid_until < $1 and not exists (select from seal.steps t where t.seal_id = m.seal_id and t.kind in ('revoked', 'expired'))
  order by m.valid_until limit 100`;

/** Records the expiry of seals whose time has run out; they were unusable from that moment on already. Gives how many. */
export async function expireSeals(ctx: Ctx): Promise<number> {
  const due = await ctx.db.query<{ sealId: string }>(DUE, [ctx.now]);
  for (const { sealId } of due) await move(ctx, sealId, "expired", "超过有效期");
  return due.length;
}
