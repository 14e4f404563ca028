import { listItems } from "#content/catalogue";
import { endOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { placed } from "./reach.ts";
import { counted } from "./tallies.ts";

/** A line of the supervisor's table. */
export interface Figures {
  key: string;
  name: string;
  submitted: number;
  open: number;
  closed: number;
  /** Of those closed: that ended well, and badly, by the tone of their states. */
  good: number;
  bad: number;
  overdue: number;
  near: number;
  paused: number;
  /** Mean calendar days from acceptance to closure. */
  averageDays: number | null;
  /** Share of closed matters whose main clock was met, 0–1; null where none had one. */
  inTime: number | null;
}

const EVER = new Date("2000-01-01T00:00:00+08:00");

/** Counts, averages, overdue and near-due, by unit or by item, of all kinds or of one. `nearDay` is the last day that counts as near. */
export function figures(ctx: Ctx, by: "unit" | "item", nearDay: string, kind?: string): Promise<Figures[]> {
  return ctx.memory.recall(`matter.figures.${by}.${nearDay}.${kind ?? ""}`, async () => {
    const key = by === "unit" ? "unit" : "item_id";
    const { values, $ } = placed();
    const past = await counted(ctx, { from: EVER, until: new Date(ctx.now.getTime() + 1) }, $);
    const [of, now, near] = [$(kind ?? null, "text"), $(ctx.now, "timestamptz"), $(endOf(nearDay), "timestamptz")];
    const rows = await ctx.db.query<Omit<Figures, "name">>(
      `select coalesce(p.key, o.key) as key, coalesce(p.submitted, 0)::int as submitted, coalesce(o.open, 0)::int as open, coalesce(p.closed, 0)::int as closed,
         coalesce(p.good, 0)::int as good, coalesce(p.bad, 0)::int as bad, coalesce(o.overdue, 0)::int as overdue, coalesce(o.near, 0)::int as near,
         coalesce(o.paused, 0)::int as paused, p."averageDays", p."inTime"
       from (select ${key} as key, sum(received) as submitted, sum(closed) as closed, sum(good) as good, sum(bad) as bad,
           round((sum(days) / nullif(sum(lasted), 0))::numeric, 1)::float8 as "averageDays", sum(met)::float8 / nullif(sum(judged), 0) as "inTime"
         from (${past}) e where ${of} is null or kind = ${of} group by ${key}) p
       full join (select ${key} as key, count(*) as open, count(*) filter (where stopped_at is null and due_at <= ${now}) as overdue,
           count(*) filter (where stopped_at is null and due_at > ${now} and due_at <= ${near}) as near, count(*) filter (where stopped_at is not null) as paused
         from matter.matters where closed_at is null and submitted_at is not null and (${of} is null or kind = ${of}) group by ${key}) o on o.key = p.key
       order by submitted desc, key`,
      values,
      "fresh",
    );
    const names = by === "item" ? new Map((await listItems(ctx)).map(({ itemId, name }) => [itemId, name])) : new Map<string, string>();
    return rows.map((row) => ({ ...row, name: names.get(row.key) ?? row.key }));
  });
}

/** How many matters were submitted since an instant, for the front of the board. */
export async function countSince(ctx: Ctx, instant: Date): Promise<number> {
  return (await one<{ count: number }>(ctx.db, "select count(*)::int as count from matter.search where received_at >= $1", [instant])).count;
}
