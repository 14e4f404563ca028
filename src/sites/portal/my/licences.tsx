import { getLicence, LICENCE_STATES, listLicencesOf, SHOWN_FOR, showingCode, type Licence, type LicenceState } from "#base/licence";
import { renderLicence } from "#base/paper";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#kernel/errors";
import type { Incoming, Reply, Route } from "#kernel/http";
import { DefinitionList, EmptyState, formatDate, formatTime, LicenceCard, LicenceShelf, LinkButton, Notice, ShowCode, type Tone } from "#ui";
import { partyNumber } from "./party.ts";
import { show } from "../show.ts";
import { publicUrl } from "../site.ts";

const TONES: Record<LicenceState, Tone> = { valid: "good", suspended: "paused", withdrawn: "bad", cancelled: "closed", expired: "closed", replaced: "closed", revoked: "bad" };

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
      sealNote="演示"
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

/** A licence of the one who asks, or of whom they act for. */
async function ownLicence(ctx: Ctx, licenceId: string): Promise<Licence> {
  const [licence, party] = await Promise.all([getLicence(ctx, licenceId), partyNumber(ctx)]);
  if (licence.holder.number !== party.number) throw forbidden("这不是您的证照。替单位办事的，请先切换到该单位。");
  return licence;
}

async function walletPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const party = await partyNumber(ctx);
  const licences = await listLicencesOf(ctx, party.number);
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

async function licencePage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const licence = await ownLicence(ctx, incoming.params["licence"]!);
  const path = `/my/licences/${licence.licenceId}`;
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
          <LinkButton href={`${path}/paper`} icon="download" kind="secondary">
            下载 PDF
          </LinkButton>
        </div>
        <DefinitionList
          items={[
            { term: "电子证照标识", detail: <span class="long-code">{licence.identifier}</span> },
            { term: "发证机关", detail: licence.issuerName },
            { term: "怎样核验", detail: <>任何人都可以在<a href="/verify">证照核验</a>里输入证照编号，或者扫证上的码</> },
          ]}
        />
      </>
    ),
  });
}

async function showPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const licence = await ownLicence(ctx, incoming.params["licence"]!);
  const path = `/my/licences/${licence.licenceId}`;
  if (licence.state !== "valid") {
    return show(incoming, ctx, {
      title: "不能亮证",
      back: { href: path, label: "回到证照" },
      body: (
        <EmptyState title={`这本证照${LICENCE_STATES[licence.state].label}，不能出示`} icon="circle-x">
          <p>原因在证照页上写着。有疑问请打发证机关电话或 12345。</p>
        </EmptyState>
      ),
    });
  }
  const { code, until } = showingCode(ctx, licence.licenceId);
  return show(incoming, ctx, {
    title: `亮证：${licence.name}`,
    back: { href: path, label: "回到证照" },
    body: (
      <>
        <h1 class="hush">亮证</h1>
        <ShowCode text={publicUrl(`/verify?code=${code}`)} title={licence.name} holder={licence.holder.label} seconds={SHOWN_FOR} until={formatTime(until)} refresh={`${path}/show`} />
        <p class="hint show-hint">请对方用手机相机扫。码只能用 {SHOWN_FOR / 60} 分钟，截图过后没有用。</p>
      </>
    ),
  });
}

/** The wallet: licences with their real face, showing them, and their papers. */
export const licenceRoutes: Route[] = [
  { method: "GET", path: "/my/licences", who: "person", site: "portal", handle: walletPage },
  { method: "GET", path: "/my/licences/:licence", who: "person", site: "portal", handle: licencePage },
  { method: "GET", path: "/my/licences/:licence/show", who: "person", site: "portal", handle: showPage },
  {
    method: "GET",
    path: "/my/licences/:licence/paper",
    who: "person",
    site: "portal",
    async handle({ params }, ctx) {
      const licence = await ownLicence(ctx, params["licence"]!);
      const { name, number, identifier, face, issuerName, issuedDay, validFrom, validUntil } = licence;
      const content = await renderLicence({ name, number, identifier, fields: face, issuer: issuerName, issuedOn: issuedDay, validFrom, validUntil, verifyUrl: publicUrl(`/verify?code=${encodeURIComponent(identifier)}`), sealNote: "演示" });
      return { kind: "bytes", content, type: "application/pdf", name: `${name} ${number}.pdf`, inline: true };
    },
  },
];
