import { TYPES } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";
import { looksEncrypted } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { badInput } from "#values/errors";
import { newId } from "#values/ids";
import { noteDeparture } from "./departure.ts";
import type { Values } from "./record.ts";
import { missingAmong } from "./reference.ts";
import { getRegister } from "./registers.ts";
import { blindFields, columnOf, identifier, indexOf, tableOf } from "./table.ts";
import { keepingVersions, writerOf } from "./versions.ts";

/** What is wrong with a record's values, by field; empty when they fit the register's types. */
export function misfits(definition: RegisterDefinition, values: Values): Record<string, string> {
  const known = new Map(definition.fields.map((field) => [field.name, field]));
  const faults: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = known.get(name);
    if (!field) faults[name] = "库里没有这一项";
    else if (value !== null && value !== undefined && !TYPES[field.type].fits(value)) faults[name] = `${field.label}${TYPES[field.type].say}`;
    else if (!field.personal && looksEncrypted(value)) faults[name] = `${field.label}不能是这样一长串字母和数字`;
  }
  const key = values[definition.key];
  if (typeof key !== "string" || key === "") faults[definition.key] = `${known.get(definition.key)?.label ?? definition.key}不能为空`;
  return faults;
}

interface Held {
  record_id: string;
  standing: unknown;
}

/** The record with a key as it stands, kept from others until the transaction ends; undefined when there is none. */
async function held(ctx: Ctx, { id, standing }: RegisterDefinition, index: string): Promise<Held | undefined> {
  const field = standing ? `f_${identifier(standing.field)}` : "null";
  return first<Held>(ctx.db, `select record_id, ${field} as standing from ${tableOf(id)} where key_index = $1 for update`, [index]);
}

const places = (from: number, names: readonly string[]): string[] => names.map((_name, i) => `$${i + from}`);

/** Adds a record; undefined when somebody added one with its key meanwhile. */
async function add(ctx: Ctx, { id }: RegisterDefinition, index: string, names: readonly string[], values: unknown[]): Promise<string | undefined> {
  const columns = ["record_id", "key_index", "source", "matter_id", "updated_at", "written_by", ...names];
  const row = await first<{ record_id: string }>(
    ctx.db,
    `insert into ${tableOf(id)} (${columns.join(", ")}) values (${places(1, columns).join(", ")}) on conflict (key_index) do nothing returning record_id`,
    [newId(), index, ...values],
  );
  return row?.record_id;
}

/** Writes a record that is held again; what it was until now is kept. */
async function change(ctx: Ctx, definition: RegisterDefinition, recordId: string, names: readonly string[], values: unknown[]): Promise<string> {
  const table = tableOf(definition.id);
  await ctx.db.query(keepingVersions(definition, "$2", `from ${table} t where t.record_id = $1`), [recordId, ctx.now]);
  const columns = ["source", "matter_id", "updated_at", "written_by", ...names];
  const set = columns.map((name, i) => `${name} = $${i + 2}`).join(", ");
  await ctx.db.query(`update ${table} set seq = seq + 1, import_id = null, ${set} where record_id = $1`, [recordId, ...values]);
  return recordId;
}

/** The columns of the values that are given, personal ones encrypted and with their blind index where they are found by it. */
function columnsFor(ctx: Ctx, definition: RegisterDefinition, values: Values): { names: string[]; stored: unknown[] } {
  const given = definition.fields.filter(({ name }) => values[name] !== undefined && values[name] !== null);
  const blind = blindFields(definition).filter((field) => given.includes(field));
  return {
    names: [...given.map(({ name }) => columnOf(name)), ...blind.map(({ name }) => indexOf(name))],
    stored: [
      ...given.map(({ name, personal }) => (personal ? ctx.personal.encrypt(String(values[name])) : values[name])),
      ...blind.map(({ name }) => ctx.personal.index(String(values[name]))),
    ],
  };
}

/** Refuses a reference to a row that its register does not have. */
async function mustRefer(ctx: Ctx, definition: RegisterDefinition, values: Values): Promise<void> {
  const faults: Record<string, string> = {};
  for (const field of definition.fields) {
    const key = values[field.name];
    if (field.type !== "record" || field.elsewhere || typeof key !== "string") continue;
    const [missing] = await missingAmong(ctx, field.register!, [key]);
    if (missing !== undefined) faults[field.name] = `${field.label}在「${(await getRegister(ctx, field.register!)).name}」里没有`;
  }
  if (Object.keys(faults).length > 0) throw badInput("RECORD", `「${definition.name}」的记录有误：${Object.values(faults).join("；")}。`, faults);
}

/**
 * Writes a record by its key: a new one, or the given fields of the one there is. Values are checked against the register's
 * types first; nothing is written when one does not fit. What the record was until then is kept as a version.
 */
export async function writeRecord(
  ctx: Ctx,
  registerId: string,
  values: Values,
  { source = "matter", matterId }: { source?: string; matterId?: string } = {},
): Promise<string> {
  const definition = await getRegister(ctx, registerId);
  const faults = misfits(definition, values);
  if (Object.keys(faults).length > 0) throw badInput("RECORD", `「${definition.name}」的记录有误：${Object.values(faults).join("；")}。`, faults);
  await mustRefer(ctx, definition, values);
  const { names, stored } = columnsFor(ctx, definition, values);
  const index = ctx.personal.index(String(values[definition.key]));
  const head = [source, matterId ?? null, ctx.now, writerOf(ctx.actor)];
  return transaction(ctx, async (inner) => {
    const before = await held(inner, definition, index);
    const recordId = before
      ? await change(inner, definition, before.record_id, names, [...head, ...stored])
      : await add(inner, definition, index, names, [...head, ...stored]);
    // Somebody wrote the first version meanwhile: this is the second.
    if (recordId === undefined) return writeRecord(inner, registerId, values, { source, ...(matterId && { matterId }) });
    await noteDeparture(inner, definition, index, before && { [definition.standing?.field ?? ""]: before.standing }, values);
    return recordId;
  });
}
