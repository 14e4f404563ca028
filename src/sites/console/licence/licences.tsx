import { searchLicences } from "#outcome/licence";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, formatDay, Pager, Table, TextField } from "#ui";
import { show } from "../show.tsx";
import { listAddress, searchedFor, searching } from "../searching.ts";
import { pageOf } from "../typed.ts";
import { LicenceStanding } from "./licence-state.tsx";

const PATH = "/console/licences";

export const post = searching("q");

/** Licences, newest first; people are named masked. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const text = searchedFor(ctx, incoming.query, "q");
  const page = pageOf(incoming.query);
  const { rows, more } = await searchLicences(ctx, { ...(text && { text }), page });
  return show(incoming, ctx, {
    title: "证照",
    body: (
      <>
        <FilterRow action={PATH} token={incoming.formToken} {...(text && { clear: PATH })}>
          <TextField name="q" label="证照编号或持证人" type="search" {...(text && { value: text })} />
        </FilterRow>
        <Table
          caption="证照"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title={text ? "没有找到证照" : "还没有证照"} icon="id-card">
              <p>{text ? "可以按编号的一部分或持证单位名称查；个人按遮盖后的姓名查。" : "制发以后会出现在这里。"}</p>
            </EmptyState>
          }
          columns={[
            { title: "编号", cell: ({ number }) => <span class="number">{number}</span>, tight: true },
            { title: "证照", cell: ({ licenceId, name }) => <a href={`${PATH}/${licenceId}`}>{name}</a>, names: true },
            { title: "持证人", cell: ({ holder }) => holder.label },
            { title: "状态", cell: ({ state }) => <LicenceStanding state={state} />, tight: true },
            { title: "发证机关", cell: ({ issuerName }) => issuerName },
            { title: "发证日期", cell: ({ issuedDay }) => formatDay(issuedDay), tight: true },
            { title: "有效期至", cell: ({ validUntil }) => (validUntil ? formatDay(validUntil) : "长期"), tight: true },
          ]}
        />
        {(more || page > 1) && <Pager page={page} pages={more ? page + 1 : page} href={(to) => listAddress(ctx, PATH, text, { page: to })} />}
      </>
    ),
  });
}
