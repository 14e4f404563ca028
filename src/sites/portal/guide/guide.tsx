import { getItem, kindsNow, type ItemVersion, codesNow, itemWords, typeWord } from "#content/catalogue";
import { isOnline, materialsFor, stopOf, type Substitute, type Item } from "#content/pack";
import { registersNow } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import { page, type Reply, type Route } from "#kernel/http";
import { Disclosure, GuideLayout, Section, formatFee } from "#ui";
import { BasisList, Head, Materials, Places, Side, Times } from "./parts.tsx";
import { plainItemPage } from "./plain-item.tsx";
import { situationAsked, SituationForm } from "./situation.tsx";
import { situationQuery } from "./words.ts";
import { holdings } from "../my/party.ts";
import { htmlOf, type Shown } from "../show.ts";
import { themesNow, type Theme } from "../finding/themes.ts";

type Answers = Record<string, unknown>;

const CACHED_AT_MOST = 400;
/** Stands in a kept page where each visitor's own form token goes. */
const TOKEN_PLACE = "token-of-the-visitor";

/** What things of a guide are called: registers by id, its type, its first theme. */
interface Called {
  register: (id: string) => string;
  type: string;
  theme: Theme | undefined;
}

async function calledIn(ctx: Ctx, { type, themes }: Item): Promise<Called> {
  const [registers, all, lists] = await Promise.all([registersNow(ctx), themesNow(ctx), codesNow(ctx)]);
  const [theme] = themes.flatMap((id) => all.find((each) => each.id === id) ?? []);
  return { register: (id) => registers.get(id)?.name ?? "政务库", type: typeWord(itemWords(lists), type), theme };
}

function guideOf(
  { itemId, definition }: ItemVersion,
  answers: Answers,
  has: ((substitute: Substitute) => boolean) | undefined,
  { register: names, type, theme }: Called,
): Shown {
  const { item } = definition;
  const online = isOnline(definition);
  const action = `/items/${encodeURIComponent(itemId)}`;
  const query = situationQuery(item.situations, answers);
  const stop = stopOf(item, answers);
  const materials = materialsFor(item, answers, has);
  const above = theme
    ? { href: `/themes/${theme.id}`, label: theme.label }
    : { href: `/departments/${encodeURIComponent(item.department)}`, label: item.department };
  const bare = item.materials.length === 0 && item.conditions.length === 0;
  return {
    title: item.name,
    width: "wide",
    crumbs: [{ href: "/", label: "首页" }, above],
    body: (
      <GuideLayout
        head={<Head item={item} online={online} type={type} />}
        side={<Side item={item} online={online && !stop} apply={`${action}/apply${query ? `?${query}` : ""}`} />}
      >
        {bare && (
          <Section title="怎么办">
            <p>这个事项由{item.department}办理，还没有开通网上申请。材料和条件请先打咨询电话问清楚再出门，免得白跑。</p>
          </Section>
        )}
        {item.conditions.length > 0 && (
          <Section title="能不能办">
            <p>同时符合下面几条就可以申请：</p>
            <ul class="ticks">
              {item.conditions.map((condition) => (
                <li>{condition}</li>
              ))}
            </ul>
          </Section>
        )}
        {item.materials.length > 0 && (
          <section id="materials">
            <h2>要带什么</h2>
            {item.situations.length > 0 && <SituationForm item={item} answers={answers} action={action} />}
            <Materials materials={materials} stop={stop} asked={query !== ""} names={names} />
          </section>
        )}
        {item.limits && (
          <Section title="要多久">
            <Times limits={item.limits} />
          </Section>
        )}
        {item.fee && (
          <Section title="多少钱">
            <p>
              <strong>{formatFee(item.fee.amount)}</strong>
            </p>
            <p class="hint">{item.fee.basis}</p>
          </Section>
        )}
        {item.outcome && (
          <Section title="办完得到什么">
            <p>{item.outcome.licence ? `${item.outcome.name}。电子证照当天放进“我的证照”，和纸质的一样有效。` : `${item.outcome.name}。`}</p>
          </Section>
        )}
        {item.places.length > 0 && (
          <Section title="去哪里">
            <p>{online ? "网上就能办。想当面办，带上材料到这里：" : "带上材料到这里："}</p>
            <Places places={item.places} />
          </Section>
        )}
        {item.questions.length > 0 && (
          <Section title="常问的问题">
            {item.questions.map(({ q, a }) => (
              <Disclosure summary={q}>
                <p>{a}</p>
              </Disclosure>
            ))}
          </Section>
        )}
        {item.appeal && (
          <Section title="结果不满意怎么办">
            <p>{item.appeal.review}</p>
            <p>{item.appeal.court}</p>
            {item.complaint && <p class="hint">投诉电话 {item.complaint}</p>}
          </Section>
        )}
        {item.basis.length > 0 && (
          <Section title="凭什么">
            <BasisList basis={item.basis} />
          </Section>
        )}
        <p class="hint small item-code">
          事项编码 <span class="long-code">{item.code}</span>
        </p>
      </GuideLayout>
    ),
  };
}

