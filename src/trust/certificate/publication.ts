import { sm3 } from "#crypto/crypto";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import { findRevocationList, issueRevocationList, readRevocationList } from "./list.ts";
import { listAuthorities, type IssuedCertificate } from "./queries.ts";

/** The root or authority with an id or with the identifier of its key (hex), as a certificate below it names it. NotFound when it is none of them. */
export async function findAuthority(ctx: Ctx, idOrKey: string): Promise<IssuedCertificate> {
  const wanted = idOrKey.toLowerCase();
  const found = (await listAuthorities(ctx)).find(
    ({ certificateId, certificate }) => certificateId === wanted || certificate.extensions.subjectKey?.toString("hex") === wanted,
  );
  if (!found) throw notFound("证书机构");
  return found;
}

/** The revocation list of a root or authority that counts now: the newest, or one made at once when that is a day old or none is there. */
export async function revocationListNow(ctx: Ctx, issuerId: string): Promise<Buffer> {
  const found = await findRevocationList(ctx, issuerId, ctx.now);
  return found && readRevocationList(found).nextAt > ctx.now ? found : issueRevocationList(ctx, issuerId);
}

/** SM3 over a certificate, to compare by eye: "A1B2 C3D4 …". */
export function fingerprintOf(der: Uint8Array): string {
  return sm3(der).toString("hex").toUpperCase().match(/.{4}/g)!.join(" ");
}

/** DER as text (RFC 7468). */
export function pemOf(label: "CERTIFICATE" | "X509 CRL", der: Buffer): string {
  return `-----BEGIN ${label}-----\n${der.toString("base64").replace(/.{64}(?=.)/g, "$&\n")}\n-----END ${label}-----\n`;
}

/** A name for a file: "云州市电子政务根证书 2026-01-04". */
export function fileName({ subject, issuedAt }: Pick<IssuedCertificate, "subject" | "issuedAt">): string {
  return `${subject.replace(/[\\/:*?"<>|\s]/g, "")} ${dayOf(issuedAt)}`;
}
