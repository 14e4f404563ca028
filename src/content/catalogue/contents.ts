import type { Indicator, Watch } from "#content/kind";
import type { CodeEntry, ItemDefinition, KindDefinition, Manifest, RoleDefinition } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";
import { getKind } from "./kinds.ts";
import { getItem } from "./queries.ts";
import { watchesNow } from "./watches.ts";

/** What a pack says of itself, and the ids of what it brought: kept with it as it is installed. */
export interface PackContents {
  manifest: Manifest;
  kinds: string[];
  items: string[];
}

/** What of an installed pack is in use now: of a kind or an item that staff have published since, their version. */
export interface PackInUse {
  manifest: Partial<Manifest> & Pick<Manifest, "id" | "name" | "version">;
  roles: Record<string, RoleDefinition>;
  codes: Record<string, CodeEntry[]>;
  indicators: Indicator[];
  kinds: KindDefinition[];
  items: ItemDefinition[];
  watches: Watch[];
}

interface Row {
  name: string;
  version: string;
  contents: PackContents | null;
}

async function named<T>(ctx: Ctx, sql: string, packId: string): Promise<Record<string, T>> {
  const rows = await ctx.db.query<{ id: string; value: T }>(sql, [packId]);
  return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
}

async function idsBy(ctx: Ctx, sql: string, packId: string): Promise<string[]> {
  return (await ctx.db.query<{ id: string }>(sql, [`pack:${packId}`])).map(({ id }) => id);
}

/** An installed pack as it is in use now; NotFound when none of the id is installed. Registers and licence types are not the pack's alone. */
export async function packInUse(ctx: Ctx, packId: string): Promise<PackInUse> {
  const row = await first<Row>(ctx.db, "select name, version, contents from catalogue.packs where pack_id = $1", [packId]);
  if (!row) throw notFound("业务包");
  const { name, version, contents } = row;
  const kinds = contents?.kinds ?? (await idsBy(ctx, "select kind_id as id from catalogue.kinds where source = $1 order by kind_id", packId));
  const items =
    contents?.items ?? (await idsBy(ctx, "select item_id as id from catalogue.items where source = $1 and withdrawn_at is null order by item_id", packId));
  return {
    manifest: { ...contents?.manifest, id: packId, name, version },
    roles: await named<RoleDefinition>(ctx, "select role_id as id, definition as value from catalogue.roles where pack_id = $1 order by role_id", packId),
    codes: await named<CodeEntry[]>(ctx, "select list_id as id, entries as value from catalogue.codes where pack_id = $1 order by list_id", packId),
    indicators:
      (await first<{ definitions: Indicator[] }>(ctx.db, "select definitions from catalogue.indicators where pack_id = $1", [packId]))?.definitions ?? [],
    kinds: await Promise.all(kinds.map(async (id) => (await getKind(ctx, id)).definition)),
    watches: (await watchesNow(ctx)).flatMap(({ watch, pack }) => (pack === packId ? [watch] : [])),
    items: await Promise.all(items.map(async (id) => (await getItem(ctx, id)).definition)),
  };
}
