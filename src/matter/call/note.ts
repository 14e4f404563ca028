import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import type { PartyGiven } from "#matter/party";

/** An order as far as it is written: kept with the call, so that a call that drops loses nothing. */
export interface CallNote {
  item: string;
  answers: Record<string, unknown>;
  party?: PartyGiven | undefined;
  priority?: number;
  /** Matter that says the same, to which it is to be joined. */
  same?: string;
  /** The caller agrees to be written to. */
  sms?: boolean;
}

const KEEP = `
  insert into call.notes (call_id, staff_id, note, updated_at) values ($1, $2, $3, $4)
  on conflict (call_id) do update set staff_id = excluded.staff_id, note = excluded.note, updated_at = excluded.updated_at`;

/** Keeps what is written so far. */
export async function keepNote(ctx: Ctx, callId: string, note: CallNote): Promise<void> {
  await ctx.db.query(KEEP, [callId, ctx.actor.id, ctx.personal.encrypt(JSON.stringify(note)), ctx.now]);
}

/** What was written in a call. */
export async function noteOf(ctx: Ctx, callId: string): Promise<CallNote | undefined> {
  const row = await first<{ note: string | null }>(ctx.db, "select note from call.notes where call_id = $1", [callId]);
  return row?.note ? (JSON.parse(ctx.personal.decrypt(row.note)) as CallNote) : undefined;
}

/** Empties what was written: it is handed in, or put away. */
export async function clearNote(ctx: Ctx, callId: string): Promise<void> {
  await ctx.db.query("update call.notes set note = null, updated_at = $2 where call_id = $1", [callId, ctx.now]);
}

const KEPT_DAYS = 30;

/** Empties what was left half written for thirty days. A daily job. */
export async function forgetNotes(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - KEPT_DAYS * 86_400_000);
  await ctx.db.query("update call.notes set note = null where note is not null and updated_at < $1", [before]);
}

const HALF = `
  select c.call_id as "callId" from call.calls c join call.notes n using (call_id)
  where c.number_index = $1 and c.call_id <> $2 and n.note is not null and c.received_at > $3 and c.state in ('ended', 'handed')
  order by c.received_at desc limit 1`;
const DAY = 86_400_000;

/** An earlier call of the same number, of the last day, in which an order was left half written. */
export async function halfWritten(ctx: Ctx, { callId, numberIndex }: { callId: string; numberIndex: string | null }): Promise<string | undefined> {
  if (numberIndex === null) return undefined;
  return (await first<{ callId: string }>(ctx.db, HALF, [numberIndex, callId, new Date(ctx.now.getTime() - DAY)]))?.callId;
}

/** Goes on in a call with what was left half written in an earlier one. */
export async function takeUp(ctx: Ctx, callId: string, earlier: string): Promise<void> {
  await transaction(ctx, async (inner) => {
    const note = await noteOf(inner, earlier);
    if (!note) return;
    await keepNote(inner, callId, note);
    await clearNote(inner, earlier);
    await inner.db.query("update call.calls set done_at = $2 where call_id = $1 and done_at is null", [earlier, inner.now]);
  });
}
