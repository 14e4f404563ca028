import { CERTIFICATE_KINDS, getCertificate, listRevocations, type IssuedCertificate } from "#trust/certificate";
import type { Ctx } from "#kernel/ctx";
import type { ComponentChild } from "preact";
import { formatDay } from "#ui";
import { CertificateStanding, stateOf } from "./certificate-state.tsx";

const LONGEST = 8;

/** A certificate and those above it, the root first. */
export async function pathTo(ctx: Ctx, issued: IssuedCertificate): Promise<IssuedCertificate[]> {
  const path = [issued];
  while (path[0]!.issuerId !== path[0]!.certificateId && path.length < LONGEST) path.unshift(await getCertificate(ctx, path[0]!.issuerId));
  return path;
}

/** The way from the root down to a certificate, as a small tree; each a link but the one that is looked at. */
export async function chainOf(ctx: Ctx, issued: IssuedCertificate, linkLast = true) {
  const path = await pathTo(ctx, issued);
  const history = await listRevocations(
    ctx,
    path.map(({ certificateId }) => certificateId),
  );
  const leaf = (at: number): ComponentChild => {
    const each = path[at];
    if (!each) return undefined;
    const { certificateId, subject, kind, certificate } = each;
    const own = history.filter((one) => one.certificateId === certificateId);
    return (
      <ul class="chain">
        <li>
          <p>
            {linkLast || at < path.length - 1 ? <a href={`/console/certificates/${certificateId}`}>{subject}</a> : <strong>{subject}</strong>}{" "}
            <CertificateStanding state={stateOf(certificate, own, ctx.now)} />
          </p>
          <p class="hint">
            {CERTIFICATE_KINDS[kind].name}，{formatDay(certificate.validFrom)} 至 {formatDay(certificate.validUntil)}
          </p>
          {leaf(at + 1)}
        </li>
      </ul>
    );
  };
  return leaf(0);
}
