import { CERTIFICATE_KINDS, fingerprintOf, listRevocations, mayChange, nameLine, REASONS, viewCertificate, type Revocation } from "#trust/certificate";
import { organisationNow } from "#people/duty";
import { findSealOf } from "#trust/seal";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, formatDay, formatTime, LinkButton, Notice, ProgressLine, type LineAct } from "#ui";
import { show } from "../show.tsx";
import { CertificateStanding, stateOf } from "./certificate-state.tsx";
import { STEPS, type CertificateStep } from "./certificate-steps.ts";
import { chainOf } from "./chain.tsx";
import { CERTIFICATE_CRUMBS } from "./crumbs.ts";
import { ValidUntil } from "./seal-state.tsx";

const WHAT: Record<Revocation["kind"], { what: string; tone?: LineAct["tone"] }> = {
  held: { what: "暂停使用", tone: "waiting" },
  released: { what: "恢复使用" },
  revoked: { what: "吊销", tone: "bad" },
};

function acts(issuedAt: Date, history: readonly Revocation[]): LineAct[] {
  return [
    { what: "签发", at: issuedAt },
    ...history.map(({ kind, actorName, happenedAt, reason, explanation }) => ({
      ...WHAT[kind],
      by: actorName,
      at: happenedAt,
      note: <p>{kind === "revoked" ? `${REASONS[reason].name}：${explanation}` : explanation}</p>,
    })),
  ];
}

/** One certificate: what it says, who stands above it, what happened to it. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const issued = await viewCertificate(ctx, incoming.params["certificate"]!);
  const { certificateId, kind, unit, subject, serial, issuedAt, certificate } = issued;
  const [organisation, history, chain, changes, seal] = await Promise.all([
    organisationNow(ctx),
    listRevocations(ctx, [certificateId]),
    chainOf(ctx, issued, false),
    mayChange(ctx, issued),
    kind === "seal" ? findSealOf(ctx, certificateId) : undefined,
  ]);
  const state = stateOf(certificate, history, ctx.now);
  const at = `/console/certificates/${certificateId}`;
  // The certificate of a seal goes with its seal, so that no seal is set whose certificate is worth nothing.
  const open = changes && !seal ? (Object.keys(STEPS) as CertificateStep[]).filter((step) => (STEPS[step].from as readonly string[]).includes(state)) : [];
  const downloads = `/api/v1/certificates/${certificateId}`;
  return show(incoming, ctx, {
    title: subject,
    crumbs: CERTIFICATE_CRUMBS,
    facts: (
      <>
        <CertificateStanding state={state} />
        <span>{CERTIFICATE_KINDS[kind].name}</span>
        {unit && <span>{organisation.unitName(unit)}</span>}
      </>
    ),
    actions: open.map((step) => (
      <LinkButton href={`${at}/steps/${step}`} kind="secondary">
        {STEPS[step].label}
      </LinkButton>
    )),
    body: (
      <div class="stack">
        {seal && (
          <Notice title="这是一枚印章的证书">
            <p>
              它随印章冻结、解冻和注销。<a href={`/console/seals/${seal}`}>看这枚印章</a>
            </p>
          </Notice>
        )}
        <section class="sheet">
          <h2>证书</h2>
          <DefinitionList
            items={[
              { term: "主体", detail: nameLine(certificate.subject) },
              { term: "签发者", detail: nameLine(certificate.issuer) },
              { term: "序列号", detail: <span class="number">{serial}</span> },
              { term: "生效", detail: `${formatDay(certificate.validFrom)} ${formatTime(certificate.validFrom)}` },
              { term: "有效期至", detail: <ValidUntil until={certificate.validUntil} now={ctx.now} over={state === "revoked" || state === "expired"} /> },
              { term: "校验值（SM3）", detail: <span class="number">{fingerprintOf(certificate.der)}</span> },
              ...(certificate.extensions.hosts ? [{ term: "服务器", detail: certificate.extensions.hosts.join("、") }] : []),
              ...(kind === "root" || kind === "authority"
                ? [
                    {
                      term: "下载",
                      detail: (
                        <>
                          <a href={`${downloads}/file?format=pem`}>证书</a> <a href={`${downloads}/revocation-list?format=pem`}>吊销列表</a>
                        </>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </section>
        <section class="sheet">
          <h2>上级</h2>
          {chain}
        </section>
        <section class="sheet">
          <h2>经过</h2>
          <ProgressLine withYear acts={acts(issuedAt, history)} />
        </section>
      </div>
    ),
  });
}
