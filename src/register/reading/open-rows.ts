import type { Ctx } from "#kernel/ctx";
import { columnsOf, getRegister, isGone, recordOf, tableOf, type Values } from "#register/register";

const MOST = 10_000;

/** The rows of a register that count as they stand now, with their open fields alone. */
export async function openRowsNow(ctx: Ctx, registerId: string): Promise<readonly Values[]> {
  const definition = await getRegister(ctx, registerId);
  const text = `select ${columnsOf(definition)} from ${tableOf(registerId)} order by updated_at desc limit ${MOST}`;
  const open = new Set(definition.fields.filter(({ personal }) => !personal).map(({ name }) => name));
  return (await ctx.db.query<Record<string, unknown>>(text, []))
    .map((row) => recordOf(definition, row, () => undefined).values)
    .filter((values) => !isGone(definition, values))
    .map((values) => Object.fromEntries(Object.entries(values).filter(([name]) => open.has(name))));
}

/** The same for what staff are shown who do not read the register itself. Held in memory for a while. */
export function openRows(ctx: Ctx, registerId: string): Promise<readonly Values[]> {
  return ctx.memory.recall(`register.open-rows.${registerId}`, () => openRowsNow(ctx, registerId));
}
