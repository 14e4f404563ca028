import { grants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import { newId } from "#values/ids";
import { KINDS, type CertificateKind, type Extensions, type KeyUsage } from "./certificate.ts";
import { encodeStatement, keyIdentifier, readCertificate, signed } from "./encoding.ts";
import { encodeName, type Name } from "./name.ts";
import type { IssuedCertificate } from "./queries.ts";

/** What a certificate is wanted for. */
export interface CertificateWish {
  kind: CertificateKind;
  subject: Name;
  /** USCC of the body; null for the city's own. */
  unit: string | null;
  hosts?: string[];
}

/** What who keeps seals may have issued, held and revoked for their bodies. */
export const BY_KEEPERS: ReadonlySet<CertificateKind> = new Set(["seal", "server"]);

const INSERT = `
  insert into certificate.certificates (certificate_id, kind, serial, issuer_id, unit, subject, key_id, der, valid_from, valid_until, issued_at, issued_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

// 120 random bits under a leading 01: positive, never the same, never guessed (GB/T 20518 §5.2.3.2 allows 20 bytes).
function newSerial(ctx: Ctx): bigint {
  return BigInt(`0x01${ctx.keys.random(15).toString("hex")}`);
}

function extensionsOf(ctx: Ctx, { kind, hosts }: CertificateWish, publicKey: Buffer, issuer: IssuedCertificate | undefined): Extensions {
  const { usage, purpose }: { usage: readonly KeyUsage[]; purpose?: string } = KINDS[kind];
  const authority = kind === "root" ? { ca: true } : kind === "authority" ? { ca: true, pathLength: 0 } : { ca: false };
  // Where the revocation list of the issuer lies (cRLDistributionPoints).
  const list = issuer && `${ctx.publicUrl}/api/v1/certificates/${issuer.certificateId}/revocation-list`;
  return {
    authority,
    usage,
    ...(purpose && { purposes: [purpose] }),
    subjectKey: keyIdentifier(publicKey),
    issuerKey: keyIdentifier(issuer?.certificate.publicKey ?? publicKey),
    ...(hosts && { hosts }),
    ...(list && { lists: [list] }),
  };
}

/**
 * Makes a key and has its certificate issued: by `issuer`, or by itself when there is none. Never valid beyond its issuer.
 * The private key stays with crypto/keys. Forbidden to all but the platform and,
 * for seals and servers, who keeps seals.
 */
export async function issueCertificate(ctx: Ctx, wish: CertificateWish, issuer: IssuedCertificate | undefined): Promise<IssuedCertificate> {
  // Whom the city trusts is the platform's business; who keeps seals has certificates issued for them.
  if (ctx.actor.kind !== "system" && !(BY_KEEPERS.has(wish.kind) && issuer && grants(ctx.actor, "seal.manage"))) throw forbidden();
  const certificateId = newId();
  const keyId = `certificate-${certificateId}`;
  const { publicKey } = await ctx.keys.make(keyId, "signature", "sm");
  const validFrom = new Date(Math.floor(ctx.now.getTime() / 1000) * 1000);
  const wanted = new Date(validFrom);
  wanted.setUTCFullYear(wanted.getUTCFullYear() + KINDS[wish.kind].years);
  const limit = issuer?.certificate.validUntil ?? wanted;
  const serial = newSerial(ctx);
  const statement = encodeStatement({
    serial,
    issuer: issuer?.certificate.subjectBytes ?? encodeName(wish.subject),
    subject: wish.subject,
    validFrom,
    validUntil: wanted < limit ? wanted : limit,
    publicKey: publicKey!,
    extensions: extensionsOf(ctx, wish, publicKey!, issuer),
  });
  const der = signed(statement, await ctx.keys.sign(issuer?.keyId ?? keyId, statement));
  const certificate = readCertificate(der);
  const subject = wish.subject.commonName ?? "";
  const issuerId = issuer?.certificateId ?? certificateId;
  await ctx.db.query(INSERT, [
    certificateId,
    wish.kind,
    certificate.serial,
    issuerId,
    wish.unit,
    subject,
    keyId,
    der,
    certificate.validFrom,
    certificate.validUntil,
    ctx.now,
    ctx.actor.id,
  ]);
  return { certificateId, kind: wish.kind, issuerId, unit: wish.unit, keyId, serial: certificate.serial, subject, issuedAt: ctx.now, certificate };
}