/** Drawn pages by version and address, as the bytes between the places of the token. */
function keptPages(ctx: Ctx): Promise<Map<string, Buffer[]>> {
  return ctx.memory.recall("portal.guides", async () => new Map(), "forever");
}

function withToken(parts: readonly Buffer[], token: string): Reply {
  const own = Buffer.from(token);
  const content = Buffer.concat(parts.flatMap((part, i) => (i === 0 ? [part] : [own, part])));
  return { kind: "bytes", content, type: "text/html; charset=utf-8" };
}

/** A page everybody sees alike is drawn once for each version and choice; only the token differs. */
function drawnOnce(ctx: Ctx, kept: Map<string, Buffer[]>, version: ItemVersion, answers: Answers, called: Called): Buffer[] {
  const query = situationQuery(version.definition.item.situations, answers);
  const url = `/items/${encodeURIComponent(version.itemId)}${query ? `?${query}` : ""}`;
  const key = `${version.version} ${url}`;
  const known = kept.get(key);
  if (known) return known;
  const html = htmlOf({ url, mode: { elder: false, theme: "" }, cookies: {}, formToken: TOKEN_PLACE }, ctx, guideOf(version, answers, undefined, called));
  const parts = html.split(TOKEN_PLACE).map((part) => Buffer.from(part));
  if (kept.size >= CACHED_AT_MOST) kept.delete(kept.keys().next().value!);
  kept.set(key, parts);
  return parts;
}

/** What an item is: may I, what do I bring, how long, how much, where. */
export const guideRoute: Route = {
  method: "GET",
  path: "/items/:item",
  who: "anyone",
  site: "portal",
  async handle(incoming, ctx) {
    const version = await getItem(ctx, incoming.params["item"]!);
    const kind = (await kindsNow(ctx)).get(version.definition.item.kind)?.kind;
    if (kind && !kind.guide) return plainItemPage(incoming, ctx, version, kind);
    const plain = ctx.actor.kind === "anonymous" && !incoming.mode.elder && incoming.mode.theme === "" && incoming.cookies["yw_contrast"] === undefined;
    const kept = await keptPages(ctx);
    const drawn = plain ? kept.get(`${version.version} ${incoming.url}`) : undefined;
    if (drawn) return withToken(drawn, incoming.formToken);
    const answers = situationAsked(version.definition.item, incoming.query);
    const called = await calledIn(ctx, version.definition.item);
    if (plain) return withToken(drawnOnce(ctx, kept, version, answers, called), incoming.formToken);
    const has = ctx.actor.kind === "person" && isOnline(version.definition) ? await holdings(ctx, version.definition.item.id) : undefined;
    return page(htmlOf(incoming, ctx, guideOf(version, answers, has, called)));
  },
};
