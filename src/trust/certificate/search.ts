import { organisationNow, unitsInReach } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";
import type { CertificateKind } from "./certificate.ts";
import { getCertificate, type IssuedCertificate } from "./queries.ts";

/** How a certificate is now, by what happened to it and by its dates. */
export const STATES = { good: "有效", held: "暂停使用", revoked: "已吊销", expired: "已过期" } as const;

export type CertificateState = keyof typeof STATES;

/** A certificate as a list shows it. */
export interface CertificateRow {
  certificateId: string;
  kind: CertificateKind;
  issuerId: string;
  unit: string | null;
  serial: string;
  subject: string;
  validFrom: Date;
  validUntil: Date;
  state: CertificateState;
}

export interface CertificateFilter {
  /** Part of the subject's name, or the beginning of the serial number. */
  text?: string;
  kind?: CertificateKind;
  state?: CertificateState;
  /** Roots and authorities alone, or everything but them. */
  authorities?: boolean;
  /** From 1. */
  page?: number;
}

const SIZE = 40;
// Authorities are shown as one tree: a root, and one for each public body.
const ALL = 1000;

const LIST = `
  select * from (
    select c.certificate_id as "certificateId", c.kind, c.issuer_id as "issuerId", c.unit, c.serial, c.subject, c.valid_from as "validFrom",
      c.valid_until as "validUntil", c.issued_at as "issuedAt",
      case when l.kind = 'revoked' then 'revoked' when c.valid_until < $2 then 'expired' when l.kind = 'held' then 'held' else 'good' end as state
    from certificate.certificates c
    left join lateral (
      select r.kind from certificate.revocations r where r.certificate_id = c.certificate_id and r.happened_at <= $2
      order by r.happened_at desc, r.revocation_id desc limit 1) l on true
    where c.issued_at <= $2 and (c.unit is null or c.unit = any ($1) or c.kind = 'authority')) x
  where ($3::text is null or position($3 in subject) > 0 or starts_with(serial, lower($3))) and ($4::text is null or kind = $4)
    and ($5::text is null or state = $5) and ($6::boolean is null or (kind in ('root', 'authority')) = $6)
  order by "issuedAt" desc, "certificateId" desc limit $8 offset $7`;

/** The city's certificates, newest first, forty a page, roots and authorities by themselves all at once: roots and authorities are everybody's, the others those of bodies that the reader's duties reach. */
export async function searchCertificates(ctx: Ctx, filter: CertificateFilter = {}): Promise<{ rows: CertificateRow[]; more: boolean }> {
  const { text = null, kind = null, state = null, authorities = null, page = 1 } = filter;
  const units = unitsInReach(await organisationNow(ctx), ctx.actor, "seal.read");
  const size = authorities === true ? ALL : SIZE;
  const rows = await ctx.db.query<CertificateRow>(LIST, [units, ctx.now, text, kind, state, authorities, (page - 1) * size, size + 1]);
  return { rows: rows.slice(0, size), more: rows.length > size };
}

/** A certificate for who may read of it. Forbidden when it is another body's, NotFound when there is none. */
export async function viewCertificate(ctx: Ctx, certificateId: string): Promise<IssuedCertificate> {
  const found = await getCertificate(ctx, certificateId);
  const open = found.unit === null || found.kind === "authority";
  if (!open && !unitsInReach(await organisationNow(ctx), ctx.actor, "seal.read").includes(found.unit!)) throw forbidden("这张证书不归您管理。");
  return found;
}
