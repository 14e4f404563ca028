import { departedThings } from "#matter/payment";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, formatDay, Table } from "#ui";
import { show } from "../show.tsx";

/** 待核查: what is paid or licensed to somebody who is there no more, says a register. A thing leaves the list when it is ended, or left with a reason. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const rows = await departedThings(ctx);
  return show(incoming, ctx, {
    title: "待核查",
    body: (
      <>
        <p class="hint">信息库显示当事人已经去世、注销或者解散，但还在领的待遇、还有效的证照。先核实，再停发、注销；核实后仍应保留的，写明理由。</p>
        <Table
          caption="待核查"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title="没有要核查的" icon="circle-check">
              <p>信息库有变化时，这里会列出来。</p>
            </EmptyState>
          }
          columns={[
            { title: "待遇或证照", cell: ({ href, name }) => <a href={href}>{name}</a>, names: true },
            { title: "当事人", cell: ({ holder }) => holder },
            { title: "信息库", cell: ({ register, status }) => `${register}：${status}` },
            { title: "发现日期", cell: ({ noticedDay }) => formatDay(noticedDay), tight: true },
            { title: "现在", cell: ({ standing }) => standing, tight: true },
            {
              title: "核实后保留",
              cell: ({ departureId, thingId, kept }) => (kept ? <a href={`/console/departures/${departureId}/${thingId}`}>写明理由</a> : "—"),
              tight: true,
            },
          ]}
        />
      </>
    ),
  });
}
