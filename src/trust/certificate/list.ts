import {
  asExplicit,
  asInt,
  asOctets,
  asOid,
  asSeq,
  asTime,
  decode,
  explicit,
  implicit,
  int,
  isContext,
  malformed,
  octets,
  oid,
  seq,
  validityTime,
  TAGS,
} from "#crypto/der";
import type { Ctx } from "#kernel/ctx";
import { first, one, transaction } from "#kernel/db";
import { readName, type Name } from "./name.ts";
import type { Certificate } from "./certificate.ts";
import { signedBy } from "./chain.ts";
import { keyIdentifier, readSigned, signatureAlgorithm, signed } from "./encoding.ts";
import { readReason, reasonExtension } from "./extension.ts";
import { getCertificate, listAuthorities, REASONS, type RevocationReason } from "./queries.ts";

/** A revocation list (CRL, version 2) as it was read. */
export interface RevocationList {
  issuer: Name;
  issuerBytes: Buffer;
  number: number;
  issuedAt: Date;
  nextAt: Date;
  entries: { serial: string; since: Date; reason: number }[];
  tbs: Buffer;
  signature: Buffer;
}

const HOURS = 24;

const REVOKED = `
  select distinct on (c.certificate_id) c.serial, r.kind, r.reason, r.happened_at as "happenedAt"
  from certificate.certificates c join certificate.revocations r using (certificate_id)
  where c.issuer_id = $1 and r.happened_at <= $2
  order by c.certificate_id, r.happened_at desc, r.revocation_id desc`;

/** Makes and keeps the next revocation list of an issuer (GB/T 20518 §5.3): whoever is revoked or on hold now. Good for a day. */
export async function issueRevocationList(ctx: Ctx, issuerId: string): Promise<Buffer> {
  return transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 13))", [issuerId]);
    const { certificate, keyId } = await getCertificate(inner, issuerId);
    const rows = await inner.db.query<{ serial: string; kind: string; reason: RevocationReason; happenedAt: Date }>(REVOKED, [issuerId, inner.now]);
    const { number } = await one<{ number: number }>(
      inner.db,
      "select coalesce(max(number), 0)::int + 1 as number from certificate.lists where issuer_id = $1",
      [issuerId],
    );
    const issuedAt = new Date(Math.floor(inner.now.getTime() / 1000) * 1000);
    const nextAt = new Date(issuedAt.getTime() + HOURS * 3_600_000);
    const entries = rows
      .filter(({ kind }) => kind !== "released")
      .map(({ serial, reason, happenedAt }) => seq(int(BigInt(`0x${serial}`)), validityTime(happenedAt), reasonExtension(REASONS[reason].code)));
    const tbs = seq(
      int(1),
      signatureAlgorithm(),
      certificate.subjectBytes,
      validityTime(issuedAt),
      validityTime(nextAt),
      entries.length > 0 ? seq(...entries) : undefined,
      explicit(
        0,
        seq(seq(oid("2.5.29.35"), octets(seq(implicit(0, octets(keyIdentifier(certificate.publicKey)))))), seq(oid("2.5.29.20"), octets(int(number)))),
      ),
    );
    const der = signed(tbs, await inner.keys.sign(keyId, tbs));
    await inner.db.query("insert into certificate.lists (issuer_id, number, der, issued_at, next_at) values ($1, $2, $3, $4, $5)", [
      issuerId,
      number,
      der,
      issuedAt,
      nextAt,
    ]);
    return der;
  });
}

/** The next revocation list of the root and of every authority, so that there is always one that is not a day old. */
export async function issueLists(ctx: Ctx): Promise<void> {
  for (const { certificateId } of await listAuthorities(ctx)) await issueRevocationList(ctx, certificateId);
}

/** The newest revocation list of an issuer as it stood at a time, or undefined: history is kept. */
export async function findRevocationList(ctx: Ctx, issuerId: string, at: Date): Promise<Buffer | undefined> {
  const row = await first<{ der: Buffer }>(ctx.db, "select der from certificate.lists where issuer_id = $1 and issued_at <= $2 order by number desc limit 1", [
    issuerId,
    at,
  ]);
  return row?.der;
}

/** Reads a revocation list; refused (`DER`) when it is none of version 2 signed by SM2. */
export function readRevocationList(der: Uint8Array): RevocationList {
  const { tbs, signature } = readSigned(der);
  const [version, , issuer, issuedAt, nextAt, ...rest] = asSeq(tbs, 5, 7);
  if (asInt(version) !== 1n) throw malformed("不是第二版吊销列表");
  const entries = rest.find(({ tag }) => tag === TAGS.sequence);
  const extensions = rest.find((part) => isContext(part, 0));
  const number = (extensions ? asSeq(asExplicit(extensions, 0)) : []).map((each) => asSeq(each, 2, 3)).find(([id]) => asOid(id) === "2.5.29.20");
  return {
    issuer: readName(issuer),
    issuerBytes: issuer!.bytes,
    number: number ? Number(asInt(decode(asOctets(number.at(-1))))) : 0,
    issuedAt: asTime(issuedAt),
    nextAt: asTime(nextAt),
    entries: (entries ? asSeq(entries) : []).map((entry) => {
      const [serial, since, extra] = asSeq(entry, 2, 3);
      return { serial: asInt(serial).toString(16), since: asTime(since), reason: readReason(extra) };
    }),
    tbs: tbs.bytes,
    signature,
  };
}

/** Whether a revocation list is of this issuer and signed by it. */
export function listHolds(list: RevocationList, issuer: Certificate): boolean {
  const { usage } = issuer.extensions;
  return list.issuerBytes.equals(issuer.subjectBytes) && (usage === undefined || usage.includes("cRLSign")) && signedBy(list, issuer);
}
