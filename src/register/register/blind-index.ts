import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import type { RegisterDefinition } from "./definition.ts";
import { blindFields, columnOf, indexOf, tableOf } from "./table.ts";

const AT_ONCE = 500;

/**
 * Makes the blind indexes of records that were written before their field was searched. Nothing of the records changes, so no version is kept. Safe to break off
 * and to do again; rows that somebody writes meanwhile have theirs.
 */
export async function fillBlindIndexes(ctx: Ctx, definition: RegisterDefinition): Promise<number> {
  const table = tableOf(definition.id);
  let filled = 0;
  for (const { name } of blindFields(definition)) {
    const [encrypted, blind] = [columnOf(name), indexOf(name)];
    let count = AT_ONCE;
    while (count === AT_ONCE) {
      count = await transaction(ctx, async ({ db }) => {
        const rows = await db.query<{ id: string; value: string }>(
          `select record_id as id, ${encrypted} as value from ${table} where ${encrypted} is not null and ${blind} is null limit ${AT_ONCE} for update`,
          [],
          "fresh",
        );
        await db.query(`update ${table} t set ${blind} = made.blind from unnest($1::uuid[], $2::text[]) as made(id, blind) where t.record_id = made.id`, [
          rows.map(({ id }) => id),
          rows.map(({ value }) => ctx.personal.index(ctx.personal.decrypt(value))),
        ]);
        return rows.length;
      });
      filled += count;
    }
  }
  return filled;
}
