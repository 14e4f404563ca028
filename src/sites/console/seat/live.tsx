import { callInHand, lastSeat, listMissed, listWaiting, mustBeMine, seatsReady, shiftNow, SWITCHBOARD, type Call } from "#matter/call";
import type { Ctx } from "#kernel/ctx";
import { page, type Incoming, type Reply } from "#kernel/http";
import { isId } from "#values/ids";
import { htmlFragment } from "#ui";
import { chosen } from "../typed.ts";
import { deskOf, type AtDesk } from "./at-desk.ts";
import { CallBar, type Bar } from "./call-bar.tsx";
import { Lines } from "./caller-pane.tsx";

/** The call that a page is about: the one that its address names, else the one in hand. */
export async function callOf(incoming: Incoming, ctx: Ctx, now: Call | undefined): Promise<Call | undefined> {
  const asked = chosen(incoming.query, "call");
  if (asked === undefined || !isId(asked) || asked === now?.callId) return now;
  return mustBeMine(ctx, asked);
}

/** How the telephone stands. */
export async function barOf(incoming: Incoming, ctx: Ctx, { lines, desk }: AtDesk, call: Call | undefined): Promise<Bar> {
  const board = ctx.ports.find(SWITCHBOARD);
  const [shift, seat, ready] = await Promise.all([shiftNow(ctx), lastSeat(ctx), seatsReady(ctx)]);
  return {
    token: incoming.formToken,
    now: ctx.now,
    shift,
    call,
    lines,
    switchboard: board ? (board.connected() ? "stands" : "cut") : "none",
    lastSeat: seat,
    closed: ready.length === 0 ? desk.closed : undefined,
    clock: call ? Math.round(Math.abs(call.receivedAt.getTime() - call.beganAt.getTime()) / 60_000) : 0,
  };
}

/** The parts of the page that change by themselves; a script puts them in place of what stands there. Without it the page is read again. */
export async function livePartsOf({ incoming, ctx, at, call }: { incoming: Incoming; ctx: Ctx; at: AtDesk; call: Call | undefined }) {
  const [bar, waiting, missed] = await Promise.all([barOf(incoming, ctx, at, call), listWaiting(ctx), listMissed(ctx)]);
  const version = [call?.callId, call?.state, bar.shift?.seat, bar.shift?.pausedAt?.getTime(), bar.switchboard, bar.closed === undefined].join(" ");
  return {
    bar: (
      <div data-live="bar" data-version={version} data-call={call?.callId ?? ""}>
        <CallBar {...bar} />
      </div>
    ),
    lines: (
      <div data-live="lines" data-version={[...waiting, ...missed].map(({ callId, state }) => `${callId} ${state}`).join(" ")}>
        <Lines token={incoming.formToken} waiting={waiting.filter(({ callId }) => callId !== call?.callId)} missed={missed} now={ctx.now} />
      </div>
    ),
  };
}

/** The same alone, for the script that asks every other second. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const at = await deskOf(ctx);
  const now = await callInHand(ctx);
  const asked = await callOf(incoming, ctx, now);
  const { bar, lines } = await livePartsOf({ incoming, ctx, at, call: asked });
  const html = htmlFragment([<div data-now={now?.callId ?? ""} hidden />, bar, lines]);
  return { ...page(html), headers: { "cache-control": "no-store" } };
}
