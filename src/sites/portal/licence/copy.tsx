import { organisationNow } from "#people/duty";
import { COPY_STATES, listCopyUses, verifyAddress, type CopyStanding, type CopyUse } from "#outcome/licence";
import { sealingBody } from "#outcome/licence-file";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply, Route } from "#kernel/http";
import { ButtonRow, DefinitionList, formatDateTime, LinkButton, Notice, QrCode, Section } from "#ui";
import { show } from "../show.ts";
import { CopyStandingWord, lastDay, purposeOf } from "./copy-words.tsx";
import { ownCopy } from "./own-copy.ts";

const WHY_NOT: Record<Exclude<CopyStanding["state"], "valid">, string> = {
  revoked: "别人再核验，会看到它已经收回。",
  expired: "别人再核验，会看到它已经过期。还要用，请再做一份。",
  licence: "别人再核验，会看到证照现在没有效力。原因在证照页上写着。",
};

function Uses({ uses, unitName }: { uses: CopyUse[]; unitName: (unit: string) => string }) {
  if (uses.length === 0) return <p class="hint">还没有人看过。</p>;
  return (
    <ul class="link-list looks">
      {uses.map(({ at, by, unit, matterId, standing }) => (
        <li>
          <div>
            <p>
              <strong>{unit ? `${unitName(unit)} ${by}` : by}</strong>
            </p>
            <p>当时：{COPY_STATES[standing]}</p>
            <p class="hint small">
              {formatDateTime(at)}
              {matterId && (
                <>
                  {" · "}
                  <a href={`/my/matters/${matterId}`}>看这件事</a>
                </>
              )}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

async function copyPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const standing = await ownCopy(incoming, ctx);
  const { copy, licence, state } = standing;
  const [uses, organisation, body] = await Promise.all([listCopyUses(ctx, copy), organisationNow(ctx), sealingBody(ctx, licence)]);
  const at = `/my/licences/${licence.licenceId}/copies/${copy.copyId}`;
  return show(incoming, ctx, {
    title: `${licence.name}加注件`,
    back: { href: `/my/licences/${licence.licenceId}`, label: `回到${licence.name}` },
    body: (
      <>
        <h1>{licence.name}加注件</h1>
        <p class="tags">
          <CopyStandingWord state={state} />
        </p>
        {state !== "valid" && (
          <Notice kind="wrong" title={COPY_STATES[state]}>
            <p>{WHY_NOT[state]}</p>
          </Notice>
        )}
        <DefinitionList
          items={[
            { term: "用途", detail: purposeOf(standing) },
            { term: "给谁用", detail: copy.recipient },
            { term: "有效期至", detail: lastDay(copy.untilDay) },
            { term: "加注件编号", detail: <span class="long-code">{copy.number}</span> },
            { term: "做的时间", detail: formatDateTime(copy.madeAt) },
            ...(copy.revoked ? [{ term: "收回的时间", detail: `${formatDateTime(copy.revoked.at)}，${copy.revoked.reason}` }] : []),
          ]}
        />
        {state === "valid" && (
          <Section title={copy.matterId ? "文件" : "给对方"}>
            {!copy.matterId && (
              <section class="show-code" aria-label="加注件的核验码">
                <p class="show-code-title">请对方扫这个码核验</p>
                <QrCode text={verifyAddress(ctx, copy.number)} label="加注件的核验码" />
              </section>
            )}
            {!body && <p class="hint">这本证照由{licence.issuerName}颁发，不是本市单位颁发的，没有盖章的文件，只能扫码核验。</p>}
            <div class="form-foot">
              <ButtonRow>
                {body && (
                  <>
                    <LinkButton href={`${at}/pdf`} icon="download">
                      下载 PDF
                    </LinkButton>
                    <LinkButton href={`${at}/ofd`} icon="download" kind="secondary">
                      下载 OFD
                    </LinkButton>
                  </>
                )}
                {!copy.matterId && (
                  <LinkButton href={`${at}/revocation`} kind="quiet">
                    收回这份加注件
                  </LinkButton>
                )}
              </ButtonRow>
            </div>
          </Section>
        )}
        {copy.matterId && (
          <p>
            这份加注件是您提交申请时生成的，只用在<a href={`/my/matters/${copy.matterId}`}>这件事</a>里。
          </p>
        )}
        <Section title="谁看过这份加注件">
          <Uses uses={uses} unitName={organisation.unitName} />
        </Section>
      </>
    ),
  });
}

export const copyRoute: Route = { method: "GET", path: "/my/licences/:licence/copies/:copy", who: "person", site: "portal", handle: copyPage };
