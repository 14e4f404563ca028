import {
  answerCall,
  beginShift,
  callAgain,
  callBack,
  callInHand,
  closeCall,
  endShift,
  halfWritten,
  hangUp,
  holdCall,
  mustBeMine,
  pauseSeat,
  SIMULATION,
  takeUp,
  transferCall,
} from "#matter/call";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { badInput, notFound } from "#values/errors";
import { attempt } from "../page-routes.ts";
import { typed } from "../typed.ts";
import { deskOf } from "./at-desk.ts";
import { seatPage } from "./seat.tsx";

async function transfer(ctx: Ctx, callId: string, to: string): Promise<void> {
  const line = (await deskOf(ctx)).lines.find(({ value }) => value === to);
  if (!line) throw badInput("LINE", "请先选转到哪里。");
  await transferCall(ctx, callId, String(line["number"] ?? line.value));
}

async function takeUpHalf(ctx: Ctx, callId: string): Promise<void> {
  const call = await mustBeMine(ctx, callId);
  const earlier = await halfWritten(ctx, call);
  if (earlier !== undefined) await takeUp(ctx, callId, earlier);
}

/** What may be done with a call; `stays`: the page goes on being about it. */
const ACTS: Readonly<Record<string, { does: (ctx: Ctx, callId: string, to: string) => Promise<void>; stays?: true }>> = {
  answer: { does: answerCall, stays: true },
  "hang-up": { does: hangUp, stays: true },
  hold: { does: holdCall, stays: true },
  transfer: { does: transfer, stays: true },
  "call-back": { does: callBack },
  again: { does: callAgain },
  "take-up": { does: takeUpHalf, stays: true },
  finish: { does: closeCall },
};

/** Does something with a call. */
export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  await deskOf(ctx);
  const callId = params["call"]!;
  const act = Object.hasOwn(ACTS, params["act"]!) ? ACTS[params["act"]!] : undefined;
  if (!act) throw notFound("这个操作");
  return attempt(
    async () => {
      await act.does(ctx, callId, typed(body, "to"));
      return redirect(act.stays ? `/console/seat?call=${callId}` : "/console/seat");
    },
    (refusal) => seatPage(incoming, ctx, { refusal }),
  );
}

const SHIFT: Readonly<Record<string, (ctx: Ctx, seat: string) => Promise<void>>> = {
  begin: beginShift,
  pause: (ctx) => pauseSeat(ctx, true),
  ready: (ctx) => pauseSeat(ctx, false),
  end: endShift,
};

/** Sits down at a seat, takes a pause, leaves. */
export const shift = {
  async post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
    await deskOf(ctx);
    const does = typed(incoming.body, "_do");
    return attempt(
      async () => {
        if (!Object.hasOwn(SHIFT, does)) throw badInput("SHIFT", "请选择上岗、小休或者离岗。");
        await SHIFT[does]!(ctx, typed(incoming.body, "seat").trim());
        return redirect("/console/seat");
      },
      (refusal) => seatPage(incoming, ctx, { refusal }),
    );
  },
};

/** Of a demo city: somebody calls, or the line drops. */
export const simulation = {
  async post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
    await deskOf(ctx);
    const board = ctx.ports.find(SIMULATION);
    if (!board) throw notFound("演示电话");
    const call = await callInHand(ctx);
    if (typed(incoming.body, "_do") !== "drop") await board.ring(ctx);
    else if (call) await board.drop(ctx, call.outside, "lost");
    return redirect("/console/seat");
  },
};
