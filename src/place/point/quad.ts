import type { Bounds, Point } from "./point.ts";

// Z-order of Web Mercator at zoom 26: whatever lies in a tile of a map lies in one range of it. Two times 26 bits are 52: exact in a number of JavaScript.
const DEEPEST = 26;
const SIDE = 2 ** DEEPEST;
const HALF = 2 ** 13;
// The poles are infinitely far away on this map: it is cut where it is a square.
const NORTHMOST = 85.051_128_779_806_6;

/** A tile of a map: zoom, column from the west, row from the north. */
export interface Tile {
  z: number;
  x: number;
  y: number;
}

/** Thirteen bits with room for thirteen others between them. */
function spread(bits: number): number {
  let n = bits;
  n = (n | (n << 8)) & 0x00ff00ff;
  n = (n | (n << 4)) & 0x0f0f0f0f;
  n = (n | (n << 2)) & 0x33333333;
  return (n | (n << 1)) & 0x55555555;
}

// Operations on bits know 32 of them: each half by itself.
function interleaved(x: number, y: number): number {
  const low = spread(x % HALF) | (spread(y % HALF) << 1);
  const high = spread(Math.floor(x / HALF)) | (spread(Math.floor(y / HALF)) << 1);
  return high * HALF * HALF + low;
}

/** Where a point lies on the map of a zoom, in tiles from the west and from the north. */
export function onMap([longitude, latitude]: Point, zoom: number): [x: number, y: number] {
  const sine = Math.sin((Math.max(-NORTHMOST, Math.min(NORTHMOST, latitude)) * Math.PI) / 180);
  const side = 2 ** zoom;
  return [((longitude + 180) / 360) * side, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side];
}

/** The point that lies there: `onMap` turned round. */
export function offMap(x: number, y: number, zoom: number): Point {
  const side = 2 ** zoom;
  return [(x / side) * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180) / Math.PI];
}

const clamp = (n: number, side: number): number => Math.max(0, Math.min(side - 1, Math.floor(n)));

/** The tile in which a point lies. */
export function tileOf(point: Point, z: number): Tile {
  const [x, y] = onMap(point, z);
  return { z, x: clamp(x, 2 ** z), y: clamp(y, 2 ** z) };
}

/** The place of a point in the order of tiles: a whole number below 2^52, for a column of the type bigint. */
export function quad(point: Point): number {
  const { x, y } = tileOf(point, DEEPEST);
  return interleaved(x, y);
}

/** The quads in a tile: from, and up to but without to. `quad >= from and quad < to` is one range of an index. Zoom 0 to 26. */
export function tileRange({ z, x, y }: Tile): { from: number; to: number } {
  const side = SIDE / 2 ** z;
  const from = interleaved(x * side, y * side);
  return { from, to: from + side * side };
}

/** Every second bit of thirteen pairs, put together again. */
function gathered(bits: number): number {
  let n = bits & 0x55555555;
  n = (n | (n >> 1)) & 0x33333333;
  n = (n | (n >> 2)) & 0x0f0f0f0f;
  n = (n | (n >> 4)) & 0x00ff00ff;
  return (n | (n >> 8)) & 0x0000ffff;
}

/** The point in the middle of a square of the map: of the tile whose quads begin so (`quad >> 2 × (26 − zoom)`). */
export function middleOfSquare(beginning: number, zoom: number): Point {
  const [high, low] = [Math.floor(beginning / (HALF * HALF)), beginning % (HALF * HALF)];
  return offMap(gathered(high) * HALF + gathered(low) + 0.5, gathered(high >> 1) * HALF + gathered(low >> 1) + 0.5, zoom);
}

/** Where a tile lies. */
export function tileBounds({ z, x, y }: Tile): Bounds {
  const [west, north] = offMap(x, y, z);
  const [east, south] = offMap(x + 1, y + 1, z);
  return { west, south, east, north };
}

/** Sides of a box in tiles, at most: finer ones leave less out, and are more ranges to read. */
const ACROSS = 6;

/** The quads of everything in a box, and of little around it: a few ranges, each from and up to but without to, in order. */
export function rangesOver({ west, south, east, north }: Bounds): { from: number; to: number }[] {
  const [[x0, y0], [x1, y1]] = [onMap([west, north], 0), onMap([east, south], 0)];
  const z = Math.max(0, Math.min(DEEPEST, Math.floor(Math.log2(ACROSS / Math.max(x1 - x0, y1 - y0, 2 ** -DEEPEST)))));
  const [first, last] = [tileOf([west, north], z), tileOf([east, south], z)];
  const ranges: { from: number; to: number }[] = [];
  for (let y = first.y; y <= last.y; y += 1) for (let x = first.x; x <= last.x; x += 1) ranges.push(tileRange({ z, x, y }));
  const joined: { from: number; to: number }[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const before = joined.at(-1);
    if (before?.to === range.from) before.to = range.to;
    else joined.push(range);
  }
  return joined;
}
