import { dayOf, isDay } from "#kernel/clock";
import type { Actor, Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, conflict, forbidden } from "#values/errors";
import { newId } from "#values/ids";
import { findPersonByIdNumber, getOrganisation } from "./person.ts";

/** A person's authority to act for an organisation. */
export interface Agency {
  agencyId: string;
  organisationId: string;
  organisationName: string;
  uscc: string;
  personId: string;
  /** Item ids, or ["*"] for all. */
  items: string[];
  fromDay: string;
  untilDay: string;
  revokedAt: Date | null;
  /** Whether the person is its legal representative, who needs no grant. */
  legal: boolean;
}

const SELECT = `
  select a.agency_id as "agencyId", a.organisation_id as "organisationId", o.name as "organisationName", o.uscc, a.person_id as "personId", a.items,
    a.from_day as "fromDay", a.until_day as "untilDay", r.revoked_at as "revokedAt", o.legal_person_id = a.person_id as legal
  from identity.agencies a
  join identity.organisations o using (organisation_id)
  left join identity.agency_revocations r using (organisation_id, agency_id)`;

/** Whether an agency is in force on a day, for an item when one is named. */
export function agencyHolds(agency: Agency, day: string, item?: string): boolean {
  if (agency.revokedAt || day < agency.fromDay || day > agency.untilDay) return false;
  const items = itemsOf(agency);
  return item === undefined || items.includes("*") || items.includes(item);
}

/** What an agency lets somebody act in: the legal representative in everything. */
export function itemsOf({ legal, items }: Agency): readonly string[] {
  return legal ? ["*"] : items;
}

/** The items an agent is kept to; undefined for who acts for themselves, or for an organisation in everything. Pure. */
export function keptTo({ onBehalf }: Actor): readonly string[] | undefined {
  return onBehalf && !onBehalf.items.includes("*") ? onBehalf.items : undefined;
}

/** Whether the actor may act in what belongs to an item. What belongs to none is for who acts in everything. Pure. */
export function actsIn(actor: Actor, itemId: string | null): boolean {
  const items = keptTo(actor);
  return items === undefined || (itemId !== null && items.includes(itemId));
}

/** Agencies of a person, whether in force or not, newest first. */
export function listAgenciesOfPerson(ctx: Ctx, personId: string): Promise<Agency[]> {
  return ctx.db.query<Agency>(`${SELECT} where a.person_id = $1 order by a.agency_id desc`, [personId]);
}

/** Agencies an organisation has given. */
export function listAgenciesOfOrganisation(ctx: Ctx, organisationId: string): Promise<Agency[]> {
  return ctx.db.query<Agency>(`${SELECT} where a.organisation_id = $1 order by a.agency_id desc`, [organisationId]);
}

/** The agency with an id, or undefined. */
export function findAgency(ctx: Ctx, organisationId: string, agencyId: string): Promise<Agency | undefined> {
  return first<Agency>(ctx.db, `${SELECT} where a.organisation_id = $1 and a.agency_id = $2`, [organisationId, agencyId]);
}

async function onlyLegalPerson(ctx: Ctx, organisationId: string): Promise<void> {
  const organisation = await getOrganisation(ctx, organisationId);
  if (ctx.actor.kind !== "system" && organisation.legalPersonId !== ctx.actor.id) throw forbidden("只有法定代表人可以授权或收回授权。");
}

/** The legal representative lets a person act for the organisation: which items, from when until when (at most three years). */
export async function grantAgency(
  ctx: Ctx,
  grant: { organisationId: string; idNumber: string; items: string[]; fromDay: string; untilDay: string },
): Promise<string> {
  await onlyLegalPerson(ctx, grant.organisationId);
  const { organisationId, idNumber, items, fromDay, untilDay } = grant;
  const today = dayOf(ctx.now);
  const fields: Record<string, string> = {};
  const person = await findPersonByIdNumber(ctx, idNumber);
  if (!person) fields["id_number"] = "没有找到这个人，请先请他用身份证登录一次。";
  if (items.length === 0) fields["items"] = "请选择可以代办的事项。";
  if (!isDay(fromDay)) fields["from_day"] = "请填写开始日期。";
  if (!isDay(untilDay) || untilDay < fromDay) fields["until_day"] = "截止日期不能早于开始日期。";
  if (ctx.actor.kind !== "system" && untilDay < today) fields["until_day"] = "截止日期已经过去了。";
  if (Object.keys(fields).length > 0) throw badInput("AGENCY", "授权信息有误，请检查。", fields);
  const id = newId();
  await ctx.db.query(
    "insert into identity.agencies (organisation_id, agency_id, person_id, items, from_day, until_day, granted_by, granted_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    [organisationId, id, person!.personId, items, fromDay, untilDay, ctx.actor.kind === "system" ? person!.personId : ctx.actor.id, ctx.now],
  );
  return id;
}

/** Takes an agency back, at once. What the agent did before stays done. The legal representative's own cannot be taken back. */
export async function revokeAgency(ctx: Ctx, organisationId: string, agencyId: string): Promise<void> {
  await onlyLegalPerson(ctx, organisationId);
  if ((await findAgency(ctx, organisationId, agencyId))?.legal) throw conflict("AGENCY_LEGAL", "法定代表人本人一直可以替本单位办事，不能收回。");
  const rows = await ctx.db.query(
    `insert into identity.agency_revocations (organisation_id, agency_id, revoked_by, revoked_at)
     select organisation_id, agency_id, $3, $4 from identity.agencies where organisation_id = $1 and agency_id = $2 on conflict do nothing returning agency_id`,
    [organisationId, agencyId, ctx.actor.id, ctx.now],
  );
  if (rows.length === 0) throw conflict("AGENCY_REVOKED", "这项授权不存在，或者已经收回了。");
}
