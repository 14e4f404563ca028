import type { RegisterDefinition } from "./definition.ts";
import { COVER, GRANT_REENCRYPTING, type Sql } from "#kernel/db";
import { tableStatements } from "./table.ts";

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
