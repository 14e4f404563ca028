import { generateSecret, generateSync, verifySync } from "otplib";
import { grants } from "#base/duty";
import { hashPassword, passwordMatches } from "#kernel/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, forbidden, Refusal } from "#kernel/errors";
import { newId } from "#kernel/ids";
import { isLongerThan } from "#kernel/graphemes";

/** A member of staff as the administrator's list shows them. */
export interface StaffMember {
  staffId: string;
  username: string;
  name: string;
  disabledAt: Date | null;
  lockedUntil: Date | null;
}

const TRIES = 5;
const LOCK_MINUTES = 15;
const STEP = 30; // seconds a code lasts (RFC 6238)

/** Creates an account; gives its id and the secret for the code generator, shown once. */
export async function createStaff(
  ctx: Ctx,
  { username, name, password, totpSecret }: { username: string; name: string; password: string; totpSecret?: string },
): Promise<{ staffId: string; totpSecret: string }> {
  if (!grants(ctx.actor, "staff.manage")) throw forbidden();
  const fields: Record<string, string> = {};
  if (!/^[a-z][a-z0-9._-]{1,30}$/.test(username)) fields["username"] = "账号用小写字母开头，2 到 31 位字母、数字、点或横线。";
  if (name.trim() === "" || isLongerThan(name, 30)) fields["name"] = "请填写姓名。";
  if (password.length < 10 || !/\d/.test(password) || !/[^\d]/.test(password)) fields["password"] = "密码至少 10 位，要有数字和字母或符号。";
  if (Object.keys(fields).length > 0) throw badInput("STAFF", "账号信息有误，请检查。", fields);
  const staffId = newId();
  const secret = totpSecret ?? generateSecret();
  const rows = await ctx.db.query(
    "insert into identity.staff (staff_id, username, name, password_hash, totp_secret, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (username) do nothing returning staff_id",
    [staffId, username, name.trim(), await hashPassword(password), ctx.personal.seal(secret), ctx.now],
  );
  if (rows.length === 0) throw badInput("STAFF", "这个账号已经有人使用了。", { username: "请换一个账号。" });
  return { staffId, totpSecret: secret };
}

interface Account {
  staff_id: string;
  password_hash: string;
  totp_secret: string;
  locked_until: Date | null;
  last_totp_step: number;
}

// Answering a wrong name takes as long as a wrong password: this hash is compared when there is no account.
const nobody = hashPassword("nobody has this password");
const wrong = (): Refusal => new Refusal(422, "SIGN_IN", "账号、密码或动态口令不对，请检查后再试。");

/**
 * Checks name, password and code; gives the staff id. A code works once. Five wrong tries lock the account for a quarter of an
 * hour; the answer never tells which of the three was wrong.
 */
export async function signInStaff(ctx: Ctx, { username, password, code }: { username: string; password: string; code: string }): Promise<string> {
  const account = await first<Account>(
    ctx.db,
    "select staff_id, password_hash, totp_secret, locked_until, last_totp_step from identity.staff where username = $1 and disabled_at is null",
    [username],
  );
  const right = await passwordMatches(account?.password_hash ?? (await nobody), password);
  if (!account) throw wrong();
  if (account.locked_until && account.locked_until > ctx.now)
    throw new Refusal(422, "LOCKED", `输错次数太多，账号已锁定 ${LOCK_MINUTES} 分钟。请稍后再试，或联系管理员。`);
  const epoch = Math.floor(ctx.now.getTime() / 1000);
  const step = Math.floor(epoch / STEP);
  const secret = ctx.personal.open(account.totp_secret);
  const valid = right && /^\d{6}$/.test(code) && verifySync({ secret, token: code, epoch, epochTolerance: STEP }).valid;
  if (valid && account.last_totp_step < step) {
    const rows = await ctx.db.query(
      "update identity.staff set failures = 0, locked_until = null, last_totp_step = $2 where staff_id = $1 and last_totp_step < $2 returning staff_id",
      [account.staff_id, step],
    );
    if (rows.length === 1) return account.staff_id;
  }
  await ctx.db.query(
    `update identity.staff set failures = case when failures + 1 >= $2 then 0 else failures + 1 end,
       locked_until = case when failures + 1 >= $2 then $3::timestamptz else locked_until end where staff_id = $1`,
    [account.staff_id, TRIES, new Date(ctx.now.getTime() + LOCK_MINUTES * 60_000)],
  );
  throw wrong();
}

/** The code a generator with this secret shows now; the demo city shows it on the sign-in page. */
export function codeNow(ctx: Ctx, secret: string): string {
  return generateSync({ secret, epoch: Math.floor(ctx.now.getTime() / 1000) });
}

/** All accounts. */
export function listStaff(ctx: Ctx): Promise<StaffMember[]> {
  return ctx.db.query<StaffMember>(
    `select staff_id as "staffId", username, name, disabled_at as "disabledAt", locked_until as "lockedUntil" from identity.staff order by username`,
    [],
  );
}

/** Closes or reopens an account; closing ends its sessions at the next request. */
export async function setStaffDisabled(ctx: Ctx, staffId: string, disabled: boolean): Promise<void> {
  if (!grants(ctx.actor, "staff.manage")) throw forbidden();
  if (staffId === ctx.actor.id) throw badInput("OWN_ACCOUNT", "不能停用自己的账号。");
  await ctx.db.query("update identity.staff set disabled_at = $2 where staff_id = $1", [staffId, disabled ? ctx.now : null]);
}
