import { mainClock, type Kind } from "#content/kind";
import type { Ctx } from "#kernel/ctx";

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

const FIGURES = `
  select k.kind, coalesce(r.received, 0)::int as received, coalesce(c.closed, 0)::int as closed, c.met::float8 / nullif(c.judged, 0) as "onTime",
    coalesce(o.open, 0)::int as open, coalesce(o.late, 0)::int as late
  from unnest($1::text[]) as k(kind)
  left join (select kind, count(*) as received from matter.matters where submitted_at >= $2 and submitted_at < $3 group by kind) r using (kind)
  left join (
    select m.kind, count(*) as closed, count(*) filter (where l.met) as met, count(l.met) as judged
    from matter.matters m join unnest($1::text[], $4::text[]) as d(kind, clock) on d.kind = m.kind
      left join lateral (
        select x.met from matter.clocks x where x.matter_id = m.matter_id and regexp_replace(x.clock_id, '#\\d+$', '') = d.clock
        order by x.started_at desc limit 1) l on true
    where m.closed_at >= $2 and m.closed_at < $3 and m.submitted_at is not null group by m.kind) c using (kind)
  left join (
    select kind, count(*) as open, count(*) filter (where due_at <= $5 and stopped_at is null) as late
    from matter.matters where closed_at is null and submitted_at is not null group by kind) o using (kind)
  order by received desc, k.kind`;

/** Received, closed and on time in a period; open and late now: kind by kind. */
export function kindFigures(ctx: Ctx, kinds: readonly Kind[], { from, until }: Period): Promise<KindFigures[]> {
  const key = `matter.kind-figures.${from.toISOString()}.${until.toISOString()}.${kinds.map(({ id }) => id).join()}`;
  return ctx.memory.recall(key, () =>
    ctx.db.query<KindFigures>(FIGURES, [kinds.map(({ id }) => id), from, until, kinds.map((kind) => mainClock(kind) ?? null), ctx.now]),
  );
}
