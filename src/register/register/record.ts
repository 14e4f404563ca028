import { TYPES, type RegisterField } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";
import { mask } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { identifier } from "./table.ts";

/** A record's values by field name. */
export type Values = Record<string, unknown>;

/** A record of a register. */
export interface RegisterRecord {
  recordId: string;
  values: Values;
  /** Where it came from: "import", "matter". */
  source: string;
  matterId: string | null;
  updatedAt: Date;
}

/** Columns of a register as they are selected, each under its field's name. */
export function columnsOf(definition: RegisterDefinition): string {
  const fields = definition.fields.map((field) => `f_${identifier(field.name)} as "${identifier(field.name)}"`);
  return ['record_id as "recordId"', "source", 'matter_id as "matterId"', 'updated_at as "updatedAt"', ...fields].join(", ");
}

/** The columns of a row, as a version keeps them, under the names that `columnsOf` gives them. */
export function rowOf(definition: RegisterDefinition, kept: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(definition.fields.map(({ name }) => [identifier(name), kept[`f_${identifier(name)}`]]));
}

/** A row of the table made a record; `show` says what becomes of a personal value. */
export function recordOf(
  definition: RegisterDefinition,
  row: Record<string, unknown>,
  show: (field: RegisterField, encrypted: string) => unknown,
): RegisterRecord {
  const values: Values = {};
  for (const field of definition.fields) {
    const value = row[identifier(field.name)];
    if (value === null || value === undefined) continue;
    values[field.name] = field.personal && typeof value === "string" ? show(field, value) : (TYPES[field.type].kept?.(value) ?? value);
  }
  return {
    recordId: row["recordId"] as string,
    source: row["source"] as string,
    matterId: row["matterId"] as string | null,
    updatedAt: row["updatedAt"] as Date,
    values,
  };
}

/** Shows a personal value in full. */
export function inFull(ctx: Ctx): (field: RegisterField, encrypted: string) => string {
  return (_field, encrypted) => ctx.personal.decrypt(encrypted);
}

/** Shows a personal value masked. */
export function masked(ctx: Ctx): (field: RegisterField, encrypted: string) => string {
  return (field, encrypted) => mask(field.personal!, ctx.personal.decrypt(encrypted));
}
