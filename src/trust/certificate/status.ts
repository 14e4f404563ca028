import { createHash } from "node:crypto";
import { canonical } from "#kernel/trace";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput } from "#values/errors";
import { verifySignature } from "#crypto/keys";
import { checkChain, type ChainQuestion, type ChainReport, type Standing } from "./chain.ts";
import type { Certificate, KeyUsage } from "./certificate.ts";
import { readCertificate } from "./encoding.ts";
import { getCertificate, listAuthorities, listRevocations, standingAt } from "./queries.ts";

/** How a certificate stood at a time, as its issuer says it: what OCSP answers (RFC 6960), in plain JSON. */
export interface StatusAnswer {
  issuer: string;
  serial: string;
  state: Standing["state"];
  since: string | null;
  reason: string | null;
  /** The moment that was asked for. */
  at: string;
  produced_at: string;
}

/** A status answer with the signature of the issuer over its canonical JSON. */
export interface SignedStatus {
  answer: StatusAnswer;
  /** DER of the issuer's certificate, base64. */
  signer: string;
  /** r ‖ s, base64. */
  signature: string;
}

/**
 * Answers how the certificate with a serial number (hex, in either case, with or without zeros before it) of an issuer stood at a time that has
 * come, signed by the issuer. NotFound for an unknown issuer; refused (`STATUS`) for a time to come and for what is no serial number.
 */
export async function answerStatus(ctx: Ctx, issuerId: string, number: string, at: Date): Promise<SignedStatus> {
  if (!/^[0-9a-f]{1,40}$/i.test(number)) throw badInput("STATUS", "请填写证书的序列号，只有 0 至 9 和 a 至 f。", { serial: "请填写序列号。" });
  if (at > ctx.now) throw badInput("STATUS", "只能问现在和过去的状态，以后的还没有发生。", { at: "请填写已经到了的时间。" });
  const serial = BigInt(`0x${number}`).toString(16);
  const { certificate, keyId } = await getCertificate(ctx, issuerId);
  const row = await first<{ certificateId: string; issuedAt: Date }>(
    ctx.db,
    `select certificate_id as "certificateId", issued_at as "issuedAt" from certificate.certificates where issuer_id = $1 and serial = $2`,
    [issuerId, serial],
  );
  const standing: Standing = row && row.issuedAt <= at ? standingAt(await listRevocations(ctx, [row.certificateId]), at) : { state: "unknown" };
  const answer: StatusAnswer = {
    issuer: issuerId,
    serial,
    state: standing.state,
    since: standing.since?.toISOString() ?? null,
    reason: standing.reason ?? null,
    at: at.toISOString(),
    produced_at: ctx.now.toISOString(),
  };
  const signature = await ctx.keys.sign(keyId, Buffer.from(canonical(answer)));
  return { answer, signer: certificate.der.toString("base64"), signature: signature.toString("base64") };
}

/** Whether a status answer was signed by who it names, and that is this issuer. */
export function statusHolds({ answer, signer, signature }: SignedStatus, issuer: Certificate): boolean {
  const named = Buffer.from(signer, "base64");
  return named.equals(issuer.der) && verifySignature("SM2", issuer.publicKey, Buffer.from(canonical(answer)), Buffer.from(signature, "base64"));
}

const hashOf = (der: Uint8Array): string => createHash("sha256").update(der).digest("hex");

// Which of the city's certificates a path is made of, and what happened to them: one look at the database for a whole judgement.
async function standings(ctx: Ctx, at: Date, ders: Buffer[]): Promise<NonNullable<ChainQuestion["standing"]>> {
  const rows = await ctx.db.query<{ certificateId: string; hash: string }>(
    `select certificate_id as "certificateId", encode(sha256(der), 'hex') as hash from certificate.certificates
     where sha256(der) = any (select decode(h, 'hex') from unnest($1::text[]) h)`,
    [ders.map(hashOf)],
  );
  const own = new Map(rows.map(({ certificateId, hash }) => [hash, certificateId]));
  const history = Map.groupBy(await listRevocations(ctx, [...own.values()]), ({ certificateId }) => certificateId);
  return ({ der }) => {
    const certificateId = own.get(hashOf(der));
    return certificateId ? standingAt(history.get(certificateId) ?? [], at) : { state: "unknown" };
  };
}

/**
 * Judges any certificate at a time with what the city knows: its roots are trusted, its records of revocation count. `others` are certificates that came
 * along, which may complete a path but are trusted for nothing.
 */
export async function judgeCertificate(
  ctx: Ctx,
  der: Buffer,
  { at, usage, purpose, others = [] }: { at: Date; usage?: readonly KeyUsage[]; purpose?: string; others?: readonly Certificate[] },
): Promise<ChainReport> {
  const known = await listAuthorities(ctx);
  const of = (kind: string): Certificate[] => known.filter((each) => each.kind === kind).map(({ certificate }) => certificate);
  const intermediates = [...of("authority"), ...others];
  const standing = await standings(ctx, at, [der, ...intermediates.map((each) => each.der)]);
  return checkChain(readCertificate(der), intermediates, { at, anchors: of("root"), standing, ...(usage && { usage }), ...(purpose && { purpose }) });
}
