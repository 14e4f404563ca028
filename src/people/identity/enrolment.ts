import { hashPassword, passwordMatches } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput, forbidden, unauthenticated } from "#values/errors";
import { admitAttempt } from "./attempts.ts";
import { passwordFault } from "./password.ts";
import { newSecret, stepOf, useStep } from "./second-factor.ts";
import { hashOf } from "./session.ts";
import { endSessionsOf } from "./staff.ts";

interface Account {
  staff_id: string;
  username: string;
  name: string;
  password_hash: string;
  totp_secret: string;
  totp_pending: string | null;
  totp_enrolled_at: Date | null;
  must_change: boolean;
}

const COLUMNS = "f.staff_id, f.username, f.name, f.password_hash, f.totp_secret, f.totp_pending, f.totp_enrolled_at, f.must_change";

/** What a member of staff has to set before they may work. */
export interface Enrolment {
  username: string;
  name: string;
  /** Whether a password of their own is wanted. */
  password: boolean;
  /** The secret for their code generator, when a second factor is wanted. */
  secret: string | undefined;
}

async function enrolling(ctx: Ctx, token: string, lock = ""): Promise<Account> {
  const account = await first<Account>(
    ctx.db,
    `select ${COLUMNS} from identity.staff f join identity.sessions s on s.subject_id = f.staff_id
     where s.session_hash = $1 and s.enrols and s.ended_at is null and s.expires_at > $2 and f.disabled_at is null ${lock}`,
    [hashOf(token), ctx.now],
  );
  if (!account) throw unauthenticated("设置密码的时间过了，请重新登录。");
  return account;
}

/** A secret that waits for its first code; the one there is, so that a page that is loaded again shows the same. */
async function pendingSecret(ctx: Ctx, { staff_id: staffId, totp_pending: pending }: Account): Promise<string> {
  if (pending) return ctx.personal.decrypt(pending);
  const secret = newSecret();
  await ctx.db.query("update identity.staff set totp_pending = $2 where staff_id = $1", [staffId, ctx.personal.encrypt(secret)]);
  return secret;
}

/** What the holder of an enrolment's token has to set. Refuses (401) a token that is none, or over. */
export function enrolmentOf(ctx: Ctx, token: string): Promise<Enrolment> {
  return transaction(ctx, async (inner) => {
    const account = await enrolling(inner, token, "for update of f");
    const { username, name, must_change: password } = account;
    return { username, name, password, secret: account.totp_enrolled_at ? undefined : await pendingSecret(inner, account) };
  });
}

async function judged(ctx: Ctx, account: Account, password: string, again: string): Promise<Record<string, string>> {
  const fault = passwordFault(password, account) ?? ((await passwordMatches(account.password_hash, password)) ? "新密码不能和现在的一样。" : undefined);
  return { ...(fault && { password: fault }), ...(!fault && password !== again && { again: "两次填写的密码不一样。" }) };
}

/** Sets one's own password and second factor; the token is used up, every login of the account ends. */
export async function enrol(ctx: Ctx, token: string, { password, again, code }: { password: string; again: string; code: string }): Promise<void> {
  await transaction(ctx, async (inner) => {
    const account = await enrolling(inner, token, "for update of f");
    const fields = account.must_change ? await judged(inner, account, password, again) : {};
    const step = account.totp_enrolled_at ? 0 : stepOf(account.totp_pending ? inner.personal.decrypt(account.totp_pending) : "", code, inner.now);
    if (step === undefined) fields["code"] = "动态口令不对。请用手机扫上面的码，填写手机上现在显示的 6 位数字。";
    if (Object.keys(fields).length > 0) throw badInput("ENROLMENT", "还没有设好，请检查。", fields);
    await inner.db.query(
      `update identity.staff set password_hash = $2, must_change = false, totp_secret = coalesce(totp_pending, totp_secret), totp_pending = null,
         totp_enrolled_at = coalesce(totp_enrolled_at, $3), last_totp_step = case when $4::bigint > 0 then $4::bigint else last_totp_step end where staff_id = $1`,
      [account.staff_id, account.must_change ? await hashPassword(password) : account.password_hash, inner.now, step],
    );
    await endSessionsOf(inner, account.staff_id);
  });
}

async function self(ctx: Ctx): Promise<Account> {
  if (ctx.actor.kind !== "staff") throw forbidden();
  return (await first<Account>(ctx.db, `select ${COLUMNS} from identity.staff f where f.staff_id = $1 for update`, [ctx.actor.id]))!;
}

/** Checks the password and code that the actor has now: counted like a sign-in, since a screen left open is no proof of who sits there. */
async function proven(ctx: Ctx, account: Account, { current, code }: { current: string; code: string }): Promise<Record<string, string>> {
  if (!(await passwordMatches(account.password_hash, current))) return { current: "现在的密码不对。" };
  const step = stepOf(ctx.personal.decrypt(account.totp_secret), code, ctx.now);
  return step !== undefined && (await useStep(ctx, account.staff_id, step)) ? {} : { code: "动态口令不对，或者已经用过。请等手机上换一个再填。" };
}

/** Changes one's own password; every other login of the account ends. */
export async function changePassword(ctx: Ctx, given: { current: string; code: string; password: string; again: string; address: string }): Promise<void> {
  const attempt = await admitAttempt(ctx, `own:${ctx.actor.id}`, given.address);
  await transaction(ctx, async (inner) => {
    const account = await self(inner);
    const fields = { ...(await judged(inner, account, given.password, given.again)) };
    // The code is used up only when the rest is right.
    if (Object.keys(fields).length === 0) Object.assign(fields, await proven(inner, account, given));
    if (Object.keys(fields).length > 0) throw badInput("PASSWORD", "密码没有改，请检查。", fields);
    await inner.db.query("update identity.staff set password_hash = $2 where staff_id = $1", [account.staff_id, await hashPassword(given.password)]);
    await endSessionsOf(inner, account.staff_id, inner.actor.sessionId);
  });
  await attempt.right();
}

/** The secret of a second factor that the actor has begun to change to, or begins now. It is in force once a code of it was given. */
export function beginSecondFactor(ctx: Ctx): Promise<{ username: string; secret: string }> {
  return transaction(ctx, async (inner) => {
    const account = await self(inner);
    return { username: account.username, secret: await pendingSecret(inner, account) };
  });
}

/** Changes one's own second factor: by the password and a code of the old one, and a first code of the new. Every other login of the account ends. */
export async function changeSecondFactor(ctx: Ctx, given: { current: string; code: string; fresh: string; address: string }): Promise<void> {
  const attempt = await admitAttempt(ctx, `own:${ctx.actor.id}`, given.address);
  await transaction(ctx, async (inner) => {
    const account = await self(inner);
    const step = account.totp_pending ? stepOf(inner.personal.decrypt(account.totp_pending), given.fresh, inner.now) : undefined;
    const fields = step === undefined ? { fresh: "新的动态口令不对。请用手机扫上面的码，填写现在显示的 6 位数字。" } : await proven(inner, account, given);
    if (Object.keys(fields).length > 0) throw badInput("SECOND_FACTOR", "动态口令没有换，请检查。", fields);
    await inner.db.query("update identity.staff set totp_secret = totp_pending, totp_pending = null, last_totp_step = $2 where staff_id = $1", [
      account.staff_id,
      step,
    ]);
    await endSessionsOf(inner, account.staff_id, inner.actor.sessionId);
  });
  await attempt.right();
}
