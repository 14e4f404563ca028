import { indicatorsNow } from "#content/catalogue";
import { addDays, dayOf, startOf, type Day } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { placed, type Place } from "#matter/lists";
import { happened, type Stretch } from "./happened.ts";
import { apart, termsOf, type Term } from "./term.ts";

/** So many days are counted in one transaction: the first time there may be years of them. */
const AT_ONCE = 31;

const LAST = "select measure, max(day)::text as day from matter.measured where kind = $1 and measure = any ($2::text[]) group by measure";
const FIRST = "select (min(received_at) at time zone 'Asia/Shanghai')::date::text as day from matter.search where kind = $1";

/** Of each term the first day that has not been counted; before it every day has. Undefined where none has. */
async function uncounted(ctx: Ctx, kind: string, terms: readonly Term[]): Promise<Map<string, Day | undefined>> {
  const keys = terms.map(({ key }) => key);
  const rows = keys.length === 0 ? [] : await ctx.db.query<{ measure: string; day: Day }>(LAST, [kind, keys]);
  const last = new Map(rows.map(({ measure, day }) => [measure, addDays(day, 1)]));
  return new Map(keys.map((key) => [key, last.get(key)]));
}

/** Counts the next days of terms that stand at one day. Gives how many; 0 when all are counted. */
function countSome(ctx: Ctx, kind: string, all: readonly Term[]): Promise<number> {
  return transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended('matter.measures', 0))", []);
    const begun = (await first<{ day: Day | null }>(inner.db, FIRST, [kind]))?.day;
    const open = await uncounted(inner, kind, all);
    const today = dayOf(inner.now);
    const behind = [...open].map(([key, day]) => [key, day ?? begun ?? today] as const).filter(([, day]) => day < today);
    const from = behind.map(([, day]) => day).toSorted()[0];
    if (from === undefined) return 0;
    const keys = new Set(behind.filter(([, day]) => day === from).map(([key]) => key));
    // Those that stand further on join when this one has come to them.
    const next = behind.flatMap(([, day]) => (day > from ? [day] : []));
    const until = [addDays(from, AT_ONCE), today, ...next].toSorted()[0]!;
    const terms = all.filter(({ key }) => keys.has(key));
    const { values, $ } = placed();
    const rows = await happened(inner, terms, { kind, from: startOf(from), until: startOf(until) }, $);
    await inner.db.query(
      `insert into matter.measures (day, kind, measure, item_id, unit, area, n)
       select day, ${$(kind, "text")}, measure, item_id, unit, area, count(*)::int from (${rows}) e group by day, measure, item_id, unit, area`,
      values,
      "fresh",
    );
    await inner.db.query(
      `insert into matter.measured (kind, measure, day)
       select $1, m, d::date from unnest($2::text[]) as m, generate_series($3::date, $4::date - 1, interval '1 day') as d`,
      [kind, [...keys], from, until],
    );
    return (startOf(until).getTime() - startOf(from).getTime()) / 86_400_000;
  });
}

/** Counts what the indicators of all packs ask for, on the days that are over and have not been counted. Gives how many days it went through. */
export async function countMeasures(ctx: Ctx): Promise<number> {
  let days = 0;
  for (const [kind, indicators] of Map.groupBy(await indicatorsNow(ctx), ({ of }) => of)) {
    const { daily } = apart(termsOf(indicators));
    for (let some = 1; some > 0; days += some) some = daily.length === 0 ? 0 : await countSome(ctx, kind, daily);
  }
  return days;
}

/** Sums of terms in a stretch, from days that were counted, and of the others as it lies there: rows of item_id, unit, area, measure, n. */
export async function counted(ctx: Ctx, terms: readonly Term[], { kind, from, until }: Stretch, $: Place): Promise<string> {
  const days = [...(await uncounted(ctx, kind, terms)).values()];
  const open = days.includes(undefined) ? undefined : (days as Day[]).toSorted()[0];
  const since = open === undefined ? from : new Date(Math.max(startOf(open).getTime(), from.getTime()));
  const live = `select item_id, unit, area, measure, 1 as n from (${await happened(ctx, terms, { kind, from: since, until }, $)}) e`;
  if (open === undefined || since <= from) return live;
  const last = dayOf(new Date(Math.min(until.getTime(), since.getTime()) - 1));
  const keys = $(
    terms.map(({ key }) => key),
    "text[]",
  );
  return `select item_id, unit, area, measure, n from matter.measures
    where day >= ${$(dayOf(from), "date")} and day <= ${$(last, "date")} and kind = ${$(kind)} and measure = any (${keys}) union all ${live}`;
}
