import type { Kind } from "#content/kind";
import { placed } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { yearBefore, type Month, monthOf } from "./season.ts";

/** What came up of one sort in one street: in the month, the month before, the same month of the year before. */
export interface Topic {
  category: string;
  /** A street, or what lies above it. */
  area: string;
  now: number;
  before: number;
  year: number;
}

/** The topics of a month. */
export interface MonthsTopics {
  /** What rose most, by how many more there are than in the month before. */
  rows: Topic[];
  /** All of the kind: in the month, the month before, the same month of the year before. */
  all: Pick<Topic, "now" | "before" | "year">;
  /** Whether the same month of the year before was lived here from its beginning. */
  hasYear: boolean;
  /** Where the month is not over: only so much of the others is counted, until the same time of the month. */
  partly: boolean;
}

const SHOWN = 20;

interface Window {
  from: Date;
  until: Date;
}

/** As much of another month as has passed of one; all of it where that is over. */
function asMuch(of: Month, { from, until }: Month, now: Date): Window {
  if (now >= until) return of;
  const length = now.getTime() - from.getTime();
  return { from: of.from, until: new Date(Math.min(of.until.getTime(), of.from.getTime() + length)) };
}

/** What rose most in a month among matters of a kind, by the answer that says their sort and by street; by the index of the kind. */
export async function monthsTopics(ctx: Ctx, { id }: Pick<Kind, "id">, category: string, month: Month): Promise<MonthsTopics> {
  const others = [monthOf(`${month.month}-01`, -1), yearBefore(month)].map((of) => asMuch(of, month, ctx.now)) as [Window, Window];
  const { values, $ } = placed();
  const [kind, name] = [$(id), $(category)];
  const inside = ({ from, until }: Window): string => `s.received_at >= ${$(from)} and s.received_at < ${$(until)}`;
  const [now, before, year] = [month, ...others].map(inside) as [string, string, string];
  // A word that there is for each month, and none for the others: read by the index, thrice.
  const part = (time: string, column: string): string => `
    select m.form ->> ${name} as category, left(s.area, 9) || '000' as area, '${column}' as column
    from matter.search s join matter.matters m using (matter_id) where s.kind = ${kind} and not s.secret and ${time}`;
  const rows = await ctx.db.query<Topic>(
    `select coalesce(category, '') as category, area, count(*) filter (where e.column = 'now')::int as now, count(*) filter (where e.column = 'before')::int as before,
       count(*) filter (where e.column = 'year')::int as year
     from (${part(now, "now")} union all ${part(before, "before")} union all ${part(year, "year")}) e group by 1, 2 order by 1, 2`,
    values,
    "fresh",
  );
  const total = (of: "now" | "before" | "year"): number => rows.reduce((sum, row) => sum + row[of], 0);
  const earliest = await first<{ at: Date | null }>(ctx.db, "select min(received_at) as at from matter.search where kind = $1", [id]);
  return {
    rows: rows
      .filter((row) => row.now > row.before && row.category !== "")
      .toSorted((a, b) => b.now - b.before - (a.now - a.before) || b.now - a.now || (a.category + a.area < b.category + b.area ? -1 : 1))
      .slice(0, SHOWN),
    all: { now: total("now"), before: total("before"), year: total("year") },
    hasYear: earliest?.at instanceof Date && earliest.at <= others[1].from,
    partly: ctx.now < month.until,
  };
}
