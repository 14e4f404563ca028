import { kindsNow } from "#content/catalogue";
import { mainClock } from "#content/kind";
import { addDays, dayOf, startOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import type { Place } from "./reach.ts";

/** Columns of what is counted, each a sum. */
export const COUNTED = ["received", "closed", "good", "bad", "met", "judged", "days", "lasted"] as const;

/** Of every kind its main clock, and its states that end well and badly. */
async function meanings(ctx: Ctx): Promise<{ kinds: string[]; clocks: (string | null)[]; states: string[]; of: string[]; tones: string[] }> {
  const kinds = [...(await kindsNow(ctx)).values()].map(({ kind }) => kind);
  const toned = kinds.flatMap(({ id, states }) =>
    Object.entries(states).flatMap(([state, { phase, tone }]) => (phase === "closed" && (tone === "good" || tone === "bad") ? [{ id, state, tone }] : [])),
  );
  return {
    kinds: kinds.map(({ id }) => id),
    clocks: kinds.map((kind) => mainClock(kind) ?? null),
    of: toned.map(({ id }) => id),
    states: toned.map(({ state }) => state),
    tones: toned.map(({ tone }) => tone),
  };
}

/** What came and what ended from one instant until another, a row each with its day: the rows of which days are counted. */
export async function happened(ctx: Ctx, { from, until }: { from: Date; until: Date }, $: Place): Promise<string> {
  const { kinds, clocks, of, states, tones } = await meanings(ctx);
  const [start, end] = [$(from, "timestamptz"), $(until, "timestamptz")];
  return `
    select (s.received_at at time zone 'Asia/Shanghai')::date as day, s.kind, s.item_id, s.unit, 1 as received, 0 as closed, 0 as good, 0 as bad, 0 as met, 0 as judged,
      0::float8 as days, 0 as lasted
    from matter.search s where s.received_at >= ${start} and s.received_at < ${end}
    union all
    select (s.closed_at at time zone 'Asia/Shanghai')::date, s.kind, s.item_id, s.unit, 0, 1, (t.tone = 'good')::int, (t.tone = 'bad')::int, coalesce(k.met, false)::int,
      (k.met is not null)::int, coalesce(extract(epoch from m.closed_at - m.accepted_at) / 86400, 0)::float8, (m.accepted_at is not null)::int
    from matter.search s join matter.matters m using (matter_id)
      left join unnest(${$(of, "text[]")}, ${$(states, "text[]")}, ${$(tones, "text[]")}) as t(kind, state, tone) on t.kind = s.kind and t.state = s.state
      left join unnest(${$(kinds, "text[]")}, ${$(clocks, "text[]")}) as d(kind, clock) on d.kind = s.kind
      left join lateral (
        select c.met from matter.clocks c where c.matter_id = s.matter_id and (c.clock_id = d.clock or c.clock_id like d.clock || '#%')
        order by c.started_at desc limit 1) k on true
    where s.closed_at >= ${start} and s.closed_at < ${end}`;
}

const LAST = "select max(day)::text as day from matter.tallied";
const FIRST = "select (min(received_at) at time zone 'Asia/Shanghai')::date::text as day from matter.search";

/** The first day that has not been counted; before it every day has. Undefined where nothing has been counted yet. */
export async function uncounted(ctx: Ctx): Promise<Day | undefined> {
  const last = (await first<{ day: Day | null }>(ctx.db, LAST, []))?.day;
  return last ? addDays(last, 1) : undefined;
}

/** Counts the days that are over and have not been counted, each once. Gives how many. */
export async function tallyDays(ctx: Ctx): Promise<number> {
  return transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended('matter.tallies', 0))", []);
    const from = (await uncounted(inner)) ?? (await first<{ day: Day | null }>(inner.db, FIRST, []))?.day;
    const today = dayOf(inner.now);
    if (!from || from >= today) return 0;
    const values: unknown[] = [];
    const $: Place = (value, type = "") => `$${values.push(value)}${type && `::${type}`}`;
    const events = await happened(inner, { from: startOf(from), until: startOf(today) }, $);
    const sums = COUNTED.map((column) => `sum(${column})`).join(", ");
    await inner.db.query(
      `insert into matter.tallies (day, kind, item_id, unit, ${COUNTED.join(", ")}) select day, kind, item_id, unit, ${sums} from (${events}) e group by day, kind, item_id, unit`,
      values,
      "fresh",
    );
    const days = await inner.db.query("insert into matter.tallied (day) select generate_series($1::date, $2::date - 1, interval '1 day')::date returning day", [
      from,
      today,
    ]);
    return days.length;
  });
}

/** Everything that came and ended in a period: from days that were counted, and of the others as it lies there. `e`: rows with what is counted. */
export async function counted(ctx: Ctx, { from, until }: { from: Date; until: Date }, $: Place): Promise<string> {
  const open = await uncounted(ctx);
  const since = open === undefined ? from : new Date(Math.max(startOf(open).getTime(), from.getTime()));
  const live = await happened(ctx, { from: since, until }, $);
  if (open === undefined) return live;
  const [first, last] = [dayOf(from), dayOf(new Date(Math.min(until.getTime(), startOf(open).getTime()) - 1))];
  return `select day, kind, item_id, unit, ${COUNTED.join(", ")} from matter.tallies where day >= ${$(first, "date")} and day <= ${$(last, "date")} union all ${live}`;
}
