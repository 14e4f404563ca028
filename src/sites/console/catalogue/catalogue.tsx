import { listItems, listPacks } from "#content/catalogue";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, formatCount, formatDay, LinkButton, Pager, Select, State, Table, TextField } from "#ui";
import { show } from "../show.tsx";
import { addressOf, chosen, pageOf } from "../typed.ts";

const PATH = "/console/catalogue";
const SIZE = 40;
const KINDS = [
  { value: "online", label: "在线办理" },
  { value: "guide", label: "仅办事指南" },
];

/** What the city offers: packs as installed, every item with its version. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { query } = incoming;
  const [text, kind, page] = [chosen(query, "q"), chosen(query, "kind"), pageOf(query)];
  const [items, packs] = await Promise.all([listItems(ctx), listPacks(ctx)]);
  const matching = items.filter(
    (item) =>
      (kind === undefined || item.guideOnly === (kind === "guide")) &&
      (text === undefined || item.name.includes(text) || item.code.includes(text) || item.department.includes(text)),
  );
  const narrowed = text !== undefined || kind !== undefined;
  return show(incoming, ctx, {
    title: "事项",
    facts: (
      <>
        <span>{formatCount(items.length)} 个事项</span>
        <span>{formatCount(items.filter(({ guideOnly }) => !guideOnly).length)} 个可以在线办理</span>
      </>
    ),
    actions: (
      <LinkButton href={`${PATH}/import`} kind="secondary" icon="upload">
        导入事项清单
      </LinkButton>
    ),
    body: (
      <>
        <FilterRow action={PATH} {...(narrowed && { clear: PATH })}>
          <TextField name="q" label="名称、编码或部门" type="search" {...(text && { value: text })} />
          <Select name="kind" label="办理方式" empty="全部" options={KINDS} {...(kind && { value: kind })} />
        </FilterRow>
        <Table
          caption="事项"
          captionHidden
          stack
          rows={matching.slice((page - 1) * SIZE, page * SIZE)}
          empty={
            <EmptyState title="没有符合条件的事项" icon="list-checks">
              <p>换个条件试试，或者导入事项清单。</p>
            </EmptyState>
          }
          columns={[
            { title: "事项", cell: ({ itemId, name }) => <a href={`${PATH}/items/${encodeURIComponent(itemId)}`}>{name}</a>, names: true },
            { title: "部门", cell: ({ department }) => department },
            { title: "编码", cell: ({ code }) => <span class="number">{code}</span>, tight: true },
            {
              title: "办理方式",
              cell: ({ guideOnly }) => (guideOnly ? <State tone="draft">仅办事指南</State> : <State tone="good">在线办理</State>),
              tight: true,
            },
            { title: "版本", cell: ({ version }) => `第 ${version} 版`, align: "end", tight: true },
          ]}
        />
        {matching.length > 0 && (
          <Pager
            page={page}
            pages={Math.max(1, Math.ceil(matching.length / SIZE))}
            total={matching.length}
            href={(to) => addressOf(PATH, { q: text, kind, page: to })}
          />
        )}
        <section class="after">
          <Table
            caption="已安装的业务包"
            rows={packs}
            empty={<EmptyState title="还没有安装业务包" icon="layers" />}
            columns={[
              { title: "名称", cell: ({ name }) => name, names: true },
              { title: "标识", cell: ({ packId }) => packId, tight: true },
              { title: "版本", cell: ({ version }) => version, tight: true },
              {
                title: "校验值",
                cell: ({ hash }) => (
                  <span class="number" title={hash}>
                    {hash.slice(0, 12)}
                  </span>
                ),
                tight: true,
              },
              { title: "安装日期", cell: ({ installedAt }) => formatDay(installedAt), tight: true },
            ]}
          />
        </section>
      </>
    ),
  });
}
