import type { Ctx } from "#kernel/ctx";
import { columnOf, columnsOf, getRegister, isGone, recordOf, tableOf, type RegisterRecord } from "#register/register";

const MOST = 1000;

/** A row of a register, its open fields alone. */
export type OpenRecord = Pick<RegisterRecord, "recordId" | "values">;

/**
 * The rows that count, whose span between two fields of instants holds a moment after now and begins before `ahead`, the earliest first: who is on duty now and next.
 * Open fields alone, for staff who do not read the register itself.
 */
export async function rowsBetween(ctx: Ctx, registerId: string, { from, until, ahead }: { from: string; until: string; ahead: Date }): Promise<OpenRecord[]> {
  const definition = await getRegister(ctx, registerId);
  const text = `select ${columnsOf(definition)} from ${tableOf(registerId)} where ${columnOf(until)} > $1 and ${columnOf(from)} <= $2 order by ${columnOf(from)}, record_id limit ${MOST}`;
  return (await ctx.db.query<Record<string, unknown>>(text, [ctx.now, ahead]))
    .map((row) => opened(definition, row))
    .filter(({ values }) => !isGone(definition, values));
}

const opened = (definition: Parameters<typeof recordOf>[0], row: Record<string, unknown>): OpenRecord => {
  const open = new Set(definition.fields.filter(({ personal }) => !personal).map(({ name }) => name));
  const { recordId, values } = recordOf(definition, row, () => undefined);
  return { recordId, values: Object.fromEntries(Object.entries(values).filter(([name]) => open.has(name))) };
};
