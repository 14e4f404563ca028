import { grants } from "#people/duty";
import { hashPassword } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, forbidden } from "#values/errors";
import { isLongerThan } from "#values/graphemes";
import { newId } from "#values/ids";
import { passwordFault } from "./password.ts";

/** A member of staff as the administrator's list shows them. */
export interface StaffMember {
  staffId: string;
  username: string;
  name: string;
  disabledAt: Date | null;
  /** Has yet to set a password or a second factor of their own. */
  enrols: boolean;
}

/**
 * Creates an account; gives its id. Its password is for the first sign-in only: there its owner sets their own, and enrols the second factor. With
 * `totpSecret` both are in force at once: for a demo city, where they are published. `hash` is that of a password drawn at random, which is not judged.
 */
export async function createStaff(
  ctx: Ctx,
  { username, name, password, totpSecret, hash }: { username: string; name: string; password: string; totpSecret?: string; hash?: string },
): Promise<{ staffId: string }> {
  if (!grants(ctx.actor, "staff.manage")) throw forbidden();
  const published = totpSecret !== undefined && ctx.actor.kind === "system";
  const fields: Record<string, string> = {};
  if (!/^[a-z][a-z0-9._-]{1,30}$/.test(username)) fields["username"] = "账号用小写字母开头，2 到 31 位字母、数字、点或横线。";
  if (name.trim() === "" || isLongerThan(name, 30)) fields["name"] = "请填写姓名。";
  const fault = published || hash !== undefined ? undefined : passwordFault(password, { username, name });
  if (fault) fields["password"] = fault;
  if (Object.keys(fields).length > 0) throw badInput("STAFF", "账号信息有误，请检查。", fields);
  const staffId = newId();
  const rows = await ctx.db.query(
    `insert into identity.staff (staff_id, username, name, password_hash, totp_secret, created_at, must_change, totp_enrolled_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (username) do nothing returning staff_id`,
    [
      staffId,
      username,
      name.trim(),
      hash ?? (await hashPassword(password)),
      ctx.personal.encrypt(published ? totpSecret : ""),
      ctx.now,
      !published,
      published ? ctx.now : null,
    ],
  );
  if (rows.length === 0) throw badInput("STAFF", "这个账号已经有人使用了。", { username: "请换一个账号。" });
  return { staffId };
}

/** All accounts. */
export function listStaff(ctx: Ctx): Promise<StaffMember[]> {
  return ctx.db.query<StaffMember>(
    `select staff_id as "staffId", username, name, disabled_at as "disabledAt", must_change or totp_enrolled_at is null as enrols
     from identity.staff order by username`,
    [],
  );
}

/** Closes or reopens an account; closing ends its sessions for good: they are not open again when the account is. */
export async function setStaffDisabled(ctx: Ctx, staffId: string, disabled: boolean): Promise<void> {
  if (!grants(ctx.actor, "staff.manage")) throw forbidden();
  if (staffId === ctx.actor.id) throw badInput("OWN_ACCOUNT", "不能停用自己的账号。");
  await transaction(ctx, async ({ db, now }) => {
    // The row is held first: whoever signs in at this moment waits, and finds the account closed.
    await db.query("update identity.staff set disabled_at = $2 where staff_id = $1", [staffId, disabled ? now : null]);
    if (disabled) await endSessionsOf({ ...ctx, db }, staffId);
  });
}

/** Ends every session of a member of staff, but for one that may go on. */
export async function endSessionsOf(ctx: Ctx, staffId: string, but = ""): Promise<void> {
  await ctx.db.query("update identity.sessions set ended_at = $2 where kind = 'staff' and subject_id = $1 and ended_at is null and session_hash <> $3", [
    staffId,
    ctx.now,
    but,
  ]);
}
