import type { ItemEntry } from "#content/catalogue";
import { notFound } from "#values/errors";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply, Route } from "#kernel/http";
import { EmptyState, LinkList, LinkTiles, SearchBox, Section } from "#ui";
import { departmentTiles } from "./home.tsx";
import { formRows, itemRows, ItemPager, onlineFirst, PAGE_SIZE, pageAsked } from "./item-rows.tsx";
import { show } from "../show.ts";
import { publicItems, type OfKind } from "./public-items.ts";
import { findTheme, tilesFor, type Theme } from "./themes.ts";

function listPage(
  incoming: Incoming,
  ctx: Ctx,
  {
    title,
    lead,
    items,
    base,
    crumbs = [],
    others = [],
  }: { title: string; lead?: string; items: readonly ItemEntry[]; base: string; crumbs?: { href: string; label: string }[]; others?: readonly OfKind[] },
): Reply {
  const { page, pages } = pageAsked(incoming.query["page"], items.length);
  const shown = onlineFirst(items).slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return show(incoming, ctx, {
    title,
    crumbs: [{ href: "/", label: "首页" }, ...crumbs],
    body: (
      <>
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
        {page === 1 &&
          others.map(({ kind, name, items: own }) => (
            <section id={kind}>
              <h2>{name}</h2>
              <LinkList rows={formRows(own)} />
            </section>
          ))}
        {others.length > 0 && items.length > 0 && page === 1 && <h2>办事指南</h2>}
        {items.length === 0 && others.length === 0 ? (
          <EmptyState title="这里还没有事项">
            <p>
              可以<a href="/items">看全部事项</a>，或者打 <a href="tel:12345">12345</a> 问。
            </p>
          </EmptyState>
        ) : (
          <LinkList rows={itemRows(shown)} />
        )}
        {items.length > 0 && <ItemPager base={base} page={page} pages={pages} total={items.length} />}
      </>
    ),
  });
}

function audiencePage(audience: Theme["audience"], path: string, title: string): Route {
  return {
    method: "GET",
    path,
    who: "anyone",
    site: "portal",
    async handle(incoming, ctx) {
      const { guides } = await publicItems(ctx);
      const items = guides.filter((item) => item.audience.includes(audience));
      const used = new Set(items.flatMap(({ themes }) => themes));
      const online = items.filter((item) => !item.guideOnly);
      return show(incoming, ctx, {
        title,
        width: "wide",
        crumbs: [{ href: "/", label: "首页" }],
        body: (
          <div class="home">
            <div class="stack">
              <h1>{title}</h1>
              <SearchBox action="/search" label="要办什么事？" />
            </div>
            <Section title="按主题找">
              <LinkTiles tiles={await tilesFor(ctx, audience, used)} />
            </Section>
            {online.length > 0 && (
              <Section title="网上就能办" aside={<a href="/items">全部 {items.length} 个事项</a>}>
                <LinkList rows={itemRows(online)} />
              </Section>
            )}
          </div>
        ),
      });
    },
  };
}

/** Lists of items: by theme, by department, all of them. */
export const itemListRoutes: Route[] = [
  audiencePage("person", "/personal", "个人办事"),
  audiencePage("organisation", "/business", "企业办事"),
  {
    method: "GET",
    path: "/themes/:theme",
    who: "anyone",
    site: "portal",
    async handle(incoming, ctx) {
      const theme = await findTheme(ctx, incoming.params["theme"]!);
      if (!theme) throw notFound("主题");
      const items = (await publicItems(ctx)).guides.filter((item) => item.themes.includes(theme.id));
      const above = theme.audience === "person" ? { href: "/personal", label: "个人办事" } : { href: "/business", label: "企业办事" };
      return listPage(incoming, ctx, { title: theme.label, lead: theme.hint, items, base: `/themes/${theme.id}`, crumbs: [above] });
    },
  },
  {
    method: "GET",
    path: "/departments",
    who: "anyone",
    site: "portal",
    async handle(incoming, ctx) {
      const departments = await departmentTiles(ctx);
      return show(incoming, ctx, {
        title: "按部门找",
        width: "wide",
        crumbs: [{ href: "/", label: "首页" }],
        body: (
          <>
            <h1>按部门找</h1>
            <LinkTiles
              tiles={departments.map(({ name, count, online }) => ({
                href: `/departments/${encodeURIComponent(name)}`,
                label: name,
                hint: online > 0 ? `${count} 个事项，${online} 个网上可办` : `${count} 个事项`,
              }))}
            />
          </>
        ),
      });
    },
  },
  {
    method: "GET",
    path: "/departments/:department",
    who: "anyone",
    site: "portal",
    async handle(incoming, ctx) {
      const name = incoming.params["department"]!;
      const found = await publicItems(ctx);
      const items = found.guides.filter((item) => item.department === name);
      const others = found.others
        .map((each) => ({ ...each, items: each.items.filter((item) => item.department === name) }))
        .filter((each) => each.items.length > 0);
      if (items.length === 0 && others.length === 0) throw notFound("部门");
      return listPage(incoming, ctx, {
        title: name,
        items,
        others,
        base: `/departments/${encodeURIComponent(name)}`,
        crumbs: [{ href: "/departments", label: "按部门找" }],
      });
    },
  },
  {
    method: "GET",
    path: "/items",
    who: "anyone",
    site: "portal",
    async handle(incoming, ctx) {
      const { guides, others } = await publicItems(ctx);
      return listPage(incoming, ctx, { title: "全部事项", items: guides, others, base: "/items" });
    },
  },
];
