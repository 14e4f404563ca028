import { searchPayments, STATES } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, formatDay, Pager, Select, Table, TextField } from "#ui";
import { show } from "../show.tsx";
import { listAddress, searchedFor, searching } from "../searching.ts";
import { chosen, pageOf } from "../typed.ts";
import { amountWords, PaymentStanding } from "./payment-state.tsx";

const PATH = "/console/payments";

export const post = searching("q", ["state"]);

/** What is paid, in the actor's reach; people are named masked. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const text = searchedFor(ctx, incoming.query, "q");
  const state = chosen(incoming.query, "state");
  const page = pageOf(incoming.query);
  const { rows, more } = await searchPayments(ctx, { ...(text && { text }), ...(state && { state }), page });
  return show(incoming, ctx, {
    title: "待遇发放",
    body: (
      <>
        <FilterRow action={PATH} token={incoming.formToken} {...((text || state) && { clear: PATH })}>
          <TextField name="q" label="领取人（遮盖后的姓名）" type="search" {...(text && { value: text })} />
          <Select
            name="state"
            label="状态"
            options={[{ value: "", label: "全部" }, ...Object.entries(STATES).map(([value, label]) => ({ value, label }))]}
            value={state ?? ""}
          />
        </FilterRow>
        <Table
          caption="待遇发放"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title="没有待遇" icon="wallet">
              <p>您的职责范围内批准的给付会出现在这里。</p>
            </EmptyState>
          }
          columns={[
            { title: "待遇", cell: ({ grantId, name }) => <a href={`${PATH}/${grantId}`}>{name}</a>, names: true },
            { title: "领取人", cell: ({ beneficiary }) => beneficiary },
            { title: "状态", cell: ({ state: now }) => <PaymentStanding state={now} />, tight: true },
            { title: "金额", cell: amountWords, tight: true },
            { title: "起发", cell: ({ fromDay }) => formatDay(fromDay), tight: true },
            { title: "账户", cell: ({ accountTail, wantedTail }) => `尾号 ${accountTail}${wantedTail ? "，有换账户申请" : ""}`, tight: true },
          ]}
        />
        {(more || page > 1) && <Pager page={page} pages={more ? page + 1 : page} href={(to) => listAddress(ctx, PATH, text, { state, page: to })} />}
      </>
    ),
  });
}
