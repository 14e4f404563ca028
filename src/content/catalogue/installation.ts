import type { KindDefinition, Pack } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { first, transaction } from "#kernel/db";
import type { PackContents } from "./contents.ts";
import { keepIndicators } from "./indicators.ts";
import { keepWords, publishKind } from "./kinds.ts";
import { hashOf, publishItem } from "./publication.ts";
import { keepWatches } from "./watches.ts";

/** What installing a pack did with its items. */
export interface Installed {
  published: string[];
  /** Kinds that have a new version. */
  kinds: string[];
  /** Items that staff have published themselves since: theirs stays, though the pack has something else. */
  kept: string[];
}

// Whether the version in use came from staff, and is not what the pack has.
async function heldByStaff(ctx: Ctx, itemId: string, hash: string): Promise<boolean> {
  const row = await first<{ source: string; hash: string }>(
    ctx.db,
    "select i.source, v.hash from catalogue.items i join catalogue.item_versions v using (item_id, version) where i.item_id = $1",
    [itemId],
  );
  return row !== undefined && row.source.startsWith("staff:") && row.hash !== hash;
}

/**
 * Installs a pack that has passed its checks: licence types, roles and codes, kinds, and each item that is new or changed as a new version. All or nothing.
 * `kinds` are those of all packs, written out; `hash` is that of its files, kept so that an unchanged pack is not installed again. What staff have published themselves is not written over,
 * unless `over` says so.
 */
export async function installPack(
  ctx: Ctx,
  pack: Pack,
  hash: string,
  { over = false, kinds }: { over?: boolean; kinds: ReadonlyMap<string, KindDefinition> },
): Promise<Installed> {
  const { manifest } = pack;
  return transaction(ctx, async (inner) => {
    for (const type of pack.licences) {
      await inner.db.query(
        "insert into catalogue.licence_types (type_id, definition) values ($1, $2) on conflict (type_id) do update set definition = excluded.definition",
        [type.id, type],
      );
    }
    const installed: Installed = { published: [], kinds: [], kept: [] };
    await keepWords(inner, manifest.id, pack.roles, pack.codes);
    await keepIndicators(inner, manifest.id, pack.indicators);
    await keepWatches(inner, manifest.id, pack.watches);
    for (const { id } of pack.kinds) if (await publishKind(inner, kinds.get(id)!, `pack:${manifest.id}`)) installed.kinds.push(id);
    for (const { item, form, flow, rules, checklists } of pack.services) {
      const definition = { item, ...(form && { form }), ...(flow && { flow }), ...(rules && { rules }), checklists };
      if (!over && (await heldByStaff(inner, item.id, hashOf(definition)))) installed.kept.push(item.id);
      else if (await publishItem(inner, definition, `pack:${manifest.id}`)) installed.published.push(item.id);
    }
    const contents: PackContents = { manifest, kinds: pack.kinds.map(({ id }) => id), items: pack.services.map(({ item }) => item.id) };
    await inner.db.query(
      "insert into catalogue.packs (pack_id, name, version, hash, installed_at, contents) values ($1, $2, $3, $4, $5, $6) on conflict (pack_id) do update set name = excluded.name, version = excluded.version, hash = excluded.hash, installed_at = excluded.installed_at, contents = excluded.contents",
      [manifest.id, manifest.name, manifest.version, hash, inner.now, contents],
    );
    inner.memory.forget("catalogue.items");
    return installed;
  });
}
