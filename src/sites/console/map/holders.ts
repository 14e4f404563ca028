import { listHoldersOf } from "#place/cell";
import { listStaff } from "#people/identity";
import type { Ctx } from "#kernel/ctx";

/** Names of who is responsible today for cells, by cell; one that nobody answers for is not there. */
export async function holdersByCell(ctx: Ctx, cells: readonly string[]): Promise<Map<string, string[]>> {
  const holders = await listHoldersOf(ctx, cells);
  if (holders.length === 0) return new Map();
  const names = new Map((await listStaff(ctx)).map(({ staffId, name }) => [staffId, name]));
  return new Map([...Map.groupBy(holders, ({ cell }) => cell)].map(([cell, own]) => [cell, own.map(({ staffId }) => names.get(staffId) ?? "")]));
}
