import Flatbush from "flatbush";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import type { Bounds } from "#place/point";
import { isKind, KINDS, type Feature, type Kind } from "./feature.ts";

interface Sheet {
  features: readonly Feature[];
  boxes: Flatbush;
}

/** The whole ground in memory, a sheet for each kind, in the order in which they are drawn. */
export type Sheets = ReadonlyMap<Kind, Sheet>;

const MICRO = 1_000_000;

function boxOf({ rings }: Feature): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    for (let at = 0; at < ring.length; at += 2) {
      west = Math.min(west, ring[at]!);
      east = Math.max(east, ring[at]!);
      south = Math.min(south, ring[at + 1]!);
      north = Math.max(north, ring[at + 1]!);
    }
  return [west, south, east, north];
}

/** Puts features in order to be asked by box. Pure. */
export function sheetsOf(features: readonly Feature[]): Sheets {
  const byKind = Map.groupBy(features, ({ kind }) => kind);
  const sheets = new Map<Kind, Sheet>();
  for (const kind of Object.keys(KINDS).filter(isKind)) {
    const own = byKind.get(kind) ?? [];
    if (own.length === 0) continue;
    const boxes = new Flatbush(own.length);
    for (const feature of own) boxes.add(...boxOf(feature));
    boxes.finish();
    sheets.set(kind, { features: own, boxes });
  }
  return sheets;
}

/** What of the ground touches a box and is drawn at a zoom, from below to above. Pure. */
export function featuresWithin(sheets: Sheets, { west, south, east, north }: Bounds, zoom: number): Feature[] {
  return [...sheets].flatMap(([kind, { features, boxes }]) =>
    KINDS[kind].from > zoom
      ? []
      : boxes
          .search(west * MICRO, south * MICRO, east * MICRO, north * MICRO)
          .toSorted((a, b) => a - b)
          .map((i) => features[i]!),
  );
}

const STATE = "select state_id as state from ground.state";
const FEATURES = "select kind, name, rings from ground.features order by feature";

async function loaded(ctx: Ctx): Promise<Sheets> {
  const rows = await ctx.db.query<{ kind: string; name: string | null; rings: number[][] }>(FEATURES, []);
  return sheetsOf(rows.flatMap(({ kind, name, rings }): Feature[] => (isKind(kind) ? [{ kind, ...(name !== null && { name }), rings }] : [])));
}

/** The whole ground in memory, for who draws many pieces of it. */
export async function sheetsNow(ctx: Ctx): Promise<Sheets> {
  const state = await ctx.memory.recall("ground.state", async () => (await one<{ state: string }>(ctx.db, STATE)).state);
  return ctx.memory.recall("ground.sheets", () => loaded(ctx), { at: state });
}

/** What of the base map touches a box and is drawn at a zoom (that of web maps; 15 is a quarter), from below to above. From memory: below a millisecond or a few. */
export async function groundWithin(ctx: Ctx, bounds: Bounds, zoom: number): Promise<Feature[]> {
  return featuresWithin(await sheetsNow(ctx), bounds, zoom);
}

const BATCH = 2000;
const WRITE = `
  insert into ground.features (feature, kind, name, rings)
  select n.feature, n.kind, n.name, n.rings from jsonb_to_recordset($1) as n(feature int, kind text, name text, rings jsonb)`;

/** Puts another base map in the place of the one there is. */
export async function replaceGround(ctx: Ctx, features: readonly Feature[]): Promise<void> {
  await ctx.db.transaction(async (db) => {
    await db.query("update ground.state set state_id = gen_random_uuid()", []);
    await db.query("delete from ground.features", []);
    for (let at = 0; at < features.length; at += BATCH)
      await db.query(WRITE, [JSON.stringify(features.slice(at, at + BATCH).map((feature, i) => ({ feature: at + i, ...feature })))]);
  });
  ctx.memory.forget("ground.state");
}
