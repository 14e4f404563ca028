import { getItem, getItemVersion, listVersions } from "#content/catalogue";
import type { Marks } from "#process/diagram";
import { getDraft } from "#content/draft";
import { stepFigures, type StepFigure } from "#matter/lists";
import { compile } from "#process/bpmn";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, formatCount, Select, Table } from "#ui";
import { show } from "../show.tsx";
import { flowDrawing } from "./flow-drawing.tsx";
import { addressOfPart, CRUMBS, FlowTabs } from "./flow-tabs.tsx";

const days = (count: number): string => (count === 0 ? "当天" : `${count} 个工作日`);

/** Degrees by the time steps take, the slowest the hottest; what was never worked on has none. */
export function heatOf(figures: readonly StepFigure[]): Marks {
  const most = Math.max(1, ...figures.map(({ median }) => median));
  const degree = ({ median }: StepFigure): 1 | 2 | 3 | 4 => (Math.min(4, 1 + Math.floor((median / most) * 3.999)) || 1) as 1 | 2 | 3 | 4;
  return {
    heat: Object.fromEntries(figures.map((figure) => [figure.node, degree(figure)])),
    notes: Object.fromEntries(figures.map(({ node, done, waiting, median }) => [node, `${done + waiting} 件 · ${days(median)}`])),
  };
}

/** Where time goes: how often each step was done in real matters and how long it took, on the drawing and as a table. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  await getDraft(ctx, itemId);
  const [present, versions] = await Promise.all([getItem(ctx, itemId), listVersions(ctx, itemId)]);
  const asked = versions.find(({ version }) => String(version) === incoming.query["version"])?.version ?? present.version;
  const [{ definition }, figures] = await Promise.all([getItemVersion(ctx, itemId, asked), stepFigures(ctx, itemId, asked)]);
  if (definition.flow === undefined) throw notFound("流程");
  const compiled = await compile(definition.flow);
  const nameOf = (node: string): string => ("graph" in compiled && compiled.graph.nodes[node]?.name) || node;
  const rows = figures.toSorted((a, b) => b.median - a.median || b.longest - a.longest || b.done - a.done);
  const slowest = rows.find(({ median }) => median > 0);
  return show(incoming, ctx, {
    title: definition.item.name,
    crumbs: CRUMBS,
    facts: (
      <>
        <span>第 {asked} 版</span>
        <span>{slowest ? `最慢的是“${nameOf(slowest.node)}”，一半的件用了${days(slowest.median)}以上` : "各环节大多当天办完"}</span>
      </>
    ),
    body: (
      <>
        <FlowTabs itemId={itemId} current="figures" rules={definition.rules !== undefined} />
        <FilterRow action={`${addressOfPart(itemId)}/figures`}>
          <Select
            name="version"
            label="版本"
            empty={false}
            value={String(asked)}
            options={versions.map(({ version }) => ({ value: String(version), label: `第 ${version} 版` }))}
          />
        </FilterRow>
        <div class="stack">
          {await flowDrawing(definition.flow, heatOf(figures), "热力图：颜色越深，用时越长")}
          <p class="hint">颜色越深，办这一步用的工作日越多（中位数）。方框上写着件数和用时。</p>
          <Table
            caption="各环节的用时"
            stack
            rows={rows}
            empty={
              <EmptyState title="这一版还没有办过件" icon="chart-column">
                <p>有申请以后，这里会列出每个环节办了多少、用了多久。</p>
              </EmptyState>
            }
            columns={[
              { title: "环节", cell: ({ node }) => nameOf(node), names: true },
              { title: "已办", cell: ({ done }) => formatCount(done), align: "end", tight: true },
              { title: "正在办", cell: ({ waiting }) => formatCount(waiting), align: "end", tight: true },
              { title: "用时中位数", cell: ({ done, median }) => (done > 0 ? days(median) : ""), align: "end", tight: true },
              { title: "最长用时", cell: ({ done, longest }) => (done > 0 ? days(longest) : ""), align: "end", tight: true },
            ]}
          />
        </div>
      </>
    ),
  });
}
