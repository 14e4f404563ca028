import { keptWords, stateOf, statesIn, yearsKept } from "#content/kind";
import { listExpired } from "#matter/lists";
import { organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { DefinitionList, EmptyState, formatDate, Notice, Pager, Table } from "#ui";
import { MatterNumber } from "../matter-number.tsx";
import { show } from "../show.tsx";
import { addressOf, pageOf } from "../typed.ts";
import { listedKind } from "./reach.ts";

/** How long matters of a kind are kept, by how they ended, and those that need not be kept any longer: for the archive to judge. Nothing is destroyed here. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { kind } = await listedKind(ctx, incoming.params["kind"]!);
  const page = pageOf(incoming.query);
  const [{ rows, more }, organisation] = await Promise.all([listExpired(ctx, kind.id, page), organisationNow(ctx)]);
  const at = `/console/kinds/${kind.id}`;
  const states = statesIn(kind, "closed");
  return show(incoming, ctx, {
    title: `${kind.name}的保管期限`,
    at,
    crumbs: [{ href: at, label: kind.name }],
    body: (
      <>
        <section class="sheet">
          <h2>保管多久</h2>
          <DefinitionList items={states.map((state) => ({ term: stateOf(kind, state).word, detail: keptWords(yearsKept(kind, state)) }))} />
          <p class="hint">从办结那一天起算，由件类规定。件按它开始时的那一版。</p>
        </section>
        <section class="sheet">
          <h2>保管期满的</h2>
          <Notice title="这里只列出，不销毁">
            <p>销毁以前由档案部门鉴定，经批准才能销毁；还有用的可以继续保管。平台自己什么也不删除。</p>
          </Notice>
          <Table
            caption={`保管期满的${kind.name}`}
            captionHidden
            stack
            rows={rows}
            empty={
              <EmptyState title="没有保管期满的" icon="files">
                <p>办结的件都还在保管期里，或者永久保管。</p>
              </EmptyState>
            }
            columns={[
              { title: "事", cell: ({ matterId, title }) => <a href={`/console/matters/${matterId}`}>{title}</a>, names: true },
              { title: "编号", cell: ({ number }) => <MatterNumber number={number} />, tight: true },
              { title: "结果", cell: ({ state }) => stateOf(kind, state).word },
              { title: "承办", cell: ({ unit }) => organisation.unitName(unit) },
              { title: "办结", cell: ({ closedAt }) => formatDate(closedAt, { year: true }), tight: true },
              { title: "保管到", cell: ({ until }) => formatDate(until, { year: true }), tight: true },
            ]}
          />
          {(more || page > 1) && <Pager page={page} pages={more ? page + 1 : page} href={(next) => addressOf(`${at}/keeping`, { page: next })} />}
        </section>
      </>
    ),
  });
}
