import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import type { Certificate, CertificateKind } from "./certificate.ts";
import type { Standing } from "./chain.ts";
import { readCertificate } from "./encoding.ts";
import { remembered } from "./remembered.ts";

/** A certificate of the city with where it belongs. */
export interface IssuedCertificate {
  certificateId: string;
  kind: CertificateKind;
  issuerId: string;
  /** USCC of the public body, when it is one's. */
  unit: string | null;
  keyId: string;
  serial: string;
  subject: string;
  issuedAt: Date;
  certificate: Certificate;
}

/** What happened to a certificate after it was issued. */
export interface Revocation {
  certificateId: string;
  kind: "revoked" | "held" | "released";
  reason: RevocationReason;
  explanation: string;
  happenedAt: Date;
  actorName: string;
}

/** Reasons and their codes (RFC 5280 §5.3.1). */
export const REASONS = {
  unspecified: { code: 0, name: "未说明" },
  "key-compromise": { code: 1, name: "私钥可能泄露" },
  "affiliation-changed": { code: 3, name: "所属单位变化" },
  superseded: { code: 4, name: "已换发" },
  "cessation-of-operation": { code: 5, name: "不再使用" },
  hold: { code: 6, name: "暂停使用" },
} as const;

export type RevocationReason = keyof typeof REASONS;

type Row = Omit<IssuedCertificate, "certificate"> & { der: Buffer };

const SELECT = `
  select certificate_id as "certificateId", kind, issuer_id as "issuerId", unit, key_id as "keyId", serial, subject, issued_at as "issuedAt", der
  from certificate.certificates`;

const certificates = remembered<Certificate>();

const opened = ({ der, ...row }: Row): IssuedCertificate => ({ ...row, certificate: certificates([der], () => readCertificate(der)) });

/** The certificate with an id; NotFound when there is none. */
export async function getCertificate(ctx: Ctx, certificateId: string): Promise<IssuedCertificate> {
  const row = isId(certificateId) ? await first<Row>(ctx.db, `${SELECT} where certificate_id = $1`, [certificateId]) : undefined;
  if (!row) throw notFound("证书");
  return opened(row);
}

/** The city's record of a certificate with these very bytes, or undefined: it is another's. */
export async function findByBytes(ctx: Ctx, der: Buffer): Promise<IssuedCertificate | undefined> {
  const row = await first<Row>(ctx.db, `${SELECT} where sha256(der) = sha256($1) and der = $1`, [der]);
  return row && opened(row);
}

/** The newest certificate of a kind that is valid by its dates, for a body or for the city. */
export async function findNewest(ctx: Ctx, kind: CertificateKind, unit: string | null): Promise<IssuedCertificate | undefined> {
  const row = await first<Row>(
    ctx.db,
    `${SELECT} where kind = $1 and unit is not distinct from $2 and valid_from <= $3 and valid_until > $3
       and not exists (select from certificate.revocations r where r.certificate_id = certificates.certificate_id and r.kind = 'revoked')
     order by issued_at desc, certificate_id desc limit 1`,
    [kind, unit, ctx.now],
  );
  return row && opened(row);
}

/** Roots and authorities: what chains are made of. Few, and read often. */
export async function listAuthorities(ctx: Ctx): Promise<IssuedCertificate[]> {
  return (await ctx.db.query<Row>(`${SELECT} where kind in ('root', 'authority') order by issued_at`, [])).map(opened);
}

/** Certificates for the console's list, newest first. */
export async function listCertificates(ctx: Ctx, { unit, kind }: { unit?: string; kind?: CertificateKind } = {}): Promise<IssuedCertificate[]> {
  const rows = await ctx.db.query<Row>(
    `${SELECT} where ($1::text is null or unit = $1) and ($2::text is null or kind = $2) order by issued_at desc limit 200`,
    [unit ?? null, kind ?? null],
  );
  return rows.map(opened);
}

/** Everything that happened to some certificates, in order. */
export async function listRevocations(ctx: Ctx, certificateIds: string[]): Promise<Revocation[]> {
  return ctx.db.query<Revocation>(
    `select certificate_id as "certificateId", kind, reason, explanation, happened_at as "happenedAt", actor_name as "actorName"
     from certificate.revocations where certificate_id = any ($1) order by happened_at, revocation_id`,
    [certificateIds],
  );
}

/** How a certificate stood at a time, from what happened to it. Pure. */
export function standingAt(history: readonly Revocation[], at: Date): Standing {
  const last = history.filter(({ happenedAt }) => happenedAt <= at).at(-1);
  if (!last || last.kind === "released") return { state: "good" };
  return { state: last.kind, since: last.happenedAt, reason: last.reason };
}
