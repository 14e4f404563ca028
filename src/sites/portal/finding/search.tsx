import { noteMiss, searchItems } from "#content/search";
import type { Route } from "#kernel/http";
import { firstGraphemes } from "#values/graphemes";
import { EmptyState, LinkList, LinkTiles, SearchBox, Section } from "#ui";
import { formRows, itemRows } from "./item-rows.tsx";
import { publicItems, sortedOut } from "./public-items.ts";
import { show } from "../show.ts";
import { PLACEHOLDER, suggestionsOf } from "./suggestions.ts";
import { tilesFor } from "./themes.ts";

const LONGEST = 60;

/** Items for what somebody typed: their own words, a department, pinyin or its initials. */
export const searchRoute: Route = {
  method: "GET",
  path: "/search",
  who: "anyone",
  site: "portal",
  async handle(incoming, ctx) {
    const typed = firstGraphemes(String(incoming.query["q"] ?? "").trim(), LONGEST);
    const { guides: found, others } = await sortedOut(ctx, typed === "" ? [] : await searchItems(ctx, typed));
    const none = found.length === 0 && others.length === 0;
    if (none && typed !== "") await noteMiss(ctx, typed);
    const items = (await publicItems(ctx)).guides;
    const used = new Set(items.flatMap(({ themes }) => themes));
    return show(incoming, ctx, {
      title: typed === "" ? "搜索" : `“${typed}”的搜索结果`,
      crumbs: [{ href: "/", label: "首页" }],
      body: (
        <>
          <h1 class="hush">搜索办事事项</h1>
          <SearchBox action="/search" label="要办什么事？" value={typed} placeholder={PLACEHOLDER} suggestions={suggestionsOf(items)} />
          <div class="results">
            {found.length > 0 && (
              <Section title={`找到 ${found.length} 个事项`}>
                <LinkList rows={itemRows(found)} />
              </Section>
            )}
            {others.map(({ name, items: own }) => (
              <Section title={name}>
                <LinkList rows={formRows(own)} />
              </Section>
            ))}
            {none && typed !== "" && (
              <EmptyState title={`没有找到“${typed}”`} icon="search">
                <p>换一个说法试试，例如“开饭店”“老人补贴”，也可以打拼音首字母，例如“gljt”。</p>
                <p>
                  还是找不到，打 <a href="tel:12345">12345</a> 问，全天有人接听。
                </p>
              </EmptyState>
            )}
            {none && (
              <Section title="按一生的事找" aside={<a href="/items">全部事项</a>}>
                <LinkTiles tiles={await tilesFor(ctx, "person", used)} />
              </Section>
            )}
          </div>
        </>
      ),
    });
  },
};
