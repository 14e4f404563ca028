import type { Ctx } from "#kernel/ctx";
import { realReason, recordLook } from "#kernel/trace";
import { newId } from "#values/ids";

/** Figures leave the house: what for is said, and is on record. Refuses a reason that says nothing. */
export async function takeOutFigures(ctx: Ctx, what: string, purpose: string): Promise<void> {
  await recordLook(ctx, { subjectId: newId(), fields: [what], purpose: realReason(purpose) });
}
