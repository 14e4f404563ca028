import { grants } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { firstJob } from "../navigation.ts";
import { findDesk } from "../seat/at-desk.ts";

/** The console opens where the actor's work is: who answers the telephone and does nothing else, at their seat. */
export async function get(_incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const sits = grants(ctx.actor, "matter.begin") && !grants(ctx.actor, "matter.work") && (await findDesk(ctx)) !== undefined;
  return redirect(sits ? "/console/seat" : firstJob(ctx.actor));
}
