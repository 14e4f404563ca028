import { listItems } from "#content/catalogue";
import { showAnswer } from "#content/form";
import { channelWord, stateOf } from "#content/kind";
import type { KindDefinition } from "#content/pack";
import { figureWord, formOfKind, kindBoard, LIVE, sortOf, type BoardRow } from "#matter/board";
import { pathOf, pathWord } from "#matter/lists";
import { organisationNow, type Organisation } from "#people/duty";
import { endOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { EmptyState, formatCount, Table, Tabs, type Column } from "#ui";
import { addressOf } from "../typed.ts";
import type { Chosen } from "./period.tsx";

const BY: Readonly<Record<string, string>> = {
  unit: "承办单位",
  item: "事项",
  area: "街道",
  state: "状态",
  outcome: "结果",
  channel: "渠道",
  priority: "紧急程度",
  day: "日",
  month: "月",
  year: "年",
};

/** What rows are told apart by, in a word. */
function byWord(definition: KindDefinition, by: string): string {
  const path = pathOf(by, definition.kind, formOfKind(definition));
  return BY[by] ?? (path ? pathWord(path, definition.kind) : by);
}

/** What a key is called that rows are told apart by. */
function keyWord(definition: KindDefinition, by: string, key: string, names: { organisation: Organisation; items: ReadonlyMap<string, string> }): string {
  const { kind } = definition;
  const { organisation, items } = names;
  const said: Record<string, () => string> = {
    unit: () => organisation.units.get(key)?.shortName ?? key,
    item: () => items.get(key) ?? key,
    area: () => organisation.areas.get(key)?.name ?? key,
    state: () => stateOf(kind, key).word,
    outcome: () => stateOf(kind, key).word,
    channel: () => channelWord(kind, key),
    priority: () => kind.priorities[Number(key)] ?? key,
  };
  if (Object.hasOwn(said, by)) return said[by]!();
  const path = pathOf(by, kind, formOfKind(definition));
  if (path?.of === "place" && path.name === "area") return organisation.areas.get(key)?.name ?? key;
  return path?.of === "form" || path?.of === "work" ? showAnswer(path.field, path.field.type === "yes-no" ? key === "true" : key) : key;
}

function shown(figure: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return "—";
  const sort = sortOf(figure);
  if (sort === "share") return `${(value * 100).toFixed(1)}%`;
  return sort === "days" ? value.toFixed(1) : formatCount(value);
}

interface Asked {
  definition: KindDefinition;
  period: Chosen;
  /** The last day that counts as near. */
  near: string;
  /** By what of those that the kind names; the first unless told. */
  by: string | undefined;
  path: string;
}

/** The board that a kind writes for itself: its figures by one of what it names; nothing where it writes none. */
export async function KindBoard(ctx: Ctx, { definition, period, near, by: asked, path }: Asked) {
  const { kind, lists } = definition;
  const { by: ways = ["unit"], figures = [] } = lists.board ?? {};
  if (!lists.board || figures.length === 0) return null;
  const by = asked !== undefined && ways.includes(asked) ? asked : ways[0]!;
  const [rows, organisation, items] = await Promise.all([
    kindBoard(ctx, definition, { by, figures, period, near: endOf(near) }),
    organisationNow(ctx),
    listItems(ctx),
  ]);
  const names = { organisation, items: new Map(items.map(({ itemId, name }) => [itemId, name])) };
  const columns: Column<BoardRow>[] = [
    { title: byWord(definition, by), cell: ({ key }) => (key === "" ? <strong>合计</strong> : keyWord(definition, by, key, names)), names: true },
    ...figures.map((figure): Column<BoardRow> => ({
      title: figureWord(kind, figure),
      cell: (row) => shown(figure, row.figures[figure]),
      align: "end",
      tight: true,
    })),
  ];
  return (
    <section class="stack" aria-labelledby="kind-board">
      <h2 id="kind-board">{kind.name}</h2>
      {ways.length > 1 && (
        <Tabs
          label="按什么看"
          tabs={ways.map((each) => ({
            href: addressOf(path, { kind: kind.id, by: each, ...period.query }),
            label: `按${byWord(definition, each)}`,
            current: each === by,
          }))}
        />
      )}
      <Table
        caption={`${kind.name}，按${byWord(definition, by)}`}
        captionHidden
        rows={rows}
        columns={columns}
        empty={
          <EmptyState title="这一段没有" icon="chart-column">
            <p>换一个时间段试试。</p>
          </EmptyState>
        }
      />
      {figures.some((figure) => LIVE.has(figure)) && <p class="hint">标着“现在”的数到这一刻，和时间段无关。其余是这一段里发生的。</p>}
    </section>
  );
}
