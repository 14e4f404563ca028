import type { RegisterDefinition } from "./definition.ts";
import type { Ctx } from "#kernel/ctx";
import { first, one } from "#kernel/db";
import { notFound } from "#values/errors";
import { isId } from "#values/ids";
import { mustReach, within } from "./reach.ts";
import { columnsOf, masked, recordOf, type RegisterRecord } from "./record.ts";
import { getRegister } from "./registers.ts";
import { tableOf } from "./table.ts";

const SIZE = 40;

/** A page of what the actor may read of a register, newest first, personal values masked; `key` finds the record with that exact key. */
export async function listRecords(
  ctx: Ctx,
  registerId: string,
  { key, page = 1 }: { key?: string; page?: number } = {},
): Promise<{ definition: RegisterDefinition; records: RegisterRecord[]; more: boolean; count: number }> {
  const definition = await getRegister(ctx, registerId);
  const reach = await mustReach(ctx, definition);
  const inReach = within(definition, reach, 2);
  const rows = await ctx.db.query(
    `select ${columnsOf(definition)} from ${tableOf(registerId)} where ($1::text is null or key_index = $1) and ${inReach.sql}
     order by updated_at desc, record_id limit ${SIZE + 1} offset $2`,
    [key ? ctx.personal.index(key) : null, (page - 1) * SIZE, ...inReach.values],
  );
  const counted = within(definition, reach, 0);
  const { count } = await one<{ count: number }>(ctx.db, `select count(*) as count from ${tableOf(registerId)} where ${counted.sql}`, counted.values);
  return { definition, records: rows.slice(0, SIZE).map((row) => recordOf(definition, row, masked(ctx))), more: rows.length > SIZE, count };
}

/** How many records a register has in all: nothing of what is in them. */
export async function countRecords(ctx: Ctx, registerId: string): Promise<number> {
  return (await one<{ count: number }>(ctx.db, `select count(*) as count from ${tableOf(registerId)}`)).count;
}

/** The row of a record that the actor may read; NotFound for any other, whether it exists or not. */
export async function readRow(ctx: Ctx, definition: RegisterDefinition, recordId: string): Promise<Record<string, unknown>> {
  const inReach = within(definition, await mustReach(ctx, definition), 1);
  const row = isId(recordId)
    ? await first<Record<string, unknown>>(ctx.db, `select ${columnsOf(definition)} from ${tableOf(definition.id)} where record_id = $1 and ${inReach.sql}`, [
        recordId,
        ...inReach.values,
      ])
    : undefined;
  if (!row) throw notFound("记录");
  return row;
}

/** One record in the actor's reach, personal values masked. */
export async function getRecord(ctx: Ctx, registerId: string, recordId: string): Promise<{ definition: RegisterDefinition; record: RegisterRecord }> {
  const definition = await getRegister(ctx, registerId);
  return { definition, record: recordOf(definition, await readRow(ctx, definition, recordId), masked(ctx)) };
}
