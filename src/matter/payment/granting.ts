import { dayOf, type Day } from "#kernel/clock";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { conflict } from "#values/errors";
import { emit } from "#kernel/events";
import { newId } from "#values/ids";
import { tailOf } from "./payment.ts";

/** What is granted, by which matter, to whom. */
export interface NewGrant {
  matterId: string;
  itemId: string;
  unit: string;
  area: string;
  name: string;
  /** fen */
  amount: number;
  period?: string;
  /** First day it is for; today when not given. */
  fromDay?: Day;
  beneficiary: { number: string; name: string };
  payee: string;
  account: string;
  bank?: string;
}

const ORDER =
  "insert into payment.grants (matter_id, grant_id, name, amount, period, from_day, payee, account, granted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const STAND = `
  insert into payment.standings (grant_id, matter_id, item_id, unit, area, beneficiary_index, beneficiary_label, beneficiary, state, name, amount, period, from_day,
    payee, account, bank, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10, $11, $12, $13, $14, $15, $16)
  on conflict (item_id, beneficiary_index) where state <> 'ended' and period is not null do nothing returning grant_id`;

/**
 * Grants money in the running transaction. The treasury's own system pays; the row is the order to do so. Refused where the same person has a
 * grant of the item in force: the database would not hold a second one, whoever asks.
 */
export async function grantPayment(ctx: Ctx, grant: NewGrant): Promise<{ grantId: string; amount: number; fromDay: Day; accountTail: string }> {
  if (!Number.isSafeInteger(grant.amount) || grant.amount <= 0) throw new Error(`a payment of ${grant.amount} fen`);
  const grantId = newId();
  const fromDay = grant.fromDay ?? dayOf(ctx.now);
  const { encrypt, index } = ctx.personal;
  const [period, payee, account] = [grant.period ?? null, encrypt(grant.payee), encrypt(grant.account)];
  await ctx.db.query(ORDER, [grant.matterId, grantId, grant.name, grant.amount, period, fromDay, payee, account, ctx.now]);
  const stands = await first(ctx.db, STAND, [
    grantId,
    grant.matterId,
    grant.itemId,
    grant.unit,
    grant.area,
    index(grant.beneficiary.number),
    mask("name", grant.beneficiary.name),
    encrypt(JSON.stringify(grant.beneficiary)),
    grant.name,
    grant.amount,
    period,
    fromDay,
    payee,
    account,
    grant.bank ?? null,
    ctx.now,
  ]);
  if (!stands) throw conflict("ALREADY_HELD", `这个人已经在领「${grant.name}」，不能再发一份。要调整请在“待遇”里办理。`);
  await emit(ctx, "payment.granted", grant.matterId, { amount: grant.amount });
  return { grantId, amount: grant.amount, fromDay, accountTail: tailOf(grant.account) };
}
