import { findOrganisationByUscc, findPersonByIdNumber, keptTo } from "#people/identity";
import type { Kind } from "#content/kind";
import { foldIdPaper, foldNumber, foldPhone } from "#values/codes";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import type { Matter } from "#matter/matter";
import { isOwner, partyOf } from "./party.ts";

/** Somebody as they are named when a matter begins, or in an answer. */
export interface PartyGiven {
  kind: "person" | "organisation" | "unit" | "anonymous";
  name?: string;
  number?: string;
  phone?: string;
  /** `false`: may be called, and did not agree to be written to. */
  sms?: boolean;
  /** Account, where it is known who it is. */
  ref?: string;
}

/** Somebody with a part in a matter, as everybody of it may see them. */
export interface Party {
  partyNo: number;
  role: string;
  kind: PartyGiven["kind"];
  ref: string | null;
  /** Masked name of a person, full name of an organisation. */
  label: string;
  follows: boolean;
}

const NAMELESS = "不愿透露姓名";

function labelOf({ kind, name = "" }: PartyGiven): string {
  if (kind === "anonymous" || name === "") return NAMELESS;
  return kind === "person" ? mask("name", name) : name;
}

/** The account of a party that is known by its number here; undefined where nobody has one. */
async function accountOf(ctx: Ctx, { kind, number, ref }: PartyGiven): Promise<string | undefined> {
  if (ref !== undefined || number === undefined || number === "") return ref;
  if (kind === "person") return (await findPersonByIdNumber(ctx, number))?.personId;
  return kind === "organisation" ? (await findOrganisationByUscc(ctx, number))?.organisationId : undefined;
}

const INSERT = `
  insert into matter.parties (matter_id, party_no, role, kind, ref, label, details, name_index, number_index, phone_index, code_index, follows, since)
  select $1, coalesce(max(party_no), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from matter.parties where matter_id = $1`;

/** Gives somebody a part in a matter. @param code by which whoever gave no name may follow it */
export async function addParty(
  ctx: Ctx,
  matterId: string,
  role: string,
  given: PartyGiven,
  { follows, code }: { follows: boolean; code?: string },
): Promise<Party> {
  const { encrypt, index } = ctx.personal;
  const { kind, name, number, phone, sms } = given;
  const ref = (await accountOf(ctx, given)) ?? null;
  const label = labelOf(given);
  const known = { name, number, phone, ...(sms === false && { sms }) };
  const details = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined && value !== ""));
  const found = (value: string | undefined, fold: (text: string) => string): string | null => (value ? index(fold(value)) : null);
  await ctx.db.query(INSERT, [
    matterId,
    role,
    kind,
    ref,
    label,
    Object.keys(details).length > 0 ? encrypt(JSON.stringify(details)) : null,
    found(name, (text) => text.trim()),
    found(number, kind === "organisation" ? foldNumber : foldIdPaper),
    found(phone, foldPhone),
    code === undefined ? null : index(code),
    follows,
    ctx.now,
  ]);
  return { partyNo: 0, role, kind, ref, label, follows };
}

const COLUMNS = 'party_no as "partyNo", role, kind, ref, label, follows';

/** Who has a part in a matter, in the order they came. */
export function listParties(ctx: Ctx, matterId: string): Promise<Party[]> {
  return ctx.db.query<Party>(`select ${COLUMNS} from matter.parties where matter_id = $1 and until is null order by party_no`, [matterId]);
}

/** The same with what is known of them, opened: for papers and messages. */
export async function openParties(ctx: Ctx, matterId: string): Promise<(Party & { name: string; number: string; phone: string; sms?: false })[]> {
  const rows = await ctx.db.query<Party & { details: string | null }>(
    `select ${COLUMNS}, details from matter.parties where matter_id = $1 and until is null order by party_no`,
    [matterId],
  );
  return rows.map(({ details, ...party }) => ({
    name: "",
    number: "",
    phone: "",
    ...party,
    ...(details === null ? {} : (JSON.parse(ctx.personal.decrypt(details)) as object)),
  }));
}

