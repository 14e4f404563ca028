import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { mainClock, type Clock, type Due, type Stop } from "./clock.ts";
import type { Declared, StopKind } from "./declared.ts";
import { conflict } from "#values/errors";

const CLOCK_COLUMNS = `
  c.clock_id as "clockId", c.node, c.pace, c.within, c.started_at as "startedAt", c.counted_from as "countedFrom", c.due_at as "dueAt",
  c.stopped_at as "stoppedAt", c.ended_at as "endedAt", c.met, c.mark, c.next_at as "nextAt"`;

const STOP_COLUMNS = `
  s.stop_id as "stopId", s.stop, s.reason, s.basis, s.data, s.clocks, s.works, s.expected_at as "expectedAt", s.started_at as "startedAt",
  s.started_by as "startedBy", s.ended_at as "endedAt", s.result`;

/** The clocks (timers that have ended aside) and running stops of the matter `m`, in the round trip that reads it. */
export const CLOCKED_COLUMNS = `
  (select coalesce(jsonb_agg(to_jsonb(x) order by x."startedAt", x."clockId"), '[]') from (
    select ${CLOCK_COLUMNS} from matter.clocks c where c.matter_id = m.matter_id and (c.node is null or c.ended_at is null)) x) as clocks,
  (select coalesce(jsonb_agg(to_jsonb(x) order by x."startedAt"), '[]') from (
    select ${STOP_COLUMNS} from matter.stops s where s.matter_id = m.matter_id and s.ended_at is null) x) as stops`;

/** When the main clock of the matter `m` is due, as a day, in SQL; the same of a task `t`. */
export const DUE_DAY = { matter: dayIn("m.due_at"), task: dayIn("t.due_at") } as const;

/** The last day of an instant at which something is due, in SQL. */
export function dayIn(column: string): string {
  return `((${column} - interval '1 millisecond') at time zone 'Asia/Shanghai')::date`;
}

/** Since when the matter `m` is set aside (挂起), in SQL: by a stop for which no clock stands. */
export const SUSPENDED_AT =
  "(select min(s.started_at) from matter.stops s where s.matter_id = m.matter_id and s.ended_at is null and not s.works and s.clocks = '{}')";

const at = (text: string): Date => new Date(text);
const maybe = (text: string | null): Date | null => (text === null ? null : at(text));

/** What JSON made of the instants of clocks and stops, as instants again. */
export function revived<Row extends { clocks: readonly Clock[]; stops: readonly Stop[] }>(row: Row): Row {
  const clocks = row.clocks as unknown as Record<string, string>[];
  const stops = row.stops as unknown as Record<string, string>[];
  return {
    ...row,
    clocks: clocks.map((clock) => ({ ...clock, ...instantsOf(clock, ["startedAt", "dueAt"], ["countedFrom", "stoppedAt", "endedAt", "nextAt"]) })),
    stops: stops.map((stop) => ({ ...stop, ...instantsOf(stop, ["startedAt"], ["expectedAt", "endedAt"]) })),
  };
}

function instantsOf(row: Record<string, string>, always: string[], sometimes: string[]): Record<string, Date | null> {
  return Object.fromEntries([...always.map((name) => [name, at(row[name]!)] as const), ...sometimes.map((name) => [name, maybe(row[name] ?? null)] as const)]);
}

const STOPPED = "select count(*)::int as count from matter.stops where matter_id = $1 and stop = $2";

/** Refuses to stop a matter more often than the declaration lets it be. */
export async function onlySoOften(ctx: Ctx, { matterId }: { matterId: string }, { id, word, times }: Pick<StopKind, "id" | "word" | "times">): Promise<void> {
  if (times === undefined) return;
  const { count } = await one<{ count: number }>(ctx.db, STOPPED, [matterId, id]);
  if (count >= times) throw conflict("STOP_TIMES", `“${word}”最多${times}次，已经用完。`);
}

/** Every stop of a matter, in order; those that are over too. */
export function listStops(ctx: Ctx, matterId: string): Promise<Stop[]> {
  return ctx.db.query<Stop>(`select ${STOP_COLUMNS} from matter.stops s where s.matter_id = $1 order by s.started_at, s.stop_id`, [matterId]);
}

/** The clocks of a matter that run, timers among them, in order. */
export function listClocks(ctx: Ctx, matterId: string): Promise<Clock[]> {
  return ctx.db.query<Clock>(`select ${CLOCK_COLUMNS} from matter.clocks c where c.matter_id = $1 and c.ended_at is null order by c.clock_id`, [matterId]);
}

