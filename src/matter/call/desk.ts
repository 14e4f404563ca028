import type { Ctx } from "#kernel/ctx";
import { conflict, forbidden } from "#values/errors";
import { callAt, finishCall, getCall, listUnfinished, type Call } from "./call.ts";
import { noteOutward, takeCallback } from "./callback.ts";
import { pauseShift, shiftNow, type Shift } from "./shift.ts";
import { command } from "./switchboard.ts";

/** The actor's seat; refuses who sits at none. */
async function seatNow(ctx: Ctx): Promise<Shift> {
  const shift = await shiftNow(ctx);
  if (!shift) throw conflict("NO_SEAT", "您还没有上岗，请先写席位的分机号，点“上岗”。");
  return shift;
}

const AT_SEAT = ["ringing", "talking", "held"];

/** A call that is the actor's: it waits for anybody, rings or is spoken at their seat, or they answered it. Refuses another's, of the same seat on an earlier shift too. */
export async function mustBeMine(ctx: Ctx, callId: string): Promise<Call> {
  const call = await getCall(ctx, callId);
  const shift = await shiftNow(ctx);
  if (call.staffId === ctx.actor.id || (shift && call.seat === shift.seat && AT_SEAT.includes(call.state)) || call.state === "waiting") return call;
  throw forbidden("这个来电是别的席位接的。");
}

const OVER = "这个来电已经结束了。写了的内容都还在。";

async function running(ctx: Ctx, callId: string): Promise<{ call: Call; shift: Shift }> {
  const shift = await seatNow(ctx);
  const call = await mustBeMine(ctx, callId);
  if (call.state === "ended" || call.state === "handed") throw conflict("CALL_OVER", OVER);
  return { call, shift };
}

/** Takes a call that waits or rings. Refuses while another is in hand. */
export async function answerCall(ctx: Ctx, callId: string): Promise<void> {
  const { call, shift } = await running(ctx, callId);
  const held = await callAt(ctx, shift.seat);
  if (held && held.callId !== callId && held.state !== "ringing") throw conflict("IN_HAND", "您正在通话，先结束或者转出这一个。");
  if (call.state === "waiting" || call.state === "ringing") await command(ctx, { command: "answer", call: call.outside, seat: shift.seat });
}

/** Hangs up. */
export async function hangUp(ctx: Ctx, callId: string): Promise<void> {
  const { call, shift } = await running(ctx, callId);
  await command(ctx, { command: "hang-up", call: call.outside, seat: shift.seat });
}

/** Holds a call, or takes it up again. */
export async function holdCall(ctx: Ctx, callId: string): Promise<void> {
  const { call, shift } = await running(ctx, callId);
  await command(ctx, { command: "hold", call: call.outside, seat: shift.seat });
}

/** Hands a call on to another line. */
export async function transferCall(ctx: Ctx, callId: string, to: string): Promise<void> {
  const { call, shift } = await running(ctx, callId);
  if (call.state === "ringing") throw conflict("NOT_ANSWERED", "还没有接起来，先接听再转。");
  await command(ctx, { command: "transfer", call: call.outside, seat: shift.seat, to });
}

/** Takes no calls for a while, or takes them again. */
export async function pauseSeat(ctx: Ctx, on: boolean): Promise<void> {
  const { seat } = await seatNow(ctx);
  await pauseShift(ctx, on);
  await command(ctx, { command: "pause", seat, on });
}

async function dial(ctx: Ctx, seat: string, number: string): Promise<void> {
  const outside = await command(ctx, { command: "dial", seat, number });
  if (outside !== undefined) await noteOutward(ctx, outside);
}

async function freeSeat(ctx: Ctx): Promise<string> {
  const { seat } = await seatNow(ctx);
  const held = await callAt(ctx, seat);
  if (held) throw conflict("IN_HAND", "您手上有来电，先接完再回拨。");
  return seat;
}

/** Calls back a call that nobody answered: whoever is first. */
export async function callBack(ctx: Ctx, callId: string): Promise<void> {
  const seat = await freeSeat(ctx);
  const { number } = await takeCallback(ctx, callId);
  await dial(ctx, seat, number!);
}

/** Calls again whose call dropped. */
export async function callAgain(ctx: Ctx, callId: string): Promise<void> {
  const seat = await freeSeat(ctx);
  const call = await mustBeMine(ctx, callId);
  if (call.number === null) throw conflict("WITHHELD", "对方没有显示号码，不能回拨。");
  await dial(ctx, seat, call.number);
}

/** The call that a seat is about: what it has in hand or rings there, else the newest whose work is not done. */
export async function callInHand(ctx: Ctx): Promise<Call | undefined> {
  const shift = await shiftNow(ctx);
  const now = shift && (await callAt(ctx, shift.seat));
  return now ?? (await listUnfinished(ctx))[0];
}

/** The work after a call of the actor's is done. */
export async function closeCall(ctx: Ctx, callId: string): Promise<void> {
  await mustBeMine(ctx, callId);
  await finishCall(ctx, callId);
}
