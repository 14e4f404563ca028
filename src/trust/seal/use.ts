import { encodeCms, encodeSealing, encodeSignature, stampTime } from "#trust/signature";
import { getCertificate, type IssuedCertificate } from "#trust/certificate";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { emit } from "#kernel/events";
import { newId } from "#values/ids";
import { signatureToDer } from "#crypto/sm2";
import { firstGraphemes } from "#values/graphemes";
import { getSeal } from "./queries.ts";
import { mustReach } from "./reach.ts";
import { PURPOSES, STATES, type Seal, type SealPurpose } from "./seal.ts";

/** What a seal is used on, and why. */
export interface UseWish {
  /** SM3 of what is sealed, 32 bytes: of Signature.xml for OFD. */
  dataHash: Buffer;
  /** Where that lies, ASCII: "/Doc_0/Signs/Sign_0/Signature.xml" for OFD. */
  propertyInfo?: string;
  purpose: SealPurpose;
  /** Which document, in words and without anything personal, e.g. "准予行政许可决定书 云市监许〔2026〕1号". */
  document: string;
  matterId?: string;
}

/** A use that shows the seal. */
export interface SealWish extends UseWish {
  propertyInfo: string;
  /** With a stamp of the city's time service over the signature. */
  timeStamp?: boolean;
}

interface Made {
  making: NonNullable<Seal["making"]>;
}

const INSERT = `
  insert into seal.uses (seal_id, use_id, purpose, matter_id, document, property_info, data_hash, signature_hash, used_at, actor_id, actor_name)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

// What every use has in common: duty, state, purpose, the log; both the signature and its row, or neither.
async function used(
  ctx: Ctx,
  sealId: string,
  wish: UseWish,
  make: (inner: Ctx, seal: Seal & Made, signer: IssuedCertificate) => Promise<Buffer>,
): Promise<Buffer> {
  const { dataHash, propertyInfo = "", purpose, document, matterId } = wish;
  if (dataHash.length !== 32) throw badInput("HASH", "文件的杂凑值不是 32 字节，不能用印。");
  if (document.trim() === "") throw badInput("DOCUMENT", "请写明在哪份文件上用印。", { document: "请写明文件。" });
  return transaction(ctx, async (inner) => {
    // Uses go side by side; a step of the seal's life waits for them and they for it.
    await inner.db.query("select pg_advisory_xact_lock_shared(hashtextextended($1, 14))", [sealId]);
    const seal = await getSeal(inner, sealId);
    const { making, holderId } = seal;
    if (!holderId) await mustReach(inner, "seal.use", seal.unit);
    else if (inner.actor.kind !== "staff" || inner.actor.id !== holderId) throw forbidden("个人名章只能由本人使用。");
    if (seal.state !== "active" || !making) throw conflict("SEAL_STATE", `这枚印章现在是“${STATES[seal.state]}”，不能用印。`);
    if (!seal.purposes.includes(purpose)) throw conflict("PURPOSE", `这枚印章不能用于${PURPOSES[purpose] ?? "这个用途"}。`);
    const signed = await make(inner, { ...seal, making }, await getCertificate(inner, making.certificateId));
    const { id, name } = inner.actor;
    const row = [sealId, newId(), purpose, matterId ?? null, firstGraphemes(document.trim(), 300), propertyInfo, dataHash, sm3(signed), inner.now, id, name];
    await inner.db.query(INSERT, row);
    await emit(inner, "seal.used", sealId, { purpose, ...(matterId && { matterId }) });
    return signed;
  });
}

/**
 * Seals: gives SES_Signature of GB/T 38540-2020, DER (SignedValue.dat of an OFD), and writes who sealed what into the log of uses, both or neither.
 * Forbidden to who has no duty to use this unit's seals, or to all but its holder for a person's; refused (`SEAL_STATE`) unless the seal is in use
 * and (`PURPOSE`) for what it was not made for.
 */
export function signWithSeal(ctx: Ctx, sealId: string, wish: SealWish): Promise<Buffer> {
  return used(ctx, sealId, wish, async (inner, { making }, { certificate, keyId }) => {
    const sealing = encodeSealing({ seal: making.data, at: inner.now, dataHash: wish.dataHash, propertyInfo: wish.propertyInfo });
    const signature = await inner.keys.sign(keyId, sealing);
    const stamp = wish.timeStamp ? await stampTime(inner, signatureToDer(signature)) : undefined;
    return encodeSignature(sealing, certificate.der, signature, stamp);
  });
}

/**
 * Signs a content by the certificate of a seal, without the seal itself: SignedData of GB/T 35275, DER, detached, for the signature field of a PDF.
 * `dataHash` is SM3 over the bytes that the field covers. The same duties, refusals and log as `signWithSeal`.
 */
export function cmsWithSeal(ctx: Ctx, sealId: string, wish: UseWish): Promise<Buffer> {
  return used(ctx, sealId, wish, async (inner, _seal, { certificate, keyId, issuerId }) => {
    const chain = [(await getCertificate(inner, issuerId)).certificate];
    return encodeCms({ digest: wish.dataHash, signedAt: inner.now, signer: certificate, chain }, (bytes) => inner.keys.sign(keyId, bytes));
  });
}
