import { mainClock, type IndicatedBy, type Indicator, type Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { placed, type Period, type Place } from "#matter/lists";
import { counted } from "./counting.ts";
import { standingHolds, STREET } from "./holds.ts";
import { apart, termOf, termsOf, type Term } from "./term.ts";

/** A share as it is shown: both its numbers. It means nothing where the whole is 0. */
export interface Share {
  met: number;
  of: number;
}

/** The figures of one unit, item or street, by the id of the indicator. */
export interface IndicatorRow {
  key: string;
  shares: Record<string, Share>;
}

const COLUMN: Readonly<Record<IndicatedBy, string>> = { unit: "unit", item: "item_id", area: "area" };

/** What stands at an instant: rows of item_id, unit, area, measure, n. */
function standing(kind: Kind, terms: readonly Term[], at: Date, $: Place): string {
  const moment = $(at, "timestamptz");
  const holds = terms.map(({ key, measure }) => `(${$(key)}, ${standingHolds(measure, mainClock(kind), moment, $)})`);
  return `select s.item_id, s.unit, ${STREET} as area, x.measure, 1 as n
    from matter.search s cross join lateral (values ${holds.join(", ")}) as x(measure, holds)
    where s.kind = ${$(kind.id)} and s.received_at < ${moment} and (s.closed_at is null or s.closed_at >= ${moment}) and x.holds`;
}

/**
 * The indicators of a kind in a period: by unit, item or street, and of all together under the key "". Rows come in the order of their keys, never of their values.
 * What stands is what stood at the end of the period, or stands now where it has not ended.
 */
export function indicatorFigures(ctx: Ctx, kind: Kind, indicators: readonly Indicator[], by: IndicatedBy, { from, until }: Period): Promise<IndicatorRow[]> {
  const terms = termsOf(indicators);
  const key = `matter.indicators.${kind.id}.${by}.${from.toISOString()}.${until.toISOString()}.${terms.map((term) => term.key).join()}`;
  return ctx.memory.recall(key, async () => {
    const end = until < ctx.now ? until : ctx.now;
    const { values, $ } = placed();
    const kinds = apart(terms);
    const parts = [
      ...(kinds.daily.length > 0 ? [await counted(ctx, kinds.daily, { kind: kind.id, from, until }, $)] : []),
      ...(kinds.standing.length > 0 ? [standing(kind, kinds.standing, end, $)] : []),
    ];
    if (parts.length === 0) return [];
    const rows = await ctx.db.query<{ key: string; measure: string; n: number }>(
      `select ${COLUMN[by]} as key, measure, sum(n)::int as n from (${parts.join(" union all ")}) e group by grouping sets ((${COLUMN[by]}, measure), (measure)) order by 1 nulls first`,
      values,
      "fresh",
    );
    return [...Map.groupBy(rows, (row) => row.key ?? "")].map(([each, own]) => {
      const n = new Map(own.map((row) => [row.measure, row.n]));
      const sum = (indicator: Indicator, measures: readonly string[]): number =>
        measures.reduce((total, measure) => total + (n.get(termOf(indicator, measure).key) ?? 0), 0);
      return {
        key: each,
        shares: Object.fromEntries(indicators.map((indicator) => [indicator.id, { met: sum(indicator, indicator.met), of: sum(indicator, indicator.of_all) }])),
      };
    });
  });
}