// An agent who is kept to some items has no part in matters of others.
const MINE = `
  select p.role, p.since from matter.parties p join matter.matters m using (matter_id)
  where p.matter_id = $1 and p.ref = $2 and p.follows and p.until is null and ($3::text[] is null or m.item_id = any ($3)) order by p.party_no`;
const BY_NUMBER = "select role, since from matter.parties where matter_id = $1 and party_no = $2 and code_index is not null and follows and until is null";

/** A part that somebody follows a matter in, and since when. */
interface Part {
  role: string;
  since: Date;
}

/** The parts in which the actor follows a matter: by their account, or by its number and code. */
async function partsOf(ctx: Ctx, matterId: string): Promise<Part[]> {
  const { actor } = ctx;
  if (actor.kind === "person") return ctx.db.query<Part>(MINE, [matterId, partyOf(actor).id, keptTo(actor) ?? null]);
  return actor.follows?.matterId === matterId ? ctx.db.query<Part>(BY_NUMBER, [matterId, actor.follows.partyNo]) : [];
}

/** The roles in which the actor follows a matter. */
export async function rolesFollowed(ctx: Ctx, matterId: string): Promise<string[]> {
  return [...new Set((await partsOf(ctx, matterId)).map(({ role }) => role))];
}

/** Whether the answers of a matter are the actor's own: they follow it in a role of whoever begins it, not as somebody whom its form names. */
export async function owns(ctx: Ctx, matter: Pick<Matter, "matterId" | "owner" | "itemId">, { parties }: Pick<Kind, "parties">): Promise<boolean> {
  const roles = await rolesFollowed(ctx, matter.matterId);
  return roles.length === 0 ? isOwner(ctx.actor, matter) : roles.some((role) => ownRole(role, parties));
}

/** Whether a role is that of whoever begins a matter, or for whom it is begun. */
export function ownRole(role: string, parties: Kind["parties"]): boolean {
  return (parties[role]?.from ?? "actor") === "actor";
}

/** Whether the actor follows a matter as a party of it; with `role`, as that one. */
export async function followsAs(ctx: Ctx, matterId: string, role?: string): Promise<boolean> {
  const roles = await rolesFollowed(ctx, matterId);
  return role === undefined ? roles.length > 0 : roles.includes(role);
}

const FOLLOW = `update matter.parties set follows = true, since = $3 where matter_id = $1 and role = any ($2) and not follows returning ${COLUMNS}`;

/** Lets parties of these roles follow a matter from now on: what was done before is not theirs to see. Gives those that have an account here. */
export function letFollow(ctx: Ctx, matterId: string, roles: readonly string[]): Promise<Party[]> {
  return ctx.db.query<Party>(FOLLOW, [matterId, roles, ctx.now]);
}

/** Whoever had a part in a matter in a role has it no more. */
export async function partLeft(ctx: Ctx, matterId: string, role: string): Promise<void> {
  await ctx.db.query("update matter.parties set until = $3, follows = false where matter_id = $1 and role = $2 and until is null", [matterId, role, ctx.now]);
}

/** Since when the actor follows a matter. */
export async function followsSince(ctx: Ctx, matterId: string): Promise<Date | undefined> {
  const since = (await partsOf(ctx, matterId)).map((part) => part.since.getTime());
  return since.length === 0 ? undefined : new Date(Math.min(...since));
}

const BY_CODE = `
  select m.matter_id as "matterId", p.party_no as "partyNo" from matter.matters m join matter.parties p using (matter_id)
  where m.number = $1 and p.code_index = $2 and p.follows and p.until is null`;

/** The part in a matter of whoever is not signed in, by its number and the code they were given; undefined where these do not belong together. */
export function partByCode(ctx: Ctx, number: string, code: string): Promise<{ matterId: string; partyNo: number } | undefined> {
  return first<{ matterId: string; partyNo: number }>(ctx.db, BY_CODE, [foldNumber(number), ctx.personal.index(foldNumber(code))]);
}

/** The matter that such a number and code belong to. */
export async function findByCode(ctx: Ctx, number: string, code: string): Promise<string | undefined> {
  return (await partByCode(ctx, number, code))?.matterId;
}
