import Flatbush from "flatbush";
import { metresOfDegree, type Bounds, type Point } from "#place/point";
import { boxOf, held, isCell, layerOf, MICRO, type Outline } from "./outline.ts";
import { distanceSquared, inside } from "./ray.ts";
import { shareCorners } from "./shared-corners.ts";

interface Layer {
  outlines: readonly Outline[];
  boxes: Flatbush | undefined;
}

/** Every boundary that ever held, in memory, to ask what lies where. */
export interface Atlas {
  cells: Layer;
  areas: Layer;
  /** How much shorter a degree of longitude is than one of latitude, in the middle of the city. */
  narrow: number;
}

function layerFrom(outlines: readonly Outline[]): Layer {
  const kept = outlines.filter(({ polygons }) => polygons.length > 0).toSorted((a, b) => (a.code < b.code ? -1 : 1));
  if (kept.length === 0) return { outlines: [], boxes: undefined };
  const boxes = new Flatbush(kept.length);
  for (const { polygons } of kept) boxes.add(...boxOf(polygons));
  boxes.finish();
  return { outlines: kept, boxes };
}

/** Reads boundaries into memory. Corners are shared within a layer: cells, and areas of each level. Pure. */
export function atlasOf(outlines: readonly Outline[]): Atlas {
  const cells = shareCorners(outlines.filter(({ code }) => isCell(code)));
  const byLevel = Map.groupBy(
    outlines.filter(({ code }) => !isCell(code)),
    layerOf,
  );
  const areas = [...byLevel.values()].flatMap((level) => shareCorners(level));
  const [, south, , north] = boxOf(outlines.flatMap(({ polygons }) => polygons));
  const [wide, high] = metresOfDegree(Number.isFinite(south) ? (south + north) / 2 / MICRO : 30);
  return { cells: layerFrom(cells), areas: layerFrom(areas), narrow: wide / high };
}

function within({ outlines, boxes }: Layer, x: number, y: number, day: string, better: (a: Outline, b: Outline) => boolean): Outline | undefined {
  if (!boxes) return undefined;
  let found: Outline | undefined;
  for (const i of boxes.search(x, y, x, y)) {
    const outline = outlines[i]!;
    if (held(outline, day) && inside(outline.polygons, x, y) && (!found || better(outline, found))) found = outline;
  }
  return found;
}

/** The cell in which a point lies on a day. Of cells that overlap, the one with the lower code. Pure: over 5,000 cells a million a second. */
export function cellOf({ cells }: Atlas, [longitude, latitude]: Point, day: string): Outline | undefined {
  return within(cells, longitude * MICRO, latitude * MICRO, day, (a, b) => a.code < b.code);
}

/** The lowest area in whose boundary a point lies on a day. Pure. */
export function areaOf({ areas }: Atlas, [longitude, latitude]: Point, day: string): Outline | undefined {
  return within(areas, longitude * MICRO, latitude * MICRO, day, (a, b) => layerOf(a) > layerOf(b));
}

/** Boxes that are looked at: the nearest cell is seldom the one with the nearest box, but never far down the list. */
const LOOKED_AT = 32;

/** The cell nearest to a point on a day, and how many metres away its border is. Pure. */
export function nearestCell(
  { cells: { outlines, boxes }, narrow }: Atlas,
  [longitude, latitude]: Point,
  day: string,
): { outline: Outline; metres: number } | undefined {
  if (!boxes) return undefined;
  const [x, y] = [longitude * MICRO, latitude * MICRO];
  const near = boxes.neighbors(x, y, LOOKED_AT, Infinity, (i) => held(outlines[i]!, day));
  const found = near
    .map((i) => ({ outline: outlines[i]!, square: distanceSquared(outlines[i]!.polygons, x, y, narrow) }))
    .toSorted((a, b) => a.square - b.square)[0];
  return found && { outline: found.outline, metres: (Math.sqrt(found.square) * metresOfDegree(latitude)[1]) / MICRO };
}

/** The cells or the areas of a level that hold on a day and touch a box. */
export function outlinesWithin({ cells, areas }: Atlas, what: "cells" | "areas", { west, south, east, north }: Bounds, day: string): Outline[] {
  const { outlines, boxes } = what === "cells" ? cells : areas;
  return (boxes?.search(west * MICRO, south * MICRO, east * MICRO, north * MICRO) ?? [])
    .map((i) => outlines[i]!)
    .filter((outline) => held(outline, day))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
