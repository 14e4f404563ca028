import { LICENCE_STATES, listCopies, listWallet, type CopyStanding, type Licence, type LicenceState } from "#outcome/licence";
import { sealingBody } from "#outcome/licence-file";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply, Route } from "#kernel/http";
import { DefinitionList, EmptyState, formatDate, LicenceCard, LicenceShelf, LinkButton, Notice, Section, type Tone } from "#ui";
import { CopyStandingWord, lastDay, purposeOf } from "../licence/copy-words.tsx";
import { ownLicence, partyNumber } from "./party.ts";
import { show } from "../show.ts";

const TONES: Record<LicenceState, Tone> = {
  valid: "good",
  suspended: "paused",
  withdrawn: "bad",
  cancelled: "closed",
  expired: "closed",
  replaced: "closed",
  revoked: "bad",
};

const year = (day: string): string => formatDate(day, { year: true });

function Card({ licence, link, actions }: { licence: Licence; link?: boolean; actions?: boolean }) {
  const { licenceId, name, number, face, issuerName, issuedDay, validUntil, state } = licence;
  const path = `/my/licences/${licenceId}`;
  return (
    <LicenceCard
      type={name}
      number={number}
      fields={face.map(({ label, value }) => ({ term: label, detail: value }))}
      issuer={issuerName}
      issuedOn={year(issuedDay)}
      validUntil={validUntil ? year(validUntil) : "长期"}
      state={{ tone: TONES[state], word: LICENCE_STATES[state].label }}
      {...(link && { href: path })}
      {...(actions &&
        state === "valid" && {
          actions: (
            <LinkButton href={`${path}/show`} icon="qr-code" small>
              亮证
            </LinkButton>
          ),
        })}
    />
  );
}

async function walletPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const party = await partyNumber(ctx);
  const licences = await listWallet(ctx, party.number);
  const sorted = [...licences.filter(({ state }) => state === "valid"), ...licences.filter(({ state }) => state !== "valid")];
  return show(incoming, ctx, {
    title: "我的证照",
    width: "wide",
    body: (
      <>
        <h1>我的证照</h1>
        <p class="lead">{party.kind === "organisation" ? `${party.name}的电子证照。` : ""}和纸质证照一样有效。要给别人看，点“亮证”。</p>
        {sorted.length === 0 ? (
          <EmptyState title="还没有电子证照" icon="wallet">
            <p>在网上办好的证照会自动放进来。企业的证照要先切换到单位再看。</p>
            <LinkButton href="/agency?back=/my/licences" kind="secondary">
              切换身份
            </LinkButton>
          </EmptyState>
        ) : (
          <LicenceShelf>
            {sorted.map((licence) => (
              <Card licence={licence} link actions />
            ))}
          </LicenceShelf>
        )}
      </>
    ),
  });
}

function Copies({ licence, copies }: { licence: Licence; copies: CopyStanding[] }) {
  const path = `/my/licences/${licence.licenceId}/copies`;
  return (
    <Section title="加注件">
      <p class="hint">要把证照交给别人，请给加注件：上面写着只能用来做什么、用到哪天，随时可以收回。</p>
      {copies.length > 0 && (
        <ul class="link-list">
          {copies.map((standing) => (
            <li>
              <div>
                <p>
                  <a href={`${path}/${standing.copy.copyId}`}>{purposeOf(standing)}</a>
                </p>
                <p class="hint small">
                  {standing.copy.recipient}，有效期至{lastDay(standing.copy.untilDay)}
                </p>
              </div>
              <CopyStandingWord state={standing.state} />
            </li>
          ))}
        </ul>
      )}
      {licence.state === "valid" && (
        <div class="form-foot">
          <LinkButton href={path} kind="secondary">
            做一份加注件
          </LinkButton>
        </div>
      )}
    </Section>
  );
}

async function licencePage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const licence = await ownLicence(ctx, incoming.params["licence"]!);
  const path = `/my/licences/${licence.licenceId}`;
  const [copies, body] = await Promise.all([listCopies(ctx, licence), sealingBody(ctx, licence)]);
  return show(incoming, ctx, {
    title: licence.name,
    back: { href: "/my/licences", label: "我的证照" },
    body: (
      <>
        <h1 class="hush">{licence.name}</h1>
        {licence.why && (
          <Notice kind="wrong" title={LICENCE_STATES[licence.state].label}>
            <p>
              {year(licence.why.day)}，{licence.why.reason}
              {licence.why.basis && `（${licence.why.basis}）`}
            </p>
          </Notice>
        )}
        <Card licence={licence} />
        <div class="button-row">
          {licence.state === "valid" && (
            <LinkButton href={`${path}/show`} icon="qr-code">
              亮证
            </LinkButton>
          )}
          {licence.state === "valid" && body && (
            <>
              <LinkButton href={`${path}/pdf`} icon="download" kind="secondary">
                下载 PDF
              </LinkButton>
              <LinkButton href={`${path}/ofd`} icon="download" kind="secondary">
                下载 OFD
              </LinkButton>
            </>
          )}
        </div>
        <Copies licence={licence} copies={copies} />
        <DefinitionList
          items={[
            { term: "电子证照标识", detail: <span class="long-code">{licence.identifier}</span> },
            { term: "发证机关", detail: licence.issuerName },
            {
              term: "原件",
              detail: body
                ? "OFD 和 PDF 都盖了发证机关的电子印章，和纸质证照一样有效"
                : `由${licence.issuerName}颁发，不是本市单位颁发的，这里没有盖章的原件，要原件请找发证机关`,
            },
            {
              term: "怎样核验",
              detail: (
                <>
                  任何人都可以在<a href="/verify">证照核验</a>里输入证照编号，或者扫证上的码
                </>
              ),
            },
          ]}
        />
      </>
    ),
  });
}

/** The wallet: licences with their real face. */
export const licenceRoutes: Route[] = [
  { method: "GET", path: "/my/licences", who: "person", site: "portal", handle: walletPage },
  { method: "GET", path: "/my/licences/:licence", who: "person", site: "portal", handle: licencePage },
];
