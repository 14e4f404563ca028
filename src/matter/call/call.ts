import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import type { CallState } from "./standing.ts";

/** A call as its row stands. */
export interface Call {
  callId: string;
  outside: string;
  state: CallState;
  /** The caller's number; null where it was withheld. */
  number: string | null;
  numberIndex: string | null;
  called: string | null;
  queue: string | null;
  seat: string | null;
  handedTo: string | null;
  cause: string | null;
  beganAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  receivedAt: Date;
  changedAt: Date;
  staffId: string | null;
  doneAt: Date | null;
  /** We called, not they. */
  outward: boolean;
}

const COLUMNS = `
  call_id as "callId", outside, state, number, number_index as "numberIndex", called, queue, seat, handed_to as "handedTo", cause, began_at as "beganAt",
  answered_at as "answeredAt", ended_at as "endedAt", received_at as "receivedAt", changed_at as "changedAt", staff_id as "staffId", done_at as "doneAt", outward`;

/** Calls by a condition of constant text. */
export async function callsWhere(ctx: Ctx, where: string, values: unknown[]): Promise<Call[]> {
  const rows = await ctx.db.query<Call>(`select ${COLUMNS} from call.calls where ${where}`, values);
  return rows.map((row) => ({ ...row, number: row.number === null ? null : ctx.personal.decrypt(row.number) }));
}

/** A call; refuses one that there is not. */
export async function getCall(ctx: Ctx, callId: string): Promise<Call> {
  const [call] = isId(callId) ? await callsWhere(ctx, "call_id = $1", [callId]) : [];
  if (!call) throw notFound("来电");
  return call;
}

/** Calls that nobody has taken yet, the longest waiting first. */
export function listWaiting(ctx: Ctx): Promise<Call[]> {
  return callsWhere(ctx, "state in ('waiting', 'ringing') and not outward order by received_at, call_id limit 50", []);
}

/** The call at a seat: what it has in hand, else what rings there. */
export async function callAt(ctx: Ctx, seat: string): Promise<Call | undefined> {
  const at = "seat = $1 and state in ('talking', 'held', 'ringing') order by (state = 'ringing'), received_at limit 1";
  return (await callsWhere(ctx, at, [seat]))[0];
}

const SINCE = 12 * 3_600_000;

/** Calls that ended and whose work after them is not done: of one member of staff, the newest first. */
export function listUnfinished(ctx: Ctx): Promise<Call[]> {
  const since = new Date(ctx.now.getTime() - SINCE);
  return callsWhere(ctx, "staff_id = $1 and state in ('ended', 'handed') and done_at is null and received_at > $2 order by received_at desc limit 20", [
    ctx.actor.id,
    since,
  ]);
}

/** The work after a call is done. */
export async function finishCall(ctx: Ctx, callId: string): Promise<void> {
  await ctx.db.query("update call.calls set done_at = $2 where call_id = $1 and done_at is null and state in ('ended', 'handed')", [callId, ctx.now]);
}

/** A matter was written in a call. */
export async function noteMatter(ctx: Ctx, callId: string, matterId: string): Promise<void> {
  await ctx.db.query("insert into call.matters (call_id, matter_id, at) values ($1, $2, $3) on conflict do nothing", [callId, matterId, ctx.now]);
}

/** How many matters were written in a call. */
export async function countMatters(ctx: Ctx, callId: string): Promise<number> {
  return (await first<{ count: number }>(ctx.db, "select count(*)::int as count from call.matters where call_id = $1", [callId]))?.count ?? 0;
}
