import { endSession, nameOfSession } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { redirect, SESSION_COOKIE, WAS_COOKIE, type Incoming, type Reply, type SetCookie } from "#kernel/http";

/** What the browser keeps of a login that was ended: whose it was, so that a form that is sent from another tab is not lost. */
export function signedOut(ctx: Ctx): SetCookie[] {
  const was = nameOfSession(ctx);
  return [{ name: SESSION_COOKIE, value: "" }, ...(was ? [{ name: WAS_COOKIE, value: was, maxAge: 12 * 3600 }] : [])];
}

export async function post(_incoming: Incoming, ctx: Ctx): Promise<Reply> {
  await endSession(ctx);
  return redirect("/console/sign-in?out=1", signedOut(ctx));
}
