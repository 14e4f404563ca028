import { endClaim } from "#content/claim";
import { getItem } from "#content/catalogue";
import { writeRecord } from "#register/register";
import { addDays, dayOf, type Day } from "#kernel/clock";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { emit } from "#kernel/events";
import { newId } from "#values/ids";
import { overpaid, type Rate } from "./months.ts";
import { openGrant, type OpenGrant } from "./queries.ts";
import type { ChangeKind, PaymentState } from "./payment.ts";

/** What one change does to a grant. */
export interface Change {
  kind: ChangeKind;
  reason: string;
  basis?: string;
  /** From which day on; today when not given. */
  fromDay?: Day;
  amount?: number;
  months?: number;
  account?: string;
  /** How it stands afterwards, where the change alters that. */
  to?: { state?: PaymentState; amount?: number; account?: string; bank?: string; untilDay?: Day; wanted?: { account: string; bank: string } | null };
}

const ADD = `insert into payment.changes (grant_id, change_id, kind, from_day, amount, months, account, reason, basis, actor, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const STAND = `
  update payment.standings set state = coalesce($2, state), amount = coalesce($3, amount), account = coalesce($4, account), bank = coalesce($5, bank),
    until_day = coalesce($6, until_day), wanted = case when $8 then $7 else wanted end, updated_at = $9 where grant_id = $1`;

/** Keeps the register that lists who is paid in step with what is paid, where the item names one. */
async function registerIn(ctx: Ctx, grant: OpenGrant, to: NonNullable<Change["to"]>): Promise<void> {
  const register = (await getItem(ctx, grant.itemId)).definition.item.outcome?.payment?.register;
  if (!register) return;
  const WORDS = { running: "paying", suspended: "suspended", ended: "ended" };
  const row = {
    ...(register.state && to.state && { [register.state]: WORDS[to.state] }),
    ...(register.amount && to.amount !== undefined && { [register.amount]: to.amount }),
    ...(register.account && to.account !== undefined && { [register.account]: to.account }),
  };
  if (Object.keys(row).length > 0) await writeRecord(ctx, register.id, { [register.key]: grant.person.number, ...row }, { matterId: grant.matterId });
}

/** Writes what happened to a grant, how it stands now, and the register's row, in the running transaction. The grant is locked by its caller. */
export async function alter(ctx: Ctx, grant: OpenGrant, change: Change): Promise<void> {
  const { kind, id, name, duties } = ctx.actor;
  const unit = duties?.[0]?.unit;
  const actor = { kind, id, name: kind === "person" ? mask("name", name) : name, ...(unit && { unit }) };
  const { encrypt } = ctx.personal;
  const fromDay = change.fromDay ?? dayOf(ctx.now);
  await ctx.db.query(ADD, [
    grant.grantId,
    newId(),
    change.kind,
    fromDay,
    change.amount ?? null,
    change.months ?? null,
    change.account === undefined ? null : encrypt(change.account),
    change.reason,
    change.basis ?? null,
    actor,
    ctx.now,
  ]);
  const to = change.to ?? {};
  await ctx.db.query(STAND, [
    grant.grantId,
    to.state ?? null,
    to.amount ?? null,
    to.account === undefined ? null : encrypt(to.account),
    to.bank ?? null,
    to.untilDay ?? null,
    to.wanted ? encrypt(JSON.stringify(to.wanted)) : null,
    to.wanted !== undefined,
    ctx.now,
  ]);
  await registerIn(ctx, grant, to);
  if (to.state === "ended") await endClaim(ctx, grant.matterId, "ended");
  await emit(ctx, `payment.${change.kind}`, grant.grantId, {
    fromDay,
    ...(change.amount !== undefined && { amount: change.amount }),
    months: change.months ?? null,
  });
}

/** The first day on which the treasury did not pay: since when it is suspended, or tomorrow. */
async function paidUntil(ctx: Ctx, grantId: string): Promise<Day> {
  const rows = await ctx.db.query<{ kind: ChangeKind; fromDay: Day }>(
    `select kind, from_day as "fromDay" from payment.changes where grant_id = $1 and kind in ('suspended', 'objected', 'resumed') order by change_id desc limit 1`,
    [grantId],
  );
  return rows[0] && rows[0].kind !== "resumed" ? rows[0].fromDay : dayOf(ctx.now);
}

async function ratesOf(ctx: Ctx, { grantId, fromDay }: OpenGrant): Promise<Rate[]> {
  const rows = await ctx.db.query<{ amount: number; fromDay: Day; first: number }>(
    `select c.amount, c.from_day as "fromDay", g.amount as first from payment.grants g left join payment.changes c on c.grant_id = g.grant_id and c.kind = 'amount'
     where g.grant_id = $1 order by c.change_id`,
    [grantId],
  );
  return [
    { fromDay, amount: rows[0]?.first ?? 0 },
    ...rows.filter(({ fromDay: day }) => day !== null).map(({ amount, fromDay: day }) => ({ amount, fromDay: day })),
  ];
}

/** What was paid, or is on its way, for months after the one in which the right ended. */
export async function overpaidOf(ctx: Ctx, grantId: string, lastDay: Day): Promise<{ months: number; amount: number }> {
  const grant = await openGrant(ctx, grantId);
  if (grant.period === null) return { months: 0, amount: 0 };
  return overpaid(await ratesOf(ctx, grant), lastDay, await paidUntil(ctx, grantId));
}

/** A day before the first month is no last day: nothing was due then at all. */
export function lastDayOf(grant: Pick<OpenGrant, "fromDay">, lastDay: Day): Day {
  return lastDay < grant.fromDay ? addDays(grant.fromDay, -1) : lastDay;
}
