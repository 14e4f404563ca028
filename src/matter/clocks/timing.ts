import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { APPLICATION, type Declared, type Timing } from "./declared.ts";

/** What the movers go by now; `declared` is what the kind of the matter declares. */
export async function timingNow(ctx: Ctx, declared: Declared = APPLICATION): Promise<Timing> {
  return { ...declared, calendar: await calendarNow(ctx), now: ctx.now };
}
