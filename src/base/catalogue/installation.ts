import type { Pack } from "#base/pack";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { publishItem } from "./publication.ts";

/**
 * Installs a pack that has passed its checks: licence types, and each item that is new or changed as a new version. All or nothing.
 * `hash` is that of its files, kept so that an unchanged pack is not installed again.
 */
export async function installPack(ctx: Ctx, pack: Pack, hash: string): Promise<{ published: string[] }> {
  const { manifest } = pack;
  return transaction(ctx, async (inner) => {
    for (const type of pack.licences) {
      await inner.db.query(
        "insert into catalogue.licence_types (type_id, definition) values ($1, $2) on conflict (type_id) do update set definition = excluded.definition",
        [type.id, type],
      );
    }
    const published: string[] = [];
    for (const { item, form, flow, rules, checklists } of pack.services) {
      const definition = { item, ...(form && { form }), ...(flow && { flow }), ...(rules && { rules }), checklists };
      if (await publishItem(inner, definition, `pack:${manifest.id}`)) published.push(item.id);
    }
    await inner.db.query(
      "insert into catalogue.packs (pack_id, name, version, hash, installed_at) values ($1, $2, $3, $4, $5) on conflict (pack_id) do update set name = excluded.name, version = excluded.version, hash = excluded.hash, installed_at = excluded.installed_at",
      [manifest.id, manifest.name, manifest.version, hash, inner.now],
    );
    return { published };
  });
}
