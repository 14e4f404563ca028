import { hashPassword, passwordMatches } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { Refusal } from "#values/errors";
import { admitAttempt } from "./attempts.ts";
import { stepOf, useStep } from "./second-factor.ts";

interface Account {
  staff_id: string;
  password_hash: string;
  totp_secret: string;
  must_change: boolean;
  totp_enrolled_at: Date | null;
}

// Answering a wrong name takes as long as a wrong password: this hash is compared when there is no account.
const nobody = hashPassword("nobody has this password");
const wrong = (): Refusal => new Refusal(422, "SIGN_IN", "账号、密码或动态口令不对，请检查后再试。");

/**
 * Checks name, password and code; gives the staff id, and whether they have first to set what is theirs (`enrols`). A code works once. The answer never tells
 * which of the three was wrong, nor whether there is such an account; every try is counted before any of it is looked at.
 */
export async function signInStaff(
  ctx: Ctx,
  { username, password, code, address }: { username: string; password: string; code: string; address: string },
): Promise<{ staffId: string; enrols: boolean }> {
  if (username === "" || password === "") throw wrong();
  const attempt = await admitAttempt(ctx, `staff:${username.toLowerCase()}`, address);
  const account = await first<Account>(
    ctx.db,
    "select staff_id, password_hash, totp_secret, must_change, totp_enrolled_at from identity.staff where username = $1 and disabled_at is null",
    [username],
  );
  const right = await passwordMatches(account?.password_hash ?? (await nobody), password);
  if (!account || !right) throw wrong();
  if (account.totp_enrolled_at) {
    const step = stepOf(ctx.personal.decrypt(account.totp_secret), code, ctx.now);
    if (step === undefined || !(await useStep(ctx, account.staff_id, step))) throw wrong();
  }
  await attempt.right();
  return { staffId: account.staff_id, enrols: account.must_change || !account.totp_enrolled_at };
}
