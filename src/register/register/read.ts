import type { RegisterField } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { columnsOf, inFull, recordOf, type Values } from "./record.ts";
import { isGone, personIn, type KnownPerson } from "./standing.ts";
import { getRegister, registersNow } from "./registers.ts";
import { tableOf } from "./table.ts";

async function byKey(ctx: Ctx, definition: RegisterDefinition, key: string): Promise<Record<string, unknown> | undefined> {
  return first(ctx.db, `select ${columnsOf(definition)} from ${tableOf(definition.id)} where key_index = $1`, [ctx.personal.index(key)]);
}

/** What the registers hold about a person or organisation, in full, by register id: for pre-filling their own form. */
export async function recordsAbout(ctx: Ctx, { kind, number }: { kind: string; number: string }): Promise<Record<string, Values>> {
  const definitions = [...(await registersNow(ctx)).values()].filter((definition) => definition.subject === kind);
  const found = await Promise.all(definitions.map(async (definition) => [definition, await byKey(ctx, definition, number)] as const));
  return Object.fromEntries(found.flatMap(([definition, row]) => (row ? [[definition.id, recordOf(definition, row, inFull(ctx)).values]] : [])));
}

/** The open text by which rows of a register are called. */
export function calledBy({ fields, key }: RegisterDefinition): RegisterField | undefined {
  const open = fields.filter(({ name, type, personal }) => !personal && type === "text" && name !== key);
  return open.toSorted((a, b) => Number(b.search ?? false) - Number(a.search ?? false))[0];
}

/**
 * What a row is called, by its key: its first open text that records are found by, else the first open text beside the key, else the key. Null: there is no such
 * row. Undefined of registers whose rows are people: nobody learns by a number whether somebody is in one.
 */
export async function recordCalled(ctx: Ctx, registerId: string, key: string): Promise<string | null | undefined> {
  const definition = (await registersNow(ctx)).get(registerId);
  if (!definition || definition.subject === "person") return undefined;
  const row = await byKey(ctx, definition, key);
  if (!row) return null;
  const said = calledBy(definition);
  const value = said && recordOf(definition, row, inFull(ctx)).values[said.name];
  return typeof value === "string" && value !== "" ? value : key;
}

/** Rows of a register that somebody may be given to choose from. */
const MOST_LISTED = 100;

/**
 * Every row of a short register that counts, by its key and what it is called: for whoever chooses one. Undefined of one with more than a hundred rows, with
 * anything personal in it, or whose rows are people.
 */
export async function listCalled(ctx: Ctx, registerId: string): Promise<{ key: string; called: string }[] | undefined> {
  const definition = (await registersNow(ctx)).get(registerId);
  if (!definition || definition.subject === "person" || definition.fields.some(({ personal }) => personal)) return undefined;
  const rows = await ctx.db.query<Record<string, unknown>>(`select ${columnsOf(definition)} from ${tableOf(definition.id)} limit ${MOST_LISTED + 1}`);
  if (rows.length > MOST_LISTED) return undefined;
  const said = calledBy(definition)?.name ?? definition.key;
  const values = rows.map((row) => recordOf(definition, row, inFull(ctx)).values).filter((each) => !isGone(definition, each));
  return values
    .map((each) => ({ key: String(each[definition.key]), called: String(each[said] || each[definition.key]) }))
    .toSorted((a, b) => a.called.localeCompare(b.called, "zh"));
}

/** What the register that says who people are says of the holder of a number; undefined when it does not know them. */
export async function identify(ctx: Ctx, number: string): Promise<KnownPerson | undefined> {
  for (const definition of (await registersNow(ctx)).values()) {
    if (!definition.identifies || definition.subject !== "person") continue;
    const row = await byKey(ctx, definition, number);
    if (row) return personIn(definition, recordOf(definition, row, inFull(ctx)).values);
  }
  return undefined;
}

/** The record of a register about somebody while it counts: undefined when there is none or its standing says that it is over. */
export async function findStanding(ctx: Ctx, registerId: string, number: string): Promise<Values | undefined> {
  const definition = await getRegister(ctx, registerId);
  const row = await byKey(ctx, definition, number);
  const values = row && recordOf(definition, row, inFull(ctx)).values;
  return values && !isGone(definition, values) ? values : undefined;
}

/** Records without their personal fields: what rules may decide on, kept with the matter as evidence. */
export async function evidenceOf(ctx: Ctx, records: Record<string, Values>): Promise<Record<string, Values>> {
  const definitions = await registersNow(ctx);
  return Object.fromEntries(
    Object.entries(records).map(([id, values]) => {
      const open = definitions.get(id)!.fields.filter((field) => !field.personal);
      return [id, Object.fromEntries(open.flatMap((field) => (values[field.name] === undefined ? [] : [[field.name, values[field.name]]])))];
    }),
  );
}
