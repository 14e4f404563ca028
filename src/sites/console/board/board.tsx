import { kindsOf, organisationNow, roleGrants } from "#people/duty";
import { kindsNow } from "#content/catalogue";
import { countLateSteps, countSince, figures, kindFigures, type Figures } from "#matter/lists";
import { ratingFigures, type RatingFigures } from "#matter/rating";
import { listMisses } from "#content/search";
import { addDays, calendarNow, dayOf, startOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { BarChart, EmptyState, formatCount, StatRow, Tabs, type StatProps } from "#ui";
import { NEAR } from "../near.ts";
import { show } from "../show.tsx";
import { FiguresTable } from "./figures-table.tsx";
import { KindBoard } from "./kind-board.tsx";
import { KindsTable } from "./kinds-table.tsx";
import { MISSES_DAYS, MissesTable } from "./misses-table.tsx";
import { PeriodChoice, periodOf } from "./period.tsx";
import { addressOf, chosen } from "../typed.ts";

const MOST_BARS = 8;
const PATH = "/console/board";

/** Whether the figures of a kind are the actor's to see. */
export function watches({ duties = [] }: Ctx["actor"], kind: string): boolean {
  return duties.some((duty) => roleGrants(duty, "statistics.read") && (kindsOf(duty)?.includes(kind) ?? true));
}

function sum(rows: readonly Figures[], of: (row: Figures) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

/** What the figures say, as a sentence. */
function finding(rows: readonly Figures[]): string {
  const [most] = rows.toSorted((a, b) => b.open - a.open);
  const all = sum(rows, ({ open }) => open);
  if (!most || all === 0) return "现在没有在办的件";
  return `${most.name}在办最多，${formatCount(most.open)} 件，占 ${Math.round((most.open / all) * 100)}%`;
}

function ratingNote({ count, openLoops }: RatingFigures): string {
  if (count === 0) return "还没有评价";
  return `${formatCount(count)} 条评价，${openLoops > 0 ? `${openLoops} 条差评待办结` : "差评都已办结"}`;
}

function stats(byUnit: readonly Figures[], today: number, lateSteps: number, ratings: RatingFigures): StatProps[] {
  const [overdue, near] = [sum(byUnit, (row) => row.overdue), sum(byUnit, (row) => row.near)];
  return [
    { label: "今天收件", value: formatCount(today), unit: "件", href: "/console/search" },
    { label: "在办", value: formatCount(sum(byUnit, (row) => row.open)), unit: "件", href: "/console/search?state=open" },
    {
      label: "临近到期",
      value: formatCount(near),
      unit: "件",
      href: "/console/search?light=near",
      note: `剩 ${NEAR} 个工作日以内`,
      ...(near > 0 && { tone: "waiting" as const }),
    },
    {
      label: "超期",
      value: formatCount(overdue),
      unit: "件",
      href: "/console/search?light=overdue",
      // A step that is late is not a promise that is broken.
      note: `过了期限的；环节超时 ${formatCount(lateSteps)} 个，另计`,
      ...(overdue > 0 && { tone: "bad" as const }),
    },
    {
      label: "好评率",
      value: ratings.goodRate === null ? "—" : `${(ratings.goodRate * 100).toFixed(1)}%`,
      href: "/console/ratings",
      note: ratingNote(ratings),
    },
  ];
}

/** The city's matters in five numbers, a picture and two tables, each a way to the list behind it. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const today = dayOf(ctx.now);
  const near = (await calendarNow(ctx)).addWorkdays(today, NEAR);
  const definitions = await kindsNow(ctx);
  const kinds = new Map([...definitions.values()].flatMap(({ kind: each }) => (watches(ctx.actor, each.id) ? [[each.id, each] as const] : [])));
  const asked = chosen(incoming.query, "kind");
  // Who watches over one kind alone sees no other's figures.
  const kind = asked !== undefined && kinds.has(asked) ? asked : kinds.size === 1 ? [...kinds.keys()][0] : undefined;
  const period = periodOf(incoming.query, ctx.now);
  const [byKind, organisation, units, items, count, lateSteps, ratings, misses] = await Promise.all([
    kindFigures(ctx, [...kinds.values()], period),
    organisationNow(ctx),
    figures(ctx, "unit", near, kind),
    figures(ctx, "item", near, kind),
    countSince(ctx, startOf(today)),
    countLateSteps(ctx),
    ratingFigures(ctx, today),
    listMisses(ctx, addDays(today, -MISSES_DAYS)),
  ]);
  const byUnit = units.map((row) => ({ ...row, name: organisation.units.get(row.key)?.shortName ?? row.key }));
  const [most] = byUnit.toSorted((a, b) => b.open - a.open);
  return show(incoming, ctx, {
    title: "看板",
    body: (
      <>
        <StatRow stats={stats(byUnit, count, lateSteps, ratings)} />
        <PeriodChoice period={period} path={PATH} kept={{ kind: asked, by: chosen(incoming.query, "by") }} />
        <KindsTable rows={byKind} kinds={kinds} period={period} />
        {kinds.size > 1 && (
          <Tabs
            label="看哪一种"
            tabs={[undefined, ...kinds.keys()].map((each) => ({
              href: addressOf(PATH, { ...period.query, kind: each }),
              label: each === undefined ? "全部" : kinds.get(each)!.name,
              current: each === kind,
            }))}
          />
        )}
        {kind !== undefined && (await KindBoard(ctx, { definition: definitions.get(kind)!, period, near, by: chosen(incoming.query, "by"), path: PATH }))}
        {byUnit.length === 0 ? (
          <EmptyState title="还没有件" icon="chart-column">
            <p>有件进来以后，这里按部门和事项显示数量、时限和评价。</p>
          </EmptyState>
        ) : (
          <div class="stack">
            <div class="chart-grid">
              <BarChart
                finding={finding(byUnit)}
                subject="各部门在办"
                unit="件"
                bars={byUnit
                  .toSorted((a, b) => b.open - a.open)
                  .slice(0, MOST_BARS)
                  .map((row) => ({
                    label: row.name,
                    value: row.open,
                    href: `/console/search?unit=${row.key}&state=open`,
                    marked: row === most && row.open > 0,
                  }))}
              />
              <BarChart
                finding={finding(items)}
                subject="各事项在办"
                unit="件"
                bars={items
                  .toSorted((a, b) => b.open - a.open)
                  .slice(0, MOST_BARS)
                  .map((row) => ({ label: row.name, value: row.open, href: `/console/search?item=${row.key}&state=open` }))}
              />
            </div>
            <FiguresTable caption="按部门" by="unit" rows={byUnit} />
            <FiguresTable caption="按事项" by="item" rows={items} />
            <MissesTable misses={misses} />
          </div>
        )}
      </>
    ),
  });
}
