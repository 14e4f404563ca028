import { getItem, listVersions } from "#content/catalogue";
import { getDraft, listPublications } from "#content/draft";
import { countRunning } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { formatCount, formatDateTime, Table } from "#ui";
import { show } from "../show.tsx";
import { addressOfPart, CRUMBS, FlowTabs } from "./flow-tabs.tsx";

/** The versions of an item's flow: when, by whom, why, how many matters run on each. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  await getDraft(ctx, itemId);
  const [{ definition, version: present }, versions, publications, running] = await Promise.all([
    getItem(ctx, itemId),
    listVersions(ctx, itemId),
    listPublications(ctx, itemId),
    countRunning(ctx, itemId),
  ]);
  const at = addressOfPart(itemId);
  const rows = versions.map((each) => ({
    ...each,
    reason: publications.find(({ version }) => version === each.version)?.reason ?? (each.version === 1 ? "随业务包安装" : "业务包更新"),
    running: running.find(({ version }) => version === each.version)?.running ?? 0,
  }));
  return show(incoming, ctx, {
    title: definition.item.name,
    crumbs: CRUMBS,
    facts: <span>现在用第 {present} 版</span>,
    body: (
      <>
        <FlowTabs itemId={itemId} current="versions" rules={definition.rules !== undefined} />
        <Table
          caption="版本"
          captionHidden
          stack
          rows={rows}
          columns={[
            { title: "版本", cell: ({ version }) => `第 ${version} 版`, names: true },
            { title: "发布时间", cell: ({ publishedAt }) => formatDateTime(publishedAt), tight: true },
            { title: "发布人", cell: ({ publishedBy }) => publishedBy, tight: true },
            { title: "为什么", cell: ({ reason }) => reason },
            { title: "正在办理", cell: (row) => `${formatCount(row.running)} 件`, align: "end", tight: true },
            {
              title: "查看",
              cell: ({ version }) => (
                <>
                  {version > 1 && <a href={`${at}/difference?from=${version - 1}&to=${version}`}>与上一版对比</a>}{" "}
                  <a href={`${at}/figures?version=${version}`}>热力图</a> <a href={`${at}/file?version=${version}`}>下载</a>
                </>
              ),
            },
          ]}
        />
      </>
    ),
  });
}
