import { mayAt, organisationNow } from "#people/duty";
import { getLicence, maskedFace, type Licence } from "#outcome/licence";
import { OF_LICENCES } from "#matter/subject";
import { sealingBody } from "#outcome/licence-file";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, formatDate, formatDay, LinkButton, Notice, type Crumb } from "#ui";
import { aboutSection } from "../register/about.tsx";
import { show } from "../show.tsx";
import { LicenceStanding } from "./licence-state.tsx";

/** The way back to the list. */
export const CRUMBS: Crumb[] = [{ href: "/console/licences", label: "证照" }];

/** What may be done with a licence now, by who issued it. */
async function actsOn(ctx: Ctx, licence: Licence): Promise<{ href: string; label: string }[]> {
  const organisation = await organisationNow(ctx);
  const unit = organisation.units.get(licence.issuer);
  const may = (permission: string): boolean => unit !== undefined && mayAt(organisation, ctx.actor, permission, { unit: unit.unit, area: unit.area });
  const at = `/console/licences/${licence.licenceId}`;
  return [
    ...(licence.state === "valid" && may("licence.suspend") ? [{ href: `${at}/suspension`, label: "暂扣" }] : []),
    ...(licence.state === "suspended" && may("licence.suspend") ? [{ href: `${at}/suspension`, label: "解除暂扣" }] : []),
    ...(["valid", "suspended", "expired"].includes(licence.state) && may("licence.cancel") ? [{ href: `${at}/cancellation`, label: "注销、撤销或吊销" }] : []),
  ];
}

/** One licence, its holder masked. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const licence = await getLicence(ctx, incoming.params["licence"]!);
  const [acts, body] = await Promise.all([actsOn(ctx, licence), sealingBody(ctx, licence)]);
  const face = maskedFace(licence);
  const masked = face.some(({ value }, index) => value !== licence.face[index]!.value);
  return show(incoming, ctx, {
    title: `${licence.name} · ${licence.holder.label}`,
    crumbs: CRUMBS,
    facts: (
      <>
        <LicenceStanding state={licence.state} />
        <span class="number">{licence.number}</span>
        <span>{licence.issuerName}</span>
        {licence.matterId && <a href={`/console/matters/${licence.matterId}`}>发证的那一件</a>}
      </>
    ),
    actions: acts.map(({ href, label }) => (
      <LinkButton href={href} kind="secondary">
        {label}
      </LinkButton>
    )),
    body: (
      <>
        {licence.why && (
          <Notice kind={licence.state === "suspended" ? "info" : "wrong"} title={`${formatDate(licence.why.day, { year: true })}起不能使用`}>
            <p>
              {licence.why.reason}
              {licence.why.basis && `（${licence.why.basis}）`}
            </p>
          </Notice>
        )}
        <section class="sheet">
          <h2>照面</h2>
          <DefinitionList items={face.map(({ label, value }) => ({ term: label, detail: value || "—" }))} />
          {masked && (
            <p>
              <a href={`/console/licences/${licence.licenceId}/unmask`}>查看完整照面</a>
            </p>
          )}
        </section>
        <section class="sheet">
          <h2>原件</h2>
          {body && licence.state === "valid" && (
            <p>
              盖有发证机关电子印章：
              <a href={`/console/licences/${licence.licenceId}/originals/ofd`}>OFD</a>、<a href={`/console/licences/${licence.licenceId}/originals/pdf`}>PDF</a>
            </p>
          )}
          {body && licence.state !== "valid" && <p class="hint">证照现在没有效力，不再提供原件。</p>}
          {!body && <p class="hint">由{licence.issuerName}颁发，不是本市单位颁发的，这里没有盖章的原件。</p>}
        </section>
        <section class="sheet">
          <h2>登记</h2>
          <DefinitionList
            items={[
              { term: "电子证照标识", detail: <span class="number">{licence.identifier}</span> },
              { term: "发证日期", detail: formatDay(licence.issuedDay) },
              { term: "有效期", detail: licence.validUntil ? `${formatDay(licence.validFrom)} 至 ${formatDay(licence.validUntil)}` : "长期" },
            ]}
          />
        </section>
        {await aboutSection(ctx, OF_LICENCES, ctx.personal.index(licence.number))}
      </>
    ),
  });
}
