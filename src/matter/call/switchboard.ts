import { port, type Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import type { CallEvent } from "./event.ts";

/** What a switchboard is told to do. */
export type Command =
  | { command: "answer" | "hang-up" | "hold"; call: string; seat: string }
  | { command: "transfer"; call: string; seat: string; to: string }
  | { command: "dial"; seat: string; number: string }
  | { command: "pause"; seat: string; on: boolean };

/** A switchboard as the desk knows it. What becomes of a command comes back as events, never as its answer. */
export interface Switchboard {
  /** Whether its line to us stands. */
  connected(): boolean;
  /** Gives the name of the call, of `dial`. Throws where it cannot be told. */
  send(ctx: Ctx, command: Command): Promise<string | undefined>;
  /** What it knows of the calls that run now, as events, told anew: asked after the line was cut. */
  running(): Promise<CallEvent[]>;
}

/** Why a call ended that came when nobody was at a seat: the line said so. */
export const CLOSED = "closed";

/** The switchboard of the city; where none is plugged in, orders are written without one. */
export const SWITCHBOARD = port<Switchboard>("call.switchboard");

/** 409: the line to the switchboard is cut. What was written is not lost by it. */
export function cutOff(): Refusal {
  return new Refusal(409, "SWITCHBOARD_AWAY", "和电话系统的连接断了，这个按钮暂时没有用；请在话机上操作。写了的内容都还在，连上以后会自动核对。");
}

/** Tells the switchboard to do something. */
export async function command(ctx: Ctx, what: Command): Promise<string | undefined> {
  const switchboard = ctx.ports.find(SWITCHBOARD);
  if (!switchboard?.connected()) throw cutOff();
  return switchboard.send(ctx, what);
}
