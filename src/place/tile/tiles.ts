import { listOutlines, type Outline } from "#place/cell";
import { groundWithin, KINDS, type Feature } from "#place/ground";
import { tileBounds, type Bounds, type Point, type Tile } from "#place/point";
import type { Ctx } from "#kernel/ctx";
import { clippedLines, clippedRing, MARGIN, stepsIn } from "./clip.ts";
import { encodeTile, EXTENT, type TileFeature } from "./mvt.ts";

const MICRO = 1_000_000;

/** The box of a tile and of what reaches into it. */
function around(tile: Tile): Bounds {
  const { west, south, east, north } = tileBounds(tile);
  const [wide, high] = [((east - west) * MARGIN) / EXTENT, ((north - south) * MARGIN) / EXTENT];
  return { west: west - wide, south: south - high, east: east + wide, north: north + high };
}

function pairs(ring: readonly number[], place: (point: Point) => [number, number]): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 0; at < ring.length; at += 2) found.push(place([ring[at]! / MICRO, ring[at + 1]! / MICRO]));
  return found;
}

/** An area in a tile; nothing where its outer ring does not reach in. */
function areaIn(rings: readonly (readonly number[])[], place: (point: Point) => [number, number], tags: TileFeature["tags"]): TileFeature[] {
  const [outer, ...holes] = rings.map((ring) => clippedRing(pairs(ring, place)));
  return outer ? [{ type: "area", geometry: [outer, ...holes.flatMap((hole) => (hole ? [hole] : []))], tags }] : [];
}

function featureIn({ kind, name, rings }: Feature, place: (point: Point) => [number, number]): TileFeature[] {
  const tags: TileFeature["tags"] = name === undefined ? {} : { name };
  if (KINDS[kind].area) return areaIn(rings, place, tags);
  const lines = rings.flatMap((ring) => clippedLines(pairs(ring, place)));
  return lines.length > 0 ? [{ type: "line", geometry: lines, tags }] : [];
}

// A tile of 512 pixels is shown from its own zoom on up to the next: in zooms of the ground, which counts by 256, one and two more.
const NEARER = 2;

/** The base map of a tile, a layer for each kind of ground. */
export async function groundTile(ctx: Ctx, tile: Tile): Promise<Buffer> {
  const place = stepsIn(tile);
  const byKind = Map.groupBy(await groundWithin(ctx, around(tile), tile.z + NEARER), ({ kind }) => kind);
  return encodeTile([...byKind].map(([name, features]) => ({ name, features: features.flatMap((feature) => featureIn(feature, place)) })));
}

/** From which zoom on a tile has cells, not areas alone. */
const CELLS = 11;

/** Boundaries in a tile: `areas` with their names, `cells` from near, each with its code. */
export async function outlineTile(ctx: Ctx, tile: Tile): Promise<Buffer> {
  const place = stepsIn(tile);
  const [areas, cells] = await Promise.all([listOutlines(ctx, "areas", around(tile)), tile.z < CELLS ? [] : listOutlines(ctx, "cells", around(tile))]);
  const drawn = (outlines: readonly Outline[]): TileFeature[] =>
    outlines.flatMap(({ code, name, polygons }) => polygons.flatMap((rings) => areaIn(rings, place, { code, name, level: levelOf(code) })));
  return encodeTile([
    { name: "areas", features: drawn(areas) },
    { name: "cells", features: drawn(cells) },
  ]);
}

const levelOf = (code: string): number => [2, 4, 6, 9, 12].findIndex((end) => /^0*$/.test(code.slice(end)));

/** Points of a layer as a tile has them, each with what is said of it. */
export function pointTile(tile: Tile, name: string, points: readonly { point: Point; tags: TileFeature["tags"] }[]): Buffer {
  const place = stepsIn(tile);
  return encodeTile([{ name, features: points.map(({ point, tags }) => ({ type: "point", geometry: [place(point)], tags })) }]);
}
