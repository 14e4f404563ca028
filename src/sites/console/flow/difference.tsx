import { getItem } from "#content/catalogue";
import { flowDifferences, ruleDifferences, type Difference } from "#content/difference";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { formatCount, Notice, Section, State, Table } from "#ui";
import { show } from "../show.tsx";
import { fileOf } from "./file.ts";
import { flowDrawing } from "./flow-drawing.tsx";
import { addressOfPart, CRUMBS } from "./flow-tabs.tsx";

const CHANGES = { added: ["good", "新增"], removed: ["bad", "删去"], changed: ["info", "改动"] } as const;

/** Differences as lines: what, which property, before, after. */
export function DifferenceTable({ caption, rows }: { caption: string; rows: readonly Difference[] }) {
  return (
    <Table
      caption={caption}
      stack
      rows={rows}
      empty={<Notice title={`${caption}没有不同`} />}
      columns={[
        { title: "元素", cell: ({ what }) => what, names: true },
        { title: "变化", cell: ({ change }) => <State tone={CHANGES[change][0]}>{CHANGES[change][1]}</State>, tight: true },
        { title: "属性", cell: ({ property }) => property ?? "" },
        { title: "原来", cell: ({ before }) => before ?? "" },
        { title: "现在", cell: ({ after }) => after ?? "" },
      ]}
    />
  );
}

function marksOf(rows: readonly Difference[]): Record<Difference["change"], string[]> {
  const of = (change: Difference["change"]): string[] => rows.filter((row) => row.change === change).map(({ element }) => element);
  return { added: of("added"), removed: of("removed"), changed: of("changed") };
}

/** Two versions of a flow and its rules side by side; without `to`, the draft against a version. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  const { definition, version } = await getItem(ctx, itemId);
  const [from, to] = [incoming.query["from"] ?? String(version), incoming.query["to"]];
  const [before, after] = await Promise.all([fileOf(ctx, itemId, "flow", from), fileOf(ctx, itemId, "flow", to)]);
  const flow = await flowDifferences(before.text, after.text);
  const rules = definition.rules ? await rulesOf(ctx, itemId, from, to) : [];
  const { added, removed, changed } = marksOf(flow);
  const names = [`第 ${from} 版`, to === undefined ? "草稿" : `第 ${to} 版`];
  return show(incoming, ctx, {
    title: `${names[0]}与${names[1]}对比`,
    crumbs: [...CRUMBS, { href: addressOfPart(itemId), label: definition.item.name }],
    facts: (
      <>
        <span>流程 {formatCount(flow.length)} 处不同</span>
        <span>规则 {formatCount(rules.length)} 处不同</span>
      </>
    ),
    body: (
      <div class="stack">
        <DifferenceTable caption="流程" rows={flow} />
        {definition.rules && <DifferenceTable caption="规则" rows={rules} />}
        {flow.length > 0 && (
          <>
            <Section title={names[1]!}>{await flowDrawing(after.text, { added, changed }, `${names[1]}的流程图`)}</Section>
            <Section title={names[0]!}>{await flowDrawing(before.text, { removed, changed }, `${names[0]}的流程图`)}</Section>
          </>
        )}
      </div>
    ),
  });
}

async function rulesOf(ctx: Ctx, itemId: string, from: string, to: string | undefined): Promise<Difference[]> {
  const [before, after] = await Promise.all([fileOf(ctx, itemId, "rules", from), fileOf(ctx, itemId, "rules", to)]);
  return ruleDifferences(before.text, after.text);
}
