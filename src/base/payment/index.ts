import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { emit } from "#kernel/events";
import { newId } from "#kernel/ids";

/** Money granted by a matter, once or each period. */
export interface Payment {
  grantId: string;
  name: string;
  /** fen */
  amount: number;
  /** ISO duration of a period, null when paid once. */
  period: string | null;
  fromDay: string;
}

/** Grants money in the running transaction. The treasury's own system pays; this row is the order to do so. */
export async function grantPayment(
  ctx: Ctx,
  grant: { matterId: string; name: string; amount: number; period?: string; payee: string; account: string },
): Promise<Payment> {
  if (!Number.isSafeInteger(grant.amount) || grant.amount <= 0) throw new Error(`a payment of ${grant.amount} fen`);
  const payment = { grantId: newId(), name: grant.name, amount: grant.amount, period: grant.period ?? null, fromDay: dayOf(ctx.now) };
  await ctx.db.query(
    "insert into payment.grants (matter_id, grant_id, name, amount, period, from_day, payee, account, granted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    [
      grant.matterId,
      payment.grantId,
      payment.name,
      payment.amount,
      payment.period,
      payment.fromDay,
      ctx.personal.seal(grant.payee),
      ctx.personal.seal(grant.account),
      ctx.now,
    ],
  );
  await emit(ctx, "payment.granted", grant.matterId, { amount: payment.amount });
  return payment;
}

/** What a matter granted. */
export function listPayments(ctx: Ctx, matterId: string): Promise<Payment[]> {
  return ctx.db.query<Payment>(
    `select grant_id as "grantId", name, amount, period, from_day as "fromDay" from payment.grants where matter_id = $1 order by grant_id`,
    [matterId],
  );
}
