import type { RegisterDefinition, RegisterField } from "./definition.ts";

const TYPES: Record<RegisterField["type"], string> = {
  text: "text",
  code: "text",
  date: "date",
  integer: "bigint",
  number: "double precision",
  boolean: "boolean",
};

/** A name of a pack as an SQL identifier. Packs are checked to use only lower letters, digits, "-" and "_". */
export function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_-]{0,50}$/.test(name)) throw new Error(`${name} cannot name a table or a column`);
  return name.replaceAll("-", "_");
}

/** The type of a field's column; of an encrypted text where another is given, that one. */
export function columnType({ personal, type }: RegisterField, sealed = "sealed"): string {
  return personal ? sealed : TYPES[type];
}

/** Where a register's rows lie. */
export function tableOf(registerId: string): string {
  return `register_data.${identifier(registerId)}`;
}

/**
 * The statements that make a register's table, or widen it by fields that are new. A personal field is an encrypted text; the key
 * has a blind index of its own, whether personal or not, so that every register is looked up the same way.
 */
export function tableStatements(definition: RegisterDefinition): string[] {
  const table = tableOf(definition.id);
  const columns = definition.fields.map((field) => `alter table ${table} add column if not exists f_${identifier(field.name)} ${columnType(field)}`);
  return [
    `create table if not exists ${table} (record_id uuid primary key, key_index text not null unique, source text not null, matter_id uuid, updated_at timestamptz not null)`,
    ...columns,
    `create index if not exists ${identifier(definition.id)}_updated on ${table} (updated_at desc)`,
    `grant select, insert, update on ${table} to yiwang_server`,
  ];
}
