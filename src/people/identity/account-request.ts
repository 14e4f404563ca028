import { answered, appointAsked, askSecondPerson, endAsked, grants } from "#people/duty";
import { hashPassword } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, forbidden } from "#values/errors";
import { isId } from "#values/ids";
import { forgetAttempts } from "./attempts.ts";
import { firstPassword } from "./first-password.ts";
import { endSessionsOf } from "./staff.ts";

/** What an administrator may ask for an account, for another person to agree to. */
export type AccountKind = "unlock" | "reset-password" | "reset-second-factor";

/** Asks that an account be let try again at once, or that its owner may set a new password or second factor. */
export async function askForAccount(ctx: Ctx, { staffId, kind, reason }: { staffId: string; kind: AccountKind; reason: string }): Promise<string> {
  if (!grants(ctx.actor, "staff.manage")) throw forbidden();
  const known = isId(staffId) && (await first(ctx.db, "select 1 as one from identity.staff where staff_id = $1", [staffId]));
  if (!known) throw badInput("STAFF", "没有这个账号。", { staffId: "请选择人员。" });
  if (!["unlock", "reset-password", "reset-second-factor"].includes(kind)) throw badInput("KIND", "请选择要办什么。", { kind: "请选择一项。" });
  return askSecondPerson(ctx, { kind, staffId, reason });
}

/**
 * The second person agrees or refuses; what was asked is done in the same transaction. Gives the password for one sign-in when one was reset: shown this
 * once, to be told to its owner.
 */
export function answerRequest(ctx: Ctx, requestId: string, { agreed, note }: { agreed: boolean; note: string }): Promise<{ password?: string }> {
  return transaction(ctx, async (inner) => {
    const request = await answered(inner, requestId, agreed, note);
    const { staffId } = request;
    if (!agreed) return {};
    if (request.kind === "appoint") {
      await appointAsked(inner, request);
      return {};
    }
    if (request.kind === "end") {
      await endAsked(inner, request);
      return {};
    }
    const { username } = (await first<{ username: string }>(inner.db, "select username from identity.staff where staff_id = $1 for update", [staffId]))!;
    await forgetAttempts(inner, `staff:${username}`);
    if (request.kind === "unlock") return {};
    await endSessionsOf(inner, staffId);
    if (request.kind === "reset-second-factor") {
      await inner.db.query("update identity.staff set totp_enrolled_at = null, totp_pending = null where staff_id = $1", [staffId]);
      return {};
    }
    const password = firstPassword();
    await inner.db.query("update identity.staff set password_hash = $2, must_change = true where staff_id = $1", [staffId, await hashPassword(password)]);
    return { password };
  });
}
