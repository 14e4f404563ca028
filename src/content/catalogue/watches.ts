import type { Watch } from "#content/kind";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";

/** A rule as its pack brings it now; `hash` tells it from what it was before. */
export interface KeptWatch {
  watch: Watch;
  pack: string;
  hash: string;
}

const KEEP = `
  insert into catalogue.watches (watch_id, pack_id, definition, hash) values ($1, $2, $3, $4)
  on conflict (watch_id) do update set pack_id = excluded.pack_id, definition = excluded.definition, hash = excluded.hash, withdrawn_at = null`;

/** Keeps the rules of a pack as it has them now; what it has no more is withdrawn. */
export async function keepWatches(ctx: Ctx, packId: string, watches: readonly Watch[]): Promise<void> {
  await ctx.db.query("update catalogue.watches set withdrawn_at = $3 where pack_id = $1 and watch_id <> all ($2) and withdrawn_at is null", [
    packId,
    watches.map(({ id }) => id),
    ctx.now,
  ]);
  for (const watch of watches) await ctx.db.query(KEEP, [watch.id, packId, watch, sm3(JSON.stringify(watch)).toString("hex")]);
  ctx.memory.forget("catalogue.watches");
}

/** Every rule that packs bring, in the order of their names. */
export function watchesNow(ctx: Ctx): Promise<KeptWatch[]> {
  return ctx.memory.recall("catalogue.watches", () =>
    ctx.db.query<KeptWatch>(
      "select definition as watch, pack_id as pack, hash from catalogue.watches where withdrawn_at is null order by definition ->> 'name', watch_id",
      [],
    ),
  );
}
