import { endSession } from "#base/identity";
import type { Ctx } from "#kernel/ctx";
import { redirect, SESSION_COOKIE, type Incoming, type Reply } from "#kernel/http";

export async function post(_incoming: Incoming, ctx: Ctx): Promise<Reply> {
  await endSession(ctx);
  return redirect("/console/sign-in?out=1", [{ name: SESSION_COOKIE, value: "" }]);
}
