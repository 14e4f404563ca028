import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict } from "#values/errors";
import { callsWhere, getCall, type Call } from "./call.ts";

// Of a number the newest call that nobody answered, unless it was called back or got through since. What is withheld cannot be called.
const MISSED = `
  state = 'ended' and answered_at is null and not outward and number_index is not null and received_at > $1
  and not exists (select from call.callbacks b where b.call_id = calls.call_id)
  and not exists (select from call.calls later where later.number_index = calls.number_index
    and (later.received_at, later.call_id) > (calls.received_at, calls.call_id) and (later.answered_at is not null or not later.outward))
  order by received_at limit 50`;
const DAYS = 3 * 86_400_000;

/** 漏接: calls that nobody answered and nobody has called back, one for a number, the oldest first. */
export function listMissed(ctx: Ctx): Promise<Call[]> {
  return callsWhere(ctx, MISSED, [new Date(ctx.now.getTime() - DAYS)]);
}

/** Somebody calls a missed call back; refuses a second. Gives the call. */
export function takeCallback(ctx: Ctx, callId: string): Promise<Call> {
  return transaction(ctx, async (inner) => {
    const call = await getCall(inner, callId);
    if (call.number === null) throw conflict("WITHHELD", "对方没有显示号码，不能回拨。");
    if (call.state !== "ended" || call.answeredAt !== null) throw conflict("NOT_MISSED", "这个来电有人接，不用回拨。");
    const fresh = await inner.db.query("insert into call.callbacks (call_id, staff_id, at) values ($1, $2, $3) on conflict do nothing returning call_id", [
      callId,
      inner.actor.id,
      inner.now,
    ]);
    if (fresh.length === 0) throw conflict("CALLED_BACK", "已经有人回拨过这个号码了。");
    return call;
  });
}

/** A call that we make: known by the switchboard's name for it before its events come. */
export async function noteOutward(ctx: Ctx, outside: string): Promise<void> {
  await ctx.db.query("update call.calls set outward = true, staff_id = coalesce(staff_id, $2) where outside = $1", [outside, ctx.actor.id]);
}
