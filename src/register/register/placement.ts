import type { RegisterDefinition } from "./definition.ts";
import { COVER, GRANT_REENCRYPTING, type Sql } from "#kernel/db";
import { columnOf, columnType, tableOf, tableStatements } from "./table.ts";

const HELD = `select attname as name, replace(format_type(atttypid, null), 'timestamp with time zone', 'timestamptz') as type
  from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`;

/** Fields whose column exists with another type, a sentence each: what a register holds is not changed in place, and would be written wrongly. */
export async function changedTypes(owner: Sql, definitions: readonly RegisterDefinition[]): Promise<string[]> {
  const found: string[] = [];
  for (const definition of definitions) {
    const rows = await owner.query<{ name: string; type: string }>(HELD, [tableOf(definition.id)]);
    const held = new Map(rows.map(({ name, type }) => [name, type]));
    for (const field of definition.fields) {
      const type = held.get(columnOf(field.name));
      if (type !== undefined && type !== columnType(field))
        found.push(`「${definition.name}」的“${field.label}”已经按另一种类型存着（${type}），不能改成 ${field.type}。请换一个字段名`);
    }
  }
  return found;
}

/** Makes the tables of a pack's registers, as the owner of the database. Existing rows stay; fields are added, never taken away. */
export async function placeRegisters(owner: Sql, definitions: RegisterDefinition[]): Promise<void> {
  await owner.transaction(async (db) => {
    for (const definition of definitions) {
      for (const statement of tableStatements(definition)) await db.query(statement);
      await db.query(
        "insert into register.registers (register_id, definition) values ($1, $2) on conflict (register_id) do update set definition = excluded.definition, placed_at = now()",
        [definition.id, definition],
      );
    }
    await db.query(COVER);
    await db.query(GRANT_REENCRYPTING);
  });
}
