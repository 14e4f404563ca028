import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { searched } from "./search-items.ts";

/** Words that led nowhere, and how often. */
export interface Miss {
  text: string;
  times: number;
  lastDay: string;
}

// A day keeps so many different words: a program that asks for nonsense fills no table.
const MOST_A_DAY = 500;
const KEPT_DAYS = 90;

const NOTE = `
  insert into search.misses (day, text) select $1::date, $2 where (select count(*) from search.misses where day = $1::date) < ${MOST_A_DAY}
  on conflict (day, text) do update set times = search.misses.times + 1`;

/** Notes that a search found nothing. Numbers of people, phones and matters are not noted: a text with five digits or more is left out. */
export async function noteMiss(ctx: Ctx, typed: string): Promise<void> {
  const text = searched(typed);
  if (text.length < 2 || (text.match(/\d/g)?.length ?? 0) >= 5) return;
  await ctx.db.query(NOTE, [dayOf(ctx.now), text]);
}

/** What was looked for at least twice since a day and found nothing, the most frequent first. What was asked once may be anybody's name. */
export function listMisses(ctx: Ctx, since: string): Promise<Miss[]> {
  return ctx.db.query<Miss>(
    `select text, sum(times)::int as times, max(day) as "lastDay" from search.misses where day >= $1
     group by text having sum(times) >= 2 order by times desc, text limit 200`,
    [since],
  );
}

/** Forgets what is older than ninety days; a daily job. */
export async function forgetMisses(ctx: Ctx): Promise<void> {
  await ctx.db.query("delete from search.misses where day < $1::date - $2::int", [dayOf(ctx.now), KEPT_DAYS]);
}
