import { dayOf, isDay, type Day } from "#kernel/clock";
import { foldNumber } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { alter, lastDayOf, overpaidOf } from "./life.ts";
import { nextMonth } from "./months.ts";
import { isMine, mayOver, myGrant, openGrant, type OpenGrant } from "./queries.ts";
import { fitting } from "#values/graphemes";

/** Why, and by which rule: both are read by whoever the money is for. */
interface Grounds {
  reason: string;
  basis?: string;
}

function grounds({ reason, basis = "" }: Grounds, needed = true): Grounds {
  if (reason.trim() === "" && needed) throw badInput("REASON_NEEDED", "请写明理由，当事人会看到。", { reason: "请写明理由，当事人会看到。" });
  return { reason: fitting(reason, 500, "reason"), ...(basis.trim() !== "" && { basis: fitting(basis, 300, "basis") }) };
}

/** Locks a grant for an act of staff; refuses who does not answer for it, and one that has ended. */
async function managed(ctx: Ctx, grantId: string): Promise<OpenGrant> {
  const grant = await openGrant(ctx, grantId, { lock: true });
  if (!(await mayOver(ctx, grant, "payment.manage"))) throw forbidden("这项待遇不在您的职责范围内。");
  if (grant.state === "ended") throw conflict("PAYMENT_ENDED", "这项待遇已经停发，不能再改。");
  return grant;
}

/** 暂停发放: nothing is paid until somebody has looked into it. */
export async function suspendPayment(ctx: Ctx, grantId: string, given: Grounds): Promise<void> {
  await transaction(ctx, async (inner) => {
    const grant = await managed(inner, grantId);
    if (grant.state === "suspended") throw conflict("PAYMENT_SUSPENDED", "这项待遇已经暂停发放。");
    await alter(inner, grant, { kind: "suspended", ...grounds(given), to: { state: "suspended" } });
  });
}

/** 恢复发放. */
export async function resumePayment(ctx: Ctx, grantId: string, given: Grounds): Promise<void> {
  await transaction(ctx, async (inner) => {
    const grant = await managed(inner, grantId);
    if (grant.state !== "suspended") throw conflict("PAYMENT_RUNNING", "这项待遇没有暂停，不用恢复。");
    await alter(inner, grant, { kind: "resumed", ...grounds(given), to: { state: "running" } });
  });
}

/** 调整金额, from a month on that lies neither before the first nor more than a year ahead. */
export async function changeAmount(ctx: Ctx, grantId: string, { amount, fromDay, ...given }: Grounds & { amount: number; fromDay: Day }): Promise<void> {
  await transaction(ctx, async (inner) => {
    const grant = await managed(inner, grantId);
    const fields: Record<string, string> = {};
    if (!Number.isSafeInteger(amount) || amount <= 0 || amount > 100_000_000) fields["amount"] = "请填写每期的金额，大于 0。";
    else if (amount === grant.amount) fields["amount"] = "和现在的金额一样，不用调整。";
    if (!isDay(fromDay) || fromDay < grant.fromDay || fromDay > nextYear(dayOf(inner.now)))
      fields["from_day"] = "请填写从哪个月起，不能早于起发年月，也不能超过一年以后。";
    if (Object.keys(fields).length > 0) throw badInput("AMOUNT", "请核对金额和月份。", fields);
    await alter(inner, grant, { kind: "amount", ...grounds(given), fromDay, amount, to: { amount } });
  });
}

function nextYear(day: Day): Day {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

/**
 * 停发: ends with a day, the last on which it was due: that of a death, of a move. What was paid for later months is ordered back, amount and
 * months computed.
 */
export async function endPayment(ctx: Ctx, grantId: string, { lastDay, ...given }: Grounds & { lastDay: Day }): Promise<{ months: number; amount: number }> {
  return transaction(ctx, async (inner) => {
    const grant = await managed(inner, grantId);
    if (!isDay(lastDay) || lastDay > dayOf(inner.now))
      throw badInput("LAST_DAY", "请填写停发的日期。", { last_day: "请填写从哪天起不再符合条件，不能晚于今天。" });
    const { reason, basis } = grounds(given);
    const why = { reason, ...(basis && { basis }) };
    const untilDay = lastDayOf(grant, lastDay);
    const back = await overpaidOf(inner, grantId, untilDay);
    await alter(inner, grant, { kind: "ended", ...why, fromDay: untilDay, to: { state: "ended", untilDay, wanted: null } });
    if (back.months > 0) await alter(inner, grant, { kind: "recovery", ...why, fromDay: nextMonth(untilDay), ...back });
    return back;
  });
}

/** A card or account number as it stands on the card: width, blanks and hyphens do not count. */
function accountNumber(typed: string): string {
  const digits = foldNumber(typed);
  if (!/^\d{16,19}$/.test(digits)) throw badInput("ACCOUNT", "卡号的写法不对，请核对。", { account: "请核对，应是 16 到 19 位数字。" });
  return digits;
}

/** 换收款账户: whom the money is for asks; staff confirm that the account is in their name, since nobody else's may be paid. */
export async function askAccount(ctx: Ctx, grantId: string, { account, bank }: { account: string; bank: string }): Promise<void> {
  await transaction(ctx, async (inner) => {
    const grant = await myGrant(inner, grantId, { lock: true });
    if (grant.state === "ended") throw conflict("PAYMENT_ENDED", "这项待遇已经停发，不用换账户。");
    const wanted = { account: accountNumber(account), bank: fitting(bank, 50, "bank") };
    if (wanted.bank === "") throw badInput("BANK", "请填写开户银行。", { bank: "请填写开户银行。" });
    if (wanted.account === grant.account) throw badInput("ACCOUNT", "这就是现在的收款账户，不用换。", { account: "和现在的账户一样。" });
    await alter(inner, grant, { kind: "account-asked", reason: "受益人申请", account: wanted.account, to: { wanted } });
  });
}

/** Confirms the new account, or declines it with a reason. */
export async function settleAccount(ctx: Ctx, grantId: string, { agree, ...given }: Grounds & { agree: boolean }): Promise<void> {
  await transaction(ctx, async (inner) => {
    const grant = await managed(inner, grantId);
    if (!grant.wanted) throw conflict("NO_ACCOUNT_ASKED", "没有等待确认的新账户，可能刚刚有人处理过。");
    const { account, bank } = grant.wanted;
    const reason = grounds(given, false).reason || "已核对是受益人本人的账户";
    if (agree) await alter(inner, grant, { kind: "account", reason, account, to: { account, bank, wanted: null } });
    else await alter(inner, grant, { kind: "account-declined", ...grounds(given), account, to: { wanted: null } });
  });
}

/** 异议: whom the money is for says that something is wrong with it; nothing is paid until a person has looked into it. */
export async function objectToPayment(ctx: Ctx, grantId: string, given: Grounds): Promise<void> {
  await transaction(ctx, async (inner) => {
    const grant = await openGrant(inner, grantId, { lock: true });
    if (!(await isMine(inner, grant))) throw forbidden("这不是发给您的待遇。");
    if (grant.state !== "running") throw conflict("PAYMENT_NOT_RUNNING", "这项待遇现在没有在发放。");
    await alter(inner, grant, { kind: "objected", ...grounds(given), to: { state: "suspended" } });
  });
}
