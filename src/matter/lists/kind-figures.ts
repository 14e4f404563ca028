import type { Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";
import { placed } from "./reach.ts";
import { counted } from "./tallies.ts";

/** A stretch of days that figures are of. */
export interface Period {
  from: Date;
  /** The instant at which it ends. */
  until: Date;
}

/** What became of the matters of a kind in a period, and how many there are now. */
export interface KindFigures {
  kind: string;
  /** In the period. */
  received: number;
  closed: number;
  /** Share of those closed in the period whose main clock was met, 0–1; null where none had one. */
  onTime: number | null;
  /** Now. */
  open: number;
  late: number;
}

/** Received, closed and on time in a period; open and late now: kind by kind. */
export function kindFigures(ctx: Ctx, kinds: readonly Kind[], { from, until }: Period): Promise<KindFigures[]> {
  const key = `matter.kind-figures.${from.toISOString()}.${until.toISOString()}.${kinds.map(({ id }) => id).join()}`;
  return ctx.memory.recall(key, async () => {
    const { values, $ } = placed();
    const ids = $(
      kinds.map(({ id }) => id),
      "text[]",
    );
    const past = await counted(ctx, { from, until }, $);
    return ctx.db.query<KindFigures>(
      `select k.kind, coalesce(p.received, 0)::int as received, coalesce(p.closed, 0)::int as closed, p.met::float8 / nullif(p.judged, 0) as "onTime",
         coalesce(o.open, 0)::int as open, coalesce(o.late, 0)::int as late
       from unnest(${ids}) as k(kind)
       left join (select kind, sum(received) as received, sum(closed) as closed, sum(met) as met, sum(judged) as judged from (${past}) e group by kind) p using (kind)
       left join (select kind, count(*) as open, count(*) filter (where due_at <= ${$(ctx.now, "timestamptz")} and stopped_at is null) as late
         from matter.matters where closed_at is null and submitted_at is not null group by kind) o using (kind)
       order by received desc, k.kind`,
      values,
      "fresh",
    );
  });
}
