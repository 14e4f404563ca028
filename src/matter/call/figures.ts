import type { Ctx } from "#kernel/ctx";
import { endOf, startOf, type Day } from "#kernel/clock";
import { one } from "#kernel/db";

/** What came in within an hour: of the desk as a whole, never of a person. */
export interface HourOfCalls {
  /** 0 to 23, of the city's clock. */
  hour: number;
  came: number;
  answered: number;
  /** Answered within fifteen seconds (15 秒接通). */
  promptly: number;
  /** Hung up before anybody answered. */
  givenUp: number;
  /** Handed on to another line. */
  handed: number;
  /** Mean seconds of waiting, of speaking, and of the work after; null where there were none. */
  waited: number | null;
  spoken: number | null;
  after: number | null;
}

// Lengths by the switchboard's own clock; one that was set back makes none that is negative. Of null and 0 PostgreSQL's greatest is 0.
const BY_HOUR = `
  select extract(hour from received_at at time zone 'Asia/Shanghai')::int as hour, count(*)::int as came,
    count(answered_at)::int as answered,
    (count(*) filter (where answered_at - began_at <= interval '15 seconds'))::int as promptly,
    (count(*) filter (where answered_at is null and state = 'ended'))::int as "givenUp",
    count(handed_to)::int as handed,
    round(avg(greatest(0, extract(epoch from answered_at - began_at))) filter (where answered_at - began_at is not null))::int as waited,
    round(avg(greatest(0, extract(epoch from ended_at - answered_at))) filter (where ended_at - answered_at is not null))::int as spoken,
    round(avg(greatest(0, extract(epoch from done_at - changed_at))) filter (where done_at - changed_at is not null))::int as after
  from call.calls where not outward and received_at >= $1 and received_at < $2 group by 1 order by 1`;

/** The hours of a day in which somebody called. */
export function callsByHour(ctx: Ctx, day: Day): Promise<HourOfCalls[]> {
  return ctx.db.query<HourOfCalls>(BY_HOUR, [startOf(day), endOf(day)]);
}

/** How the telephone of the desk was answered in a period. */
export type CallFigures = Pick<HourOfCalls, "came" | "answered" | "promptly">;

const IN_PERIOD = `
  select count(*)::int as came, count(answered_at)::int as answered,
    (count(*) filter (where answered_at - began_at <= interval '15 seconds'))::int as promptly
  from call.calls where not outward and received_at >= $1 and received_at < $2`;

/** The calls of a period, of the desk as a whole. */
export function callFigures(ctx: Ctx, { from, until }: { from: Date; until: Date }): Promise<CallFigures> {
  return one<CallFigures>(ctx.db, IN_PERIOD, [from, until]);
}
