import type { Kind } from "#content/kind";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { declaredBy, type Timing } from "./declared.ts";

/** What the movers go by now: what the kind of the matter declares, the calendar, the instant. */
export async function timingNow(ctx: Ctx, kind: Kind): Promise<Timing> {
  return { ...declaredBy(kind), calendar: await calendarNow(ctx), now: ctx.now };
}
