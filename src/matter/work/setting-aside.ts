import type { Ctx } from "#kernel/ctx";
import { HOLD, stop, stopKindOf, timingNow } from "#matter/clocks";
import type { Occasion } from "#matter/matter";

/** 挂起: from now on nobody works on a matter, while its clocks run on; the caller records why. */
export async function setAside(ctx: Ctx, { open, change, blueprint }: Pick<Occasion, "open" | "change" | "blueprint">, reason: string): Promise<void> {
  const timing = await timingNow(ctx, blueprint.kind);
  stop(timing, change, open, stopKindOf(timing, HOLD), { by: ctx.actor.id, reason });
}
