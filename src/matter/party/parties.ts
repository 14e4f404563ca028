import { findOrganisationByUscc, findPersonByIdNumber } from "#people/identity";
import { foldIdPaper, foldNumber, foldPhone } from "#values/codes";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { partyOf } from "./party.ts";

/** Somebody as they are named when a matter begins, or in an answer. */
export interface PartyGiven {
  kind: "person" | "organisation" | "unit" | "anonymous";
  name?: string;
  number?: string;
  phone?: string;
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
  const { kind, name, number, phone } = given;
  const ref = (await accountOf(ctx, given)) ?? null;
  const label = labelOf(given);
  const details = Object.fromEntries(Object.entries({ name, number, phone }).filter(([, value]) => value !== undefined && value !== ""));
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
export async function openParties(ctx: Ctx, matterId: string): Promise<(Party & { name: string; number: string; phone: string })[]> {
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

const MINE = "select 1 as one from matter.parties where matter_id = $1 and ref = $2 and follows and until is null and ($3::text is null or role = $3) limit 1";

/** Whether the actor follows a matter as a party of it; with `role`, as that one. */
export async function followsAs(ctx: Ctx, matterId: string, role?: string): Promise<boolean> {
  if (ctx.actor.kind !== "person") return false;
  return (await first(ctx.db, MINE, [matterId, partyOf(ctx.actor).id, role ?? null])) !== undefined;
}

/** Lets parties of these roles follow a matter from now on. Gives those that have an account here. */
export function letFollow(ctx: Ctx, matterId: string, roles: readonly string[]): Promise<Party[]> {
  return ctx.db.query<Party>(`update matter.parties set follows = true where matter_id = $1 and role = any ($2) and not follows returning ${COLUMNS}`, [
    matterId,
    roles,
  ]);
}

const BY_CODE = `
  select m.matter_id as "matterId" from matter.matters m join matter.parties p using (matter_id)
  where m.number = $1 and p.code_index = $2 and p.follows and p.until is null`;

/** The matter of whoever gave no name, by its number and the code they were given; undefined where these do not belong together. */
export async function findByCode(ctx: Ctx, number: string, code: string): Promise<string | undefined> {
  return (await first<{ matterId: string }>(ctx.db, BY_CODE, [foldNumber(number), ctx.personal.index(foldNumber(code))]))?.matterId;
}
