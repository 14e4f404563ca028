import { GROUPED, groupsAt, MOST_POINTS, openWithin, spreadWithin, type MapFilter } from "#matter/map";
import { tileBounds, type Tile } from "#place/point";
import { groundTile, outlineTile, pointTile } from "#place/tile";
import { recordsWithin } from "#register/reading";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply, Route } from "#kernel/http";
import { notFound } from "#values/errors";
import { filterOf, MAP } from "./asked.ts";

/** The deepest tiles that are cut; from there on the map enlarges them. */
export const DEEPEST: Readonly<Record<string, number>> = { ground: 15, outlines: 15, matters: 18, register: 18 };

/** Zooms from a tile to the small squares in which its matters are counted, and to those in which they are drawn. */
const [COUNTED, DRAWN] = [6, 3];
const RECORDS = 2000;

function tileIn({ z, x, y }: Record<string, string>, deepest: number): Tile {
  const tile = { z: Number(z), x: Number(x), y: Number(y) };
  const whole = [z, x, y].every((each) => /^\d{1,8}$/.test(each ?? ""));
  if (!whole || tile.z > deepest || tile.x >= 2 ** tile.z || tile.y >= 2 ** tile.z) throw notFound("这一块地图");
  return tile;
}

/** What is open in a tile: from afar counted by squares, from near each by itself; never more than a map can show. */
export async function matterTile(ctx: Ctx, tile: Tile, filter: MapFilter): Promise<Buffer> {
  const bounds = tileBounds(tile);
  if (tile.z > GROUPED) {
    const points = await openWithin(ctx, bounds, filter, MOST_POINTS + 1);
    if (points.length <= MOST_POINTS)
      return pointTile(
        tile,
        "matters",
        points.map(({ point, matterId }) => ({ point, tags: { id: matterId } })),
      );
  }
  const groups = groupsAt(await spreadWithin(ctx, bounds, tile.z + COUNTED, filter), tile.z + DRAWN);
  return pointTile(
    tile,
    "matters",
    groups.map(({ point, count }) => ({ point, tags: { count } })),
  );
}

async function registerTile(ctx: Ctx, tile: Tile, register: string): Promise<Buffer> {
  const records = await recordsWithin(ctx, register, tileBounds(tile), RECORDS);
  return pointTile(
    tile,
    "records",
    records.map(({ point, recordId, called }) => ({ point, tags: { id: recordId, ...(tile.z >= 15 && { name: called }) } })),
  );
}

async function tileOf(ctx: Ctx, { params, query }: Incoming): Promise<Buffer> {
  const [layer = "", register = ""] = params["layer"]!.split(":");
  const tile = tileIn(params, Object.hasOwn(DEEPEST, layer) ? DEEPEST[layer]! : -1);
  if (layer === "ground") return groundTile(ctx, tile);
  if (layer === "outlines") return outlineTile(ctx, tile);
  return layer === "register" ? registerTile(ctx, tile, register) : matterTile(ctx, tile, filterOf(query));
}

/** Tiles of the map: asked by who may read matters; each holds what they may see, and no more. */
export const tileRoute: Route = {
  method: "GET",
  path: `${MAP}/tiles/:layer/:z/:x/:y`,
  who: "may:matter.read",
  site: "console",
  async handle(incoming, ctx): Promise<Reply> {
    return { kind: "bytes", content: await tileOf(ctx, incoming), type: "application/vnd.mapbox-vector-tile", cache: "asked" };
  },
};
