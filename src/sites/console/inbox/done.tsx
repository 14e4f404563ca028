import { kindsNow } from "#content/catalogue";
import { workOf, type Kind } from "#content/kind";
import { organisationNow } from "#people/duty";
import { listDoneByMe } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, formatDateTime, Table } from "#ui";
import { MatterNumber } from "../matter-number.tsx";
import { show } from "../show.tsx";
import { InboxTabs } from "./inbox-tabs.tsx";

function outcomeIn(kind: Kind | undefined, work: string, outcome: string): string {
  return (kind && workOf(kind, work)?.outcomes[outcome]?.word) ?? outcome;
}

/** What the actor finished lately, the last hundred. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [rows, organisation, kinds] = await Promise.all([listDoneByMe(ctx), organisationNow(ctx), kindsNow(ctx)]);
  return show(incoming, ctx, {
    title: "待办",
    body: (
      <>
        <InboxTabs at="done" />
        <Table
          caption="我办过的件"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title="您还没有办过件" icon="history">
              <p>办完一个环节以后，会在这里留下记录，最近的排在最前。</p>
            </EmptyState>
          }
          columns={[
            { title: "编号", cell: ({ number }) => <MatterNumber number={number} />, tight: true },
            { title: "事", cell: ({ matterId, title }) => <a href={`/console/matters/${matterId}`}>{title}</a>, names: true },
            { title: "环节", cell: ({ name }) => name, tight: true },
            { title: "我的结论", cell: ({ matterKind, kind, outcome }) => outcomeIn(kinds.get(matterKind)?.kind, kind, outcome), tight: true },
            { title: "办结时间", cell: ({ doneAt }) => formatDateTime(doneAt), tight: true },
            { title: "承办", cell: ({ unit }) => organisation.units.get(unit ?? "")?.shortName ?? unit, tight: true },
          ]}
        />
      </>
    ),
  });
}
