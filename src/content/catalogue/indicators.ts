import type { Indicator } from "#content/kind";
import type { Ctx } from "#kernel/ctx";

const KEEP = "insert into catalogue.indicators (pack_id, definitions) values ($1, $2) on conflict (pack_id) do update set definitions = excluded.definitions";

/** Keeps the indicators of a pack, in place of those that it had. */
export async function keepIndicators(ctx: Ctx, packId: string, indicators: readonly Indicator[]): Promise<void> {
  await ctx.db.query(KEEP, [packId, JSON.stringify(indicators)]);
  ctx.memory.forget("catalogue.indicators");
}

/** The indicators of all packs, in the order in which each pack writes them. */
export async function indicatorsNow(ctx: Ctx): Promise<Indicator[]> {
  const rows = await ctx.memory.recall("catalogue.indicators", () =>
    ctx.db.query<{ definitions: Indicator[] }>("select definitions from catalogue.indicators order by pack_id", []),
  );
  return rows.flatMap(({ definitions }) => definitions);
}
