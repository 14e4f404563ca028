import { mayAt, organisationNow, unitsInReach } from "#people/duty";
import { findPersonByIndex, getPerson } from "#people/identity";
import { isMistypedCard } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { forbidden, notFound } from "#values/errors";
import { isId } from "#values/ids";
import { recordLook } from "#kernel/trace";
import { tailOf, type ChangeKind, type Payment, type PaymentChange } from "./payment.ts";

interface Row extends Omit<Payment, "accountTail" | "wantedTail" | "doubtful"> {
  account: string;
  wanted: string | null;
  encryptedBeneficiary: string;
  index: string;
}

const SELECT = `
  select grant_id as "grantId", matter_id as "matterId", item_id as "itemId", name, unit, area, beneficiary_label as beneficiary, state, amount, period,
    from_day as "fromDay", until_day as "untilDay", account, bank, wanted, beneficiary as "encryptedBeneficiary", beneficiary_index as index
  from payment.standings`;

function opened(ctx: Ctx, { account, wanted, encryptedBeneficiary: _sealed, index: _index, ...row }: Row): Payment {
  const asked = wanted === null ? undefined : (JSON.parse(ctx.personal.decrypt(wanted)) as { account: string });
  const held = ctx.personal.decrypt(account);
  const doubtful = { account: isMistypedCard(held), wanted: asked !== undefined && isMistypedCard(asked.account) };
  return { ...row, accountTail: tailOf(held), wantedTail: asked ? tailOf(asked.account) : null, doubtful };
}

/** What a matter granted, as it stands now. */
export async function listPayments(ctx: Ctx, matterId: string): Promise<Payment[]> {
  return (await ctx.db.query<Row>(`${SELECT} where matter_id = $1 order by grant_id`, [matterId])).map((row) => opened(ctx, row));
}

/** Everything that is, or was, paid to the holders of these blind indexes. */
export async function listPaymentsOf(ctx: Ctx, indexes: readonly string[]): Promise<(Payment & { index: string })[]> {
  const rows = await ctx.db.query<Row>(`${SELECT} where beneficiary_index = any($1::text[]) order by grant_id desc`, [indexes]);
  return rows.map((row) => ({ ...opened(ctx, row), index: row.index }));
}

/** What the actor is paid, or was. */
export async function listMyPayments(ctx: Ctx): Promise<Payment[]> {
  if (ctx.actor.kind !== "person" || ctx.actor.onBehalf) return [];
  const { idNumber } = await getPerson(ctx, ctx.actor.id);
  return listPaymentsOf(ctx, [ctx.personal.index(idNumber)]);
}

/** A grant with what only acts may see: whom it is for, in full. */
export interface OpenGrant extends Payment {
  index: string;
  person: { number: string; name: string };
  account: string;
  wanted: { account: string; bank: string } | undefined;
}

/** One grant, opened; with `lock` held until the transaction ends. */
export async function openGrant(ctx: Ctx, grantId: string, { lock = false } = {}): Promise<OpenGrant> {
  const row = isId(grantId) ? await first<Row>(ctx.db, `${SELECT} where grant_id = $1${lock ? " for update" : ""}`, [grantId]) : undefined;
  if (!row) throw notFound("待遇");
  return {
    ...opened(ctx, row),
    index: row.index,
    person: JSON.parse(ctx.personal.decrypt(row.encryptedBeneficiary)) as OpenGrant["person"],
    account: ctx.personal.decrypt(row.account),
    wanted: row.wanted === null ? undefined : (JSON.parse(ctx.personal.decrypt(row.wanted)) as { account: string; bank: string }),
  };
}

/** Whether the actor is whom a grant is for. */
export async function isMine(ctx: Ctx, { index }: Pick<OpenGrant, "index">): Promise<boolean> {
  if (ctx.actor.kind !== "person" || ctx.actor.onBehalf) return false;
  return ctx.personal.index((await getPerson(ctx, ctx.actor.id)).idNumber) === index;
}

/** One's own grant, refused to everybody else. */
export async function myGrant(ctx: Ctx, grantId: string, options: { lock?: boolean } = {}): Promise<OpenGrant> {
  const grant = await openGrant(ctx, grantId, options);
  if (!(await isMine(ctx, grant))) throw forbidden("这不是发给您的待遇。");
  return grant;
}

/** Whether one of the actor's duties grants a permission over a grant. */
export async function mayOver(ctx: Ctx, { unit, area }: Pick<Payment, "unit" | "area">, permission: string): Promise<boolean> {
  return ctx.actor.kind === "staff" && mayAt(await organisationNow(ctx), ctx.actor, permission, { unit, area });
}

/** One grant for staff who may read it: whom it is for masked, the look on record under them; again within half a minute is the same look. */
export async function readPayment(ctx: Ctx, grantId: string): Promise<Payment> {
  const { person: _person, account: _account, wanted: _wanted, index, ...payment } = await openGrant(ctx, grantId);
  if (!(await mayOver(ctx, payment, "payment.read"))) throw forbidden("这项待遇不在您的职责范围内。");
  await ctx.memory.recall(`payment.look.${ctx.actor.id}.${grantId}`, async () => {
    const subject = await findPersonByIndex(ctx, index);
    const look = { fields: [`待遇「${payment.name}」（个人信息已遮盖）`], purpose: "查阅待遇发放", matterId: payment.matterId };
    if (subject) await recordLook(ctx, { ...look, subjectId: subject.personId });
  });
  return payment;
}

const HISTORY = `select kind, from_day as "fromDay", amount, months, account, reason, basis, actor, at from payment.changes where grant_id = $1 order by change_id`;

/** What happened to a grant, in order. */
export async function listChanges(ctx: Ctx, grantId: string): Promise<PaymentChange[]> {
  const rows = await ctx.db.query<Omit<PaymentChange, "accountTail" | "by"> & { kind: ChangeKind; account: string | null; actor: { name: string } }>(HISTORY, [
    grantId,
  ]);
  return rows.map(({ account, actor, ...row }) => ({ ...row, by: actor.name, accountTail: account === null ? null : tailOf(ctx.personal.decrypt(account)) }));
}

const SIZE = 40;

/** Grants in the actor's reach, the last changed first, forty a page; those of a state, of a masked name. */
export async function searchPayments(
  ctx: Ctx,
  { state, text, page = 1 }: { state?: string; text?: string; page?: number } = {},
): Promise<{ rows: Payment[]; more: boolean }> {
  const organisation = await organisationNow(ctx);
  const units = unitsInReach(organisation, ctx.actor, "payment.read");
  const rows = await ctx.db.query<Row>(
    `${SELECT} where unit = any($1::text[]) and ($2::text is null or state = $2) and ($3::text is null or beneficiary_label like '%' || $3 || '%')
     order by updated_at desc, grant_id limit ${SIZE + 1} offset $4`,
    [units, state ?? null, text ? text.replace(/[%_\\]/g, "") : null, (page - 1) * SIZE],
  );
  const mine = rows.slice(0, SIZE).filter(({ unit, area }) => mayAt(organisation, ctx.actor, "payment.read", { unit, area }));
  return { rows: mine.map((row) => opened(ctx, row)), more: rows.length > SIZE };
}
