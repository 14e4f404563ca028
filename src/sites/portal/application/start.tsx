import { getItem } from "#content/catalogue";
import { actsIn, agencyHolds, listAgenciesOfPerson } from "#people/identity";
import { listDraftsOf } from "#matter/party";
import { startDraft } from "#matter/intake";
import { isOnline, materialsFor, situationsFor, stopOf } from "#content/pack";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, ButtonRow, DefinitionList, Form, formatFee, LinkButton, LinkList, Notice, Section } from "#ui";
import { situationAsked } from "../guide/situation.tsx";
import { limitWords, situationQuery } from "../guide/words.ts";
import { holdings } from "../my/party.ts";
import { show } from "../show.ts";

/** What stands in the way of the one who is signed in, and the way round it. */
async function Obstacle({ ctx, audience, itemId, back }: { ctx: Ctx; audience: string[]; itemId: string; back: string }) {
  const kind = ctx.actor.onBehalf ? "organisation" : "person";
  if (audience.includes(kind) && actsIn(ctx.actor, itemId)) return undefined;
  if (audience.includes(kind)) {
    return (
      <Notice kind="waiting" title="您得到的授权不包括这个事项">
        <p>请{ctx.actor.onBehalf!.name}的法定代表人办理，或者请他在授权里加上这个事项。</p>
      </Notice>
    );
  }
  const firms = kind === "person" ? (await listAgenciesOfPerson(ctx, ctx.actor.id)).filter((agency) => agencyHolds(agency, dayOf(ctx.now), itemId)) : [];
  return (
    <Notice kind="waiting" title={kind === "person" ? "这个事项要以单位的名义申请" : "这个事项只能由个人申请"}>
      <p>
        {kind === "person"
          ? firms.length > 0
            ? `您可以替${firms.map(({ organisationName }) => organisationName).join("、")}办。切换以后回到这里接着办。`
            : "您现在没有可以代办的单位。请单位的法定代表人在“为谁办事”里给您授权。"
          : "您现在以单位的名义办事，请先换回本人。"}
      </p>
      <p>
        <LinkButton href={`/agency?back=${encodeURIComponent(back)}`}>{kind === "person" ? "去切换单位" : "换回本人"}</LinkButton>
      </p>
    </Notice>
  );
}

/** Before the first question: for whom, what it takes, what to have at hand. */
async function startPage(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const version = await getItem(ctx, incoming.params["item"]!);
  const { item } = version.definition;
  const guide = `/items/${encodeURIComponent(item.id)}`;
  if (!isOnline(version.definition)) return redirect(guide);
  const answers = situationAsked(item, incoming.query);
  if (stopOf(item, answers)) return redirect(`${guide}?${situationQuery(item.situations, answers)}`);
  const obstacle = await Obstacle({ ctx, audience: item.audience, itemId: item.id, back: incoming.url });
  const bring = materialsFor(item, answers, await holdings(ctx, item.id)).filter(({ bring: needed }) => needed);
  const known = situationsFor(item, answers).every(({ id }) => id in answers);
  const drafts = await listDraftsOf(ctx, item.id);
  return show(incoming, ctx, {
    title: `申请${item.name}`,
    back: { href: guide, label: "回到办事指南" },
    body: (
      <>
        <h1>申请{item.name}</h1>
        {obstacle}
        {drafts.length > 0 && !obstacle && (
          <Section title="您有没填完的申请">
            <LinkList
              rows={drafts
                .slice(0, 3)
                .map((row) => ({ href: `/my/matters/${row.matterId}/apply`, title: `接着填：${row.title}`, state: { tone: "draft" as const, word: "草稿" } }))}
            />
          </Section>
        )}
        {!obstacle && (
          <>
            <DefinitionList
              items={[
                {
                  term: "以谁的名义",
                  detail: (
                    <>
                      {ctx.actor.onBehalf?.name ?? ctx.actor.name} <a href={`/agency?back=${encodeURIComponent(incoming.url)}`}>换一个</a>
                    </>
                  ),
                },
                ...(item.limits ? [{ term: "要多久", detail: `开始办理后 ${limitWords(item.limits.promised)}内办完` }] : []),
                ...(item.fee ? [{ term: "多少钱", detail: formatFee(item.fee.amount) }] : []),
                { term: known ? "要您准备" : "可能要您准备", detail: bring.length === 0 ? "什么都不用带" : bring.map(({ name }) => name).join("；") },
              ]}
            />
            <p>每填一步都会保存，可以分几次填。身份、营业执照等市里已有的信息会替您填好，您核对就行。</p>
            <Form action={`${guide}/applications`} token={incoming.formToken}>
              {[...new URLSearchParams(situationQuery(item.situations, answers))].map(([name, value]) => (
                <input type="hidden" name={name} value={value} />
              ))}
              <div class="form-foot">
                <ButtonRow>
                  {drafts[0] && <LinkButton href={`/my/matters/${drafts[0].matterId}/apply/start`}>接着填上次的</LinkButton>}
                  <Button kind={drafts.length > 0 ? "secondary" : "primary"}>{drafts.length > 0 ? "重新开始一份" : "开始填写"}</Button>
                  <LinkButton kind="quiet" href={guide}>
                    再看看指南
                  </LinkButton>
                </ButtonRow>
              </div>
            </Form>
          </>
        )}
      </>
    ),
  });
}

/** From a guide into an application. */
export const startRoutes: Route[] = [
  { method: "GET", path: "/items/:item/apply", who: "person", site: "portal", handle: startPage },
  {
    // Where somebody lands who had to sign in again after pressing the button.
    method: "GET",
    path: "/items/:item/applications",
    who: "anyone",
    site: "portal",
    handle: ({ params }) => redirect(`/items/${encodeURIComponent(params["item"]!)}/apply`),
  },
  {
    method: "POST",
    path: "/items/:item/applications",
    who: "person",
    site: "portal",
    async handle({ params, body }, ctx) {
      const { item } = (await getItem(ctx, params["item"]!)).definition;
      const situation = situationAsked(item, body);
      const matterId = await startDraft(ctx, { itemId: item.id, situation });
      return redirect(`/my/matters/${matterId}/apply/start`);
    },
  },
];
