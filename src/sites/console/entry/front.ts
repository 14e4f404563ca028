import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { firstJob } from "../navigation.ts";

/** The console opens where the actor's work is. */
export function get(_incoming: Incoming, ctx: Ctx): Reply {
  return redirect(firstJob(ctx.actor));
}
