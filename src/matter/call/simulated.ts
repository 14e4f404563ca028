import { randomUUID } from "node:crypto";
import { port, type Ctx } from "#kernel/ctx";
import type { CallEvent, EventKind } from "./event.ts";
import { askAgain, receiveEvent } from "./receive.ts";
import { seatsReady } from "./shift.ts";
import { CLOSED, cutOff, type Command, type Switchboard } from "./switchboard.ts";

/** What goes wrong at a simulated switchboard. */
export interface Mischief {
  /** Numbers from 0 up to 1; events are told twice and late by them. Without it each is told once, as it happens. */
  odd?: () => number;
  /** Milliseconds that its clock is wrong. */
  skew?: number;
  /** Numbers of those who call when none is said. */
  callers?: readonly string[];
}

interface Line {
  number: string | undefined;
  seat: string | undefined;
  last: EventKind;
  events: CallEvent[];
}

/** A switchboard that is none: it rings, hangs up, hands on and drops as it is told, for the demo city and for tests. */
export interface Simulation extends Switchboard {
  /** Somebody calls; gives the name of the call. `withheld`: without a number. `twice`: in two queues at once. */
  ring(ctx: Ctx, caller?: { number?: string; withheld?: boolean; twice?: boolean }): Promise<string>;
  /** The caller hangs up, or the line drops. */
  drop(ctx: Ctx, call: string, cause?: string): Promise<void>;
  /** A call that was handed on comes back to a seat. */
  comeBack(ctx: Ctx, call: string, seat: string): Promise<void>;
  /** Cuts the line to us: calls go on, and we hear nothing of them. */
  cut(): void;
  /** Mends it; what runs is asked for. */
  mend(ctx: Ctx): Promise<void>;
  /** Tells what was held back. */
  catchUp(ctx: Ctx): Promise<void>;
}

/** The simulated switchboard of a demo city, where there is one. */
export const SIMULATION = port<Simulation>("call.simulation");

const CALLED = "12345";

/** A switchboard that obeys, with the mischief that real ones make. */
export function simulatedSwitchboard({ odd, skew = 0, callers = [] }: Mischief = {}): Simulation {
  const lines = new Map<string, Line>();
  const late: CallEvent[] = [];
  let connected = true;
  let turn = 0;

  async function tell(ctx: Ctx, call: string, kind: EventKind, more: Partial<CallEvent> = {}): Promise<void> {
    const line = lines.get(call)!;
    const number = line.number === undefined ? {} : { number: line.number };
    const event: CallEvent = { call, kind, at: new Date(ctx.now.getTime() + skew), called: CALLED, ...number, ...more };
    line.last = kind;
    line.events.push(event);
    if (kind === "ended") lines.delete(call);
    if (!connected) return;
    if (odd && odd() < 0.4) {
      late.push(event);
      return;
    }
    await receiveEvent(ctx, event);
    if (odd && odd() < 0.5) await receiveEvent(ctx, event);
    if (odd && odd() < 0.5) await catchUp(ctx);
  }

  async function catchUp(ctx: Ctx): Promise<void> {
    for (const event of late.splice(0).toReversed()) if (connected) await receiveEvent(ctx, event);
  }

  /** Calls that wait ring at seats that are free. */
  async function offer(ctx: Ctx): Promise<void> {
    const taken = new Set([...lines.values()].map(({ seat }) => seat));
    const free = (await seatsReady(ctx)).filter((seat) => !taken.has(seat));
    for (const [call, line] of lines) {
      if (line.last !== "waiting" || line.seat !== undefined) continue;
      line.seat = free.shift();
      if (line.seat !== undefined) await tell(ctx, call, "ringing", { seat: line.seat });
    }
  }

  async function end(ctx: Ctx, call: string, cause: string): Promise<void> {
    if (!lines.has(call)) return;
    await tell(ctx, call, "ended", { cause });
    await offer(ctx);
  }

  async function obey(ctx: Ctx, what: Command): Promise<string | undefined> {
    if (what.command === "pause") return void (await offer(ctx));
    if (what.command === "dial") {
      const call = `sim-${randomUUID()}`;
      lines.set(call, { number: what.number, seat: what.seat, last: "ringing", events: [] });
      await tell(ctx, call, "ringing", { seat: what.seat });
      await tell(ctx, call, "answered", { seat: what.seat });
      return call;
    }
    const { call, seat } = what;
    const line = lines.get(call);
    if (!line) return undefined;
    if (what.command === "answer") {
      line.seat = seat;
      await tell(ctx, call, "answered", { seat });
    } else if (what.command === "hold") {
      const held = line.events.findLast((event) => event.kind === "seat" || event.kind === "answered")?.cause === "held";
      await tell(ctx, call, "seat", { seat, cause: held ? "resumed" : "held" });
    } else if (what.command === "transfer") {
      await tell(ctx, call, "transferred", { seat, called: what.to });
      line.seat = undefined;
      await offer(ctx);
    } else await end(ctx, call, "seat");
    return undefined;
  }

  return {
    connected: () => connected,
    async send(ctx, what) {
      if (!connected) throw cutOff();
      return obey(ctx, what);
    },
    running: () => Promise.resolve([...lines.values()].flatMap(({ events }) => events)),
    async ring(ctx, { number, withheld = false, twice = false } = {}) {
      const call = `sim-${randomUUID()}`;
      const known = number ?? callers[turn++ % Math.max(1, callers.length)];
      lines.set(call, { number: withheld ? undefined : known, seat: undefined, last: "waiting", events: [] });
      await tell(ctx, call, "waiting", { queue: "main" });
      if (twice) await tell(ctx, call, "waiting", { queue: "second" });
      // Nobody at a seat: the line says so and hangs up.
      if ((await seatsReady(ctx)).length === 0) await end(ctx, call, CLOSED);
      else await offer(ctx);
      return call;
    },
    drop: (ctx, call, cause = "caller") => end(ctx, call, cause),
    async comeBack(ctx, call, seat) {
      lines.get(call)!.seat = seat;
      await tell(ctx, call, "ringing", { seat });
    },
    cut: () => void (connected = false),
    async mend(ctx) {
      connected = true;
      await askAgain(ctx);
    },
    catchUp,
  };
}
