import { organisationNow } from "#people/duty";
import { system, type Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict } from "#values/errors";
import { issueCertificate, type CertificateWish } from "./issuance.ts";
import type { CertificateKind } from "./certificate.ts";
import { findNewest, type IssuedCertificate } from "./queries.ts";

// An authority is made when it is first needed. Two who need it at once wait for each other, so that there is one.
async function foundOrMade(ctx: Ctx, wish: CertificateWish, issuer: (inner: Ctx) => Promise<IssuedCertificate | undefined>): Promise<IssuedCertificate> {
  const found = await findNewest(ctx, wish.kind, wish.unit);
  if (found) return found;
  return transaction({ ...ctx, actor: system("证书") }, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended($1, 11))", [`${wish.kind} ${wish.unit}`]);
    return (await findNewest(inner, wish.kind, wish.unit)) ?? issueCertificate(inner, wish, await issuer(inner));
  });
}

async function cityName(ctx: Ctx): Promise<string> {
  const { areas } = await organisationNow(ctx);
  return [...areas.values()].find(({ parent }) => parent === null)?.name ?? "本市";
}

/** The city's root certificate; made at the first use. */
export async function rootAuthority(ctx: Ctx): Promise<IssuedCertificate> {
  const city = await cityName(ctx);
  const subject = { country: "CN", city, organisation: `${city}电子政务`, commonName: `${city}电子政务根证书` };
  return foundOrMade(ctx, { kind: "root", unit: null, subject }, () => Promise.resolve(undefined));
}

/** The authority of a public body, below the root; made at the first use. Refused (`NO_BODY`) for a unit without credit code. */
export async function authorityOf(ctx: Ctx, unit: string): Promise<IssuedCertificate> {
  const city = await cityName(ctx);
  const body = (await organisationNow(ctx)).bodyOf(unit);
  if (!body) throw conflict("NO_BODY", "这个单位没有统一社会信用代码，不能签发证书。");
  const subject = { country: "CN", city, organisation: body.name, unit: body.unit, commonName: `${body.name}证书机构` };
  return foundOrMade(ctx, { kind: "authority", unit: body.unit, subject }, rootAuthority);
}

const CITY_OWN = { maker: "电子印章制章中心", "time-stamp": "时间戳服务" } as const satisfies Partial<Record<CertificateKind, string>>;

/** The city's own certificate to make seals or to stamp the time, right below the root; made at the first use. */
export async function cityCertificate(ctx: Ctx, kind: keyof typeof CITY_OWN): Promise<IssuedCertificate> {
  const city = await cityName(ctx);
  const subject = { country: "CN", city, organisation: `${city}电子政务`, commonName: `${city}${CITY_OWN[kind]}` };
  return foundOrMade(ctx, { kind, unit: null, subject }, rootAuthority);
}

/** Issues a certificate below the authority of a body, e.g. of a seal or a server. */
export async function issueBelow(ctx: Ctx, unit: string, wish: Omit<CertificateWish, "unit">): Promise<IssuedCertificate> {
  const issuer = await authorityOf(ctx, unit);
  return issueCertificate(ctx, { ...wish, unit: issuer.unit }, issuer);
}
