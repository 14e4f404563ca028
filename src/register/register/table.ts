import { createHash } from "node:crypto";
import { TYPES, type RegisterField } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";

/** A name of a pack as an SQL identifier. Packs are checked to use only lower letters, digits, "-" and "_". */
export function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_-]{0,50}$/.test(name)) throw new Error(`${name} cannot name a table or a column`);
  return name.replaceAll("-", "_");
}

/** The type of a field's column; of an encrypted text where another is given, that one. */
export function columnType({ personal, type }: RegisterField, sealed = "sealed"): string {
  return personal ? sealed : TYPES[type].column;
}

/** Where a register's rows lie. */
export function tableOf(registerId: string): string {
  return `register_data.${identifier(registerId)}`;
}

/** The column of a field, and that of the blind index by which an encrypted one is found. */
export const columnOf = (name: string): string => `f_${identifier(name)}`;
export const indexOf = (name: string): string => `i_${identifier(name)}`;

/** The fields whose encrypted values are found by a blind index of their own: those that are searched, and references. */
export function blindFields({ fields }: Pick<RegisterDefinition, "fields">): RegisterField[] {
  return fields.filter(({ personal, search, type }) => personal !== undefined && (search === true || type === "record"));
}

/** The name of an index: PostgreSQL cuts names at 63 bytes, after which two would be one. */
function named(...parts: string[]): string {
  const whole = parts.join("_");
  if (whole.length <= 63) return whole;
  return `${parts[0]!.substring(0, 40)}_${createHash("sha1").update(whole).digest("hex").substring(0, 16)}`;
}

/** The indexes by which a field is found, narrowed and sorted, as it declares. */
function indexesOf({ id, fields }: RegisterDefinition): string[] {
  const table = tableOf(id);
  const on = (name: string, kind: string, of: string): string =>
    `create index if not exists ${named(identifier(id), identifier(name), kind)} on ${table} ${of}`;
  return fields.flatMap(({ name, type, personal, search, filter, sort }) => {
    const column = columnOf(name);
    if (personal) return search || type === "record" ? [on(name, "blind", `(${indexOf(name)})`)] : [];
    return [
      // Letters are sorted for each row; by the rules of a language that takes ten times as long.
      ...(search ? [on(name, "letters", `using gin (register.letters(${column}) collate "C")`)] : []),
      // Two numbers as the point that they are: what lies in a box of a map.
      ...(type === "point" ? [on(name, "place", `using gist (point(${column}[1], ${column}[2]))`)] : []),
      ...(filter || sort ? [on(name, "order", `(${column}, record_id)`)] : type === "record" ? [on(name, "record", `(${column})`)] : []),
    ];
  });
}

/**
 * The statements that make a register's table, or widen it by fields and indexes that are new. A personal field is an encrypted text; the key
 * has a blind index of its own, whether personal or not, so that every register is looked up the same way.
 */
export function tableStatements(definition: RegisterDefinition): string[] {
  const table = tableOf(definition.id);
  const columns = definition.fields.map((field) => `alter table ${table} add column if not exists ${columnOf(field.name)} ${columnType(field)}`);
  const blind = blindFields(definition).map(({ name }) => `alter table ${table} add column if not exists ${indexOf(name)} text`);
  return [
    `create table if not exists ${table} (record_id uuid primary key, key_index text not null unique, source text not null, matter_id uuid, updated_at timestamptz not null)`,
    `alter table ${table} add column if not exists seq int not null default 1, add column if not exists import_id uuid, add column if not exists written_by jsonb`,
    ...columns,
    ...blind,
    // Until 2026-12 the list was read by this one, which cannot tell rows of one import apart.
    `drop index if exists register_data.${identifier(definition.id)}_updated`,
    `create index if not exists ${identifier(definition.id)}_newest on ${table} (updated_at, record_id)`,
    ...indexesOf(definition),
    `grant select, insert, update on ${table} to yiwang_server`,
  ];
}
