import { isOnline, type ItemDefinition, type KindDefinition } from "#content/pack";
import { getKindVersion, listKinds } from "./kinds.ts";
import { sm3 } from "#crypto/crypto";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import { canonical } from "#kernel/trace";

const PLACE = `
  insert into catalogue.items (item_id, version, name, code, unit, department, area, guide_only, audience, themes, source, updated_at, kind)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  on conflict (item_id) do update set version = excluded.version, name = excluded.name, code = excluded.code, unit = excluded.unit, department = excluded.department,
    area = excluded.area, guide_only = excluded.guide_only, audience = excluded.audience, themes = excluded.themes, source = excluded.source,
    updated_at = excluded.updated_at, kind = excluded.kind, withdrawn_at = null`;

/** The hash of a definition: two are the same when theirs are. */
export function hashOf(definition: ItemDefinition): string {
  return sm3(canonical(definition)).toString("hex");
}

/**
 * Publishes an item's definition: a new version when it differs from the last one, nothing otherwise. Gives whether it did.
 * Matters that run keep the version they began with.
 */
export async function publishItem(ctx: Ctx, definition: ItemDefinition, source: string): Promise<boolean> {
  const hash = hashOf(definition);
  return transaction(ctx, (inner) => published(inner, definition, hash, source));
}

/** The kind of an item as it is now; undefined where no pack has brought it yet. */
async function kindOf(ctx: Ctx, id: string): Promise<KindDefinition | undefined> {
  const known = (await listKinds(ctx)).find(({ kindId }) => kindId === id);
  return known && (await getKindVersion(ctx, id, known.version)).definition;
}

async function published(ctx: Ctx, definition: ItemDefinition, hash: string, source: string): Promise<boolean> {
  const { item } = definition;
  // A draft and a pack may publish at once: the second counts on from the first.
  await ctx.db.query("select pg_advisory_xact_lock(hashtextextended($1, 16))", [item.id]);
  const last = await first<{ version: number; hash: string }>(
    ctx.db,
    "select version, hash from catalogue.item_versions where item_id = $1 order by version desc limit 1",
    [item.id],
  );
  if (last?.hash === hash) return false;
  const version = (last?.version ?? 0) + 1;
  await ctx.db.query("insert into catalogue.item_versions (item_id, version, definition, hash, published_at, published_by) values ($1, $2, $3, $4, $5, $6)", [
    item.id,
    version,
    definition,
    hash,
    ctx.now,
    ctx.actor.name,
  ]);
  await ctx.db.query(PLACE, [
    item.id,
    version,
    item.name,
    item.code,
    item.unit,
    item.department,
    item.area,
    !isOnline(definition, await kindOf(ctx, item.kind)),
    item.audience,
    item.themes,
    source,
    ctx.now,
    item.kind,
  ]);
  ctx.memory.forget("catalogue.items");
  return true;
}
