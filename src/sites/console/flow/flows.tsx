import { listItems, listVersions } from "#content/catalogue";
import { listDrafts } from "#content/draft";
import { countRunning } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, formatCount, formatDateTime, State, Table } from "#ui";
import { show } from "../show.tsx";
import { addressOfPart } from "./flow-tabs.tsx";

/** Every item with a flow: its version, how many matters run on which, its draft. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [items, drafts] = await Promise.all([listItems(ctx), listDrafts(ctx)]);
  const rows = await Promise.all(
    items
      .filter(({ guideOnly }) => !guideOnly)
      .map(async (item) => {
        const [running, versions] = await Promise.all([countRunning(ctx, item.itemId), listVersions(ctx, item.itemId)]);
        return { ...item, running, changed: versions[0], draft: drafts.find(({ itemId }) => itemId === item.itemId) };
      }),
  );
  return show(incoming, ctx, {
    title: "流程",
    facts: (
      <>
        <span>{formatCount(rows.length)} 个事项有流程</span>
        <span>{formatCount(rows.filter(({ draft }) => draft).length)} 个正在修改</span>
      </>
    ),
    body: (
      <Table
        caption="流程"
        captionHidden
        stack
        rows={rows}
        empty={
          <EmptyState title="还没有流程" icon="layers">
            <p>安装业务包以后，可以在线办理的事项会出现在这里。</p>
          </EmptyState>
        }
        columns={[
          { title: "事项", cell: ({ itemId, name }) => <a href={addressOfPart(itemId)}>{name}</a>, names: true },
          { title: "部门", cell: ({ department }) => department },
          { title: "版本", cell: ({ itemId, version }) => <a href={addressOfPart(itemId, "versions")}>第 {version} 版</a>, tight: true },
          { title: "正在办理", cell: ({ running, version }) => <Running running={running} version={version} /> },
          { title: "上次发布", cell: ({ changed }) => (changed ? `${formatDateTime(changed.publishedAt)} ${changed.publishedBy}` : ""), tight: true },
          {
            title: "草稿",
            cell: ({ draft }) => (draft ? <State tone="draft">{draft.savedBy}正在修改</State> : <span class="hint">没有</span>),
            tight: true,
          },
        ]}
      />
    ),
  });
}

/** "12 件" where all run on the present version, else each version by itself. */
function Running({ running, version }: { running: { version: number; running: number }[]; version: number }) {
  if (running.length === 0) return <span class="hint">没有</span>;
  if (running.length === 1 && running[0]!.version === version) return <>{formatCount(running[0]!.running)} 件</>;
  return <>{running.map((each) => `第 ${each.version} 版 ${formatCount(each.running)} 件`).join("，")}</>;
}
