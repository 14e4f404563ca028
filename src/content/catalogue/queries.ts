import { upgraded, type ItemDefinition, type LicenceType } from "#content/pack";
import type { Ctx } from "#kernel/ctx";
import { first } from "#kernel/db";
import { notFound } from "#values/errors";

/** A published item as lists show it. */
export interface ItemEntry {
  itemId: string;
  version: number;
  name: string;
  /** Id of its kind of matter. */
  kind: string;
  code: string;
  unit: string;
  department: string;
  area: string;
  /** Can be read about here, but not applied for. */
  guideOnly: boolean;
  audience: ("person" | "organisation")[];
  themes: string[];
  /** What it is for, in a line; empty where its pack says none. */
  short: string;
  /** Where it stands among the items of its pack. */
  place: number;
}

/** One version of an item; immutable. */
export interface ItemVersion {
  itemId: string;
  version: number;
  definition: ItemDefinition;
  publishedAt: Date;
}

/** Every published item, online ones first, then by department and name. Held in memory: it is read on every page of the catalogue. */
export function listItems(ctx: Ctx): Promise<ItemEntry[]> {
  return ctx.memory.recall("catalogue.items", () =>
    ctx.db.query<ItemEntry>(
      `select i.item_id as "itemId", i.version, name, kind, code, unit, department, area, guide_only as "guideOnly", audience, themes,
         coalesce(v.definition #>> '{item,short}', '') as short, coalesce(p.place, 0)::int as place
       from catalogue.items i join catalogue.item_versions v on v.item_id = i.item_id and v.version = i.version
         left join (select id, place from catalogue.packs, jsonb_array_elements_text(contents -> 'items') with ordinality as t(id, place)) p on p.id = i.item_id
       where withdrawn_at is null order by guide_only, department, name`,
      [],
    ),
  );
}

/** A published item by id, or undefined. */
export async function findItem(ctx: Ctx, itemId: string): Promise<ItemEntry | undefined> {
  return (await listItems(ctx)).find((item) => item.itemId === itemId);
}

/** A version of an item, kept in memory for good; NotFound when there is none. */
export function getItemVersion(ctx: Ctx, itemId: string, version: number): Promise<ItemVersion> {
  return ctx.memory.recall(
    `catalogue.item.${itemId}@${version}`,
    async () => {
      const row = await first<ItemVersion>(
        ctx.db,
        'select item_id as "itemId", version, definition, published_at as "publishedAt" from catalogue.item_versions where item_id = $1 and version = $2',
        [itemId, version],
      );
      if (!row) throw notFound("事项");
      return { ...row, definition: upgraded(row.definition) };
    },
    "forever",
  );
}

/** The present version of an item; NotFound when there is no such item. */
export async function getItem(ctx: Ctx, itemId: string): Promise<ItemVersion> {
  const entry = await findItem(ctx, itemId);
  if (!entry) throw notFound("事项");
  return getItemVersion(ctx, itemId, entry.version);
}

/** Versions of an item, newest first. */
export function listVersions(ctx: Ctx, itemId: string): Promise<{ version: number; publishedAt: Date; publishedBy: string }[]> {
  return ctx.db.query(
    'select version, published_at as "publishedAt", published_by as "publishedBy" from catalogue.item_versions where item_id = $1 order by version desc',
    [itemId],
  );
}

/** Every type of licence that packs declare. */
export function listLicenceTypes(ctx: Ctx): Promise<LicenceType[]> {
  return ctx.memory.recall("catalogue.licence-types", async () =>
    (await ctx.db.query<{ definition: LicenceType }>("select definition from catalogue.licence_types order by type_id", [])).map(
      ({ definition }) => definition,
    ),
  );
}

/** A type of licence; NotFound when no pack declares it. */
export async function getLicenceType(ctx: Ctx, typeId: string): Promise<LicenceType> {
  const type = (await listLicenceTypes(ctx)).find(({ id }) => id === typeId);
  if (!type) throw notFound("证照类型");
  return type;
}

/** A pack as installed. */
export interface InstalledPack {
  packId: string;
  name: string;
  version: string;
  /** Hash of its files. */
  hash: string;
  installedAt: Date;
}

/** Installed packs. */
export function listPacks(ctx: Ctx): Promise<InstalledPack[]> {
  return ctx.db.query<InstalledPack>(
    'select pack_id as "packId", name, version, hash, installed_at as "installedAt" from catalogue.packs order by pack_id',
    [],
  );
}
