import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, conflict } from "#values/errors";
import { newId } from "#values/ids";

/** Somebody at a seat. */
export interface Shift {
  shiftId: string;
  staffId: string;
  seat: string;
  beganAt: Date;
  /** Since when no call is put through. */
  pausedAt: Date | null;
}

const COLUMNS = 'shift_id as "shiftId", staff_id as "staffId", seat, began_at as "beganAt", paused_at as "pausedAt"';

/** The seat at which the actor sits now. */
export function shiftNow(ctx: Ctx): Promise<Shift | undefined> {
  return first<Shift>(ctx.db, `select ${COLUMNS} from call.shifts where staff_id = $1 and ended_at is null`, [ctx.actor.id]);
}

/** Who sits at a seat. */
export async function staffAt(ctx: Ctx, seat: string): Promise<string | undefined> {
  return (await first<{ staffId: string }>(ctx.db, 'select staff_id as "staffId" from call.shifts where seat = $1 and ended_at is null', [seat]))?.staffId;
}

/** Seats where somebody sits and takes calls. */
export async function seatsReady(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.query<{ seat: string }>(
    "select seat from call.shifts where ended_at is null and paused_at is null order by began_at, shift_id",
    [],
  );
  return rows.map(({ seat }) => seat);
}

/** The seat where the actor sat last. */
export async function lastSeat(ctx: Ctx): Promise<string | undefined> {
  return (await first<{ seat: string }>(ctx.db, "select seat from call.shifts where staff_id = $1 order by began_at desc limit 1", [ctx.actor.id]))?.seat;
}

/** The actor sits down at a seat, known by its extension. Refuses a seat that is taken. */
export async function beginShift(ctx: Ctx, seat: string): Promise<void> {
  if (!/^\d{2,8}$/.test(seat)) throw badInput("SEAT", "席位写分机号，2 到 8 位数字。", { seat: "席位写分机号，2 到 8 位数字" });
  await transaction(ctx, async (inner) => {
    await inner.db.query("select pg_advisory_xact_lock(hashtextextended('call.shifts', 21))");
    if (await shiftNow(inner)) throw conflict("SITS_ALREADY", "您已经在岗了。要换席位，请先离岗。");
    if (await staffAt(inner, seat)) throw conflict("SEAT_TAKEN", `${seat} 席位上有人，请换一个席位。`);
    await inner.db.query("insert into call.shifts (shift_id, staff_id, seat, began_at) values ($1, $2, $3, $4)", [newId(), inner.actor.id, seat, inner.now]);
  });
}

/** The actor takes no calls for a while, or takes them again. */
export async function pauseShift(ctx: Ctx, on: boolean): Promise<void> {
  await ctx.db.query("update call.shifts set paused_at = $2 where staff_id = $1 and ended_at is null", [ctx.actor.id, on ? ctx.now : null]);
}

/** The actor leaves their seat. */
export async function endShift(ctx: Ctx): Promise<void> {
  await ctx.db.query("update call.shifts set ended_at = $2 where staff_id = $1 and ended_at is null", [ctx.actor.id, ctx.now]);
}
