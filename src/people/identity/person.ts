import { dayOf } from "#kernel/clock";
import { foldIdPaper, foldNumber, hasUsccShape, isIdPaper } from "#values/codes";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { badInput, notFound } from "#values/errors";
import { newId } from "#values/ids";

/** A natural person, opened. Handle with care: show masked, record the look. */
export interface Person {
  personId: string;
  name: string;
  idNumber: string;
  phone: string;
  level: number;
}

/** A firm, office, school …; its name and code are public. */
export interface Organisation {
  organisationId: string;
  uscc: string;
  name: string;
  legalPersonId: string | null;
}

interface Sealed {
  person_id: string;
  name: string;
  id_number: string;
  phone: string;
  level: number;
}

const COLUMNS = "person_id, name, id_number, phone, level";

function opened(ctx: Ctx, row: Sealed): Person {
  return {
    personId: row.person_id,
    name: ctx.personal.decrypt(row.name),
    idNumber: ctx.personal.decrypt(row.id_number),
    phone: ctx.personal.decrypt(row.phone),
    level: row.level,
  };
}

/** Registers a person by any identity paper, or gives the one who has it already; name and phone are brought up to date. */
export async function registerPerson(ctx: Ctx, { name, idNumber: typed, phone, level }: Omit<Person, "personId">): Promise<string> {
  const idNumber = foldIdPaper(typed);
  if (!isIdPaper(idNumber, dayOf(ctx.now)))
    throw badInput("ID_NUMBER", "身份证件号码不正确，请核对。", { id_number: "请核对号码；不是身份证的，请写明证件种类。" });
  const { encrypt, index } = ctx.personal;
  const rows = await ctx.db.query<{ person_id: string }>(
    `insert into identity.people (person_id, name, id_number, id_index, phone, level, created_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id_index) do update set name = excluded.name, phone = excluded.phone, level = greatest(identity.people.level, excluded.level) returning person_id`,
    [newId(), encrypt(name), encrypt(idNumber), index(idNumber), encrypt(phone), level, ctx.now],
  );
  return rows[0]!.person_id;
}

/** The person with an id; NotFound when there is none. */
export async function getPerson(ctx: Ctx, personId: string): Promise<Person> {
  const row = await first<Sealed>(ctx.db, `select ${COLUMNS} from identity.people where person_id = $1`, [personId]);
  if (!row) throw notFound("个人账号");
  return opened(ctx, row);
}

/** The person with an identity number or another paper, however it is written, found by blind index. */
export async function findPersonByIdNumber(ctx: Ctx, idNumber: string): Promise<Person | undefined> {
  const row = await first<Sealed>(ctx.db, `select ${COLUMNS} from identity.people where id_index = $1`, [ctx.personal.index(foldIdPaper(idNumber))]);
  return row && opened(ctx, row);
}

/** The person whose identity number has a blind index. */
export async function findPersonByIndex(ctx: Ctx, index: string): Promise<Person | undefined> {
  const row = await first<Sealed>(ctx.db, `select ${COLUMNS} from identity.people where id_index = $1`, [index]);
  return row && opened(ctx, row);
}

/** A person as others may see them. */
export function maskedPerson(person: Person): { name: string; idNumber: string; phone: string } {
  return { name: mask("name", person.name), idNumber: mask("id-number", person.idNumber), phone: mask("phone", person.phone) };
}

/** Registers an organisation by its credit code, as the registrar gave it out: some have a wrong check character. */
export async function registerOrganisation(ctx: Ctx, { uscc: typed, name, legalPersonId }: Omit<Organisation, "organisationId">): Promise<string> {
  const uscc = foldNumber(typed);
  if (!hasUsccShape(uscc)) throw badInput("USCC", "统一社会信用代码不正确，请核对 18 位代码。", { uscc: "请核对 18 位代码。" });
  const rows = await ctx.db.query<{ organisation_id: string }>(
    `insert into identity.organisations (organisation_id, uscc, name, legal_person_id, created_at) values ($1, $2, $3, $4, $5)
     on conflict (uscc) do update set name = excluded.name, legal_person_id = excluded.legal_person_id returning organisation_id`,
    [newId(), uscc, name, legalPersonId, ctx.now],
  );
  return rows[0]!.organisation_id;
}

/** The organisation with a credit code, however it is written, when it has an account here. */
export function findOrganisationByUscc(ctx: Ctx, uscc: string): Promise<Organisation | undefined> {
  return first<Organisation>(
    ctx.db,
    `select organisation_id as "organisationId", uscc, name, legal_person_id as "legalPersonId" from identity.organisations where uscc = $1`,
    [foldNumber(uscc)],
  );
}

/** The organisation with an id; NotFound when there is none. */
export async function getOrganisation(ctx: Ctx, organisationId: string): Promise<Organisation> {
  const row = await first<Organisation>(
    ctx.db,
    `select organisation_id as "organisationId", uscc, name, legal_person_id as "legalPersonId" from identity.organisations where organisation_id = $1`,
    [organisationId],
  );
  if (!row) throw notFound("单位账号");
  return row;
}