/** What the row of a matter says of its main clock, for lists. */
export function mainOf(matter: { clocks: readonly Clock[] }, declared: Declared): Due {
  const main = mainClock(matter, declared);
  return { dueAt: main?.dueAt ?? null, stoppedAt: main?.stoppedAt ?? null };
}

/** What a step writes of clocks: those that are new or changed, as a part of its statement; `:clocks` are their rows, `head` its first part. */
export const CLOCKS_PART = `
  insert into matter.clocks (matter_id, clock_id, node, pace, within, started_at, counted_from, due_at, stopped_at, ended_at, met, mark, next_at)
  select head.matter_id, c.clock_id, c.node, c.pace, c.within, c.started_at, c.counted_from, c.due_at, c.stopped_at, c.ended_at, c.met, c.mark, c.next_at
  from head, jsonb_to_recordset(:clocks) as c(clock_id text, node text, pace text, within text, started_at timestamptz, counted_from timestamptz,
    due_at timestamptz, stopped_at timestamptz, ended_at timestamptz, met boolean, mark text, next_at timestamptz)
  on conflict (matter_id, clock_id) do update set node = excluded.node, pace = excluded.pace, within = excluded.within, started_at = excluded.started_at,
    counted_from = excluded.counted_from, due_at = excluded.due_at, stopped_at = excluded.stopped_at, ended_at = excluded.ended_at, met = excluded.met,
    mark = excluded.mark, next_at = excluded.next_at`;

/** What a step writes of stops: those that begin, and the end of those that end. */
export const STOPS_PART = `
  insert into matter.stops (matter_id, stop_id, stop, reason, basis, data, clocks, works, expected_at, started_at, started_by, ended_at, result)
  select head.matter_id, s.stop_id, s.stop, s.reason, s.basis, s.data, s.clocks, s.works, s.expected_at, s.started_at, s.started_by, s.ended_at, s.result
  from head, jsonb_to_recordset(:stops) as s(stop_id uuid, stop text, reason text, basis text, data jsonb, clocks text[], works boolean, expected_at timestamptz,
    started_at timestamptz, started_by text, ended_at timestamptz, result text)
  on conflict (matter_id, stop_id) do update set ended_at = excluded.ended_at, result = excluded.result`;

/** What stops were asked, in place of what was read: data that was kept in clear before is encrypted. Nothing that is due moves. */
export const REWRITE_STOPS = `
  update matter.stops s set data = r.new from jsonb_to_recordset($1) as r(id uuid, part uuid, held jsonb, new jsonb)
  where s.matter_id = r.id and s.stop_id = r.part and s.data = r.held`;

/** The rows of clocks that a step changes: what is not the very clock that was read. */
export function changedClocks(before: readonly Clock[], after: readonly Clock[]): object[] {
  const kept = new Set(before);
  return after
    .filter((clock) => !kept.has(clock))
    .map((c) => ({
      clock_id: c.clockId,
      node: c.node,
      pace: c.pace,
      within: c.within,
      started_at: c.startedAt,
      counted_from: c.countedFrom,
      due_at: c.dueAt,
      stopped_at: c.stoppedAt,
      ended_at: c.endedAt,
      met: c.met,
      mark: c.mark,
      next_at: c.nextAt,
    }));
}

/** The rows of stops that a step begins or ends. */
export function changedStops(before: readonly Stop[], after: readonly Stop[]): object[] {
  const kept = new Set(before);
  return after
    .filter((stop) => !kept.has(stop))
    .map((s) => ({
      stop_id: s.stopId,
      stop: s.stop,
      reason: s.reason,
      basis: s.basis,
      data: s.data,
      clocks: s.clocks,
      works: s.works,
      expected_at: s.expectedAt,
      started_at: s.startedAt,
      started_by: s.startedBy,
      ended_at: s.endedAt,
      result: s.result,
    }));
}

const MARKED = `
  update matter.clocks set mark = $3, next_at = $4 where matter_id = $1 and clock_id = $2 and ended_at is null and next_at is not null`;

/** Writes that a mark of a clock has passed, and when it is looked at next. The matter is locked, and does not change by it. */
export async function writeMark(ctx: Ctx, matterId: string, { clockId, mark, nextAt }: Pick<Clock, "clockId" | "mark" | "nextAt">): Promise<void> {
  await ctx.db.query(MARKED, [matterId, clockId, mark, nextAt]);
}
