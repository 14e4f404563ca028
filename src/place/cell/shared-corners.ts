import Flatbush from "flatbush";
import type { Outline, Polygon, Ring } from "./outline.ts";

// Two corners so near are one, and a corner so near to a side lies on it: two tenths of a metre. What was drawn or rounded apart is put together.
const NEAR = 2;

/** Gives each corner the place of the first one that is as good as the same. */
function gathered(): (x: number, y: number) => readonly [number, number] {
  const squares = new Map<number, [number, number][]>();
  const side = 2 * NEAR;
  const key = (column: number, row: number): number => column * 2 ** 26 + row;
  return (x, y) => {
    const [column, row] = [Math.floor(x / side), Math.floor(y / side)];
    for (let dx = -1; dx <= 1; dx += 1)
      for (let dy = -1; dy <= 1; dy += 1)
        for (const corner of squares.get(key(column + dx, row + dy)) ?? [])
          if (Math.abs(corner[0] - x) <= NEAR && Math.abs(corner[1] - y) <= NEAR) return corner;
    const own: [number, number] = [x, y];
    const here = squares.get(key(column, row));
    if (here) here.push(own);
    else squares.set(key(column, row), [own]);
    return own;
  };
}

function moved(ring: Ring, place: (x: number, y: number) => readonly [number, number]): number[] {
  const out: number[] = [];
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = place(ring[at]!, ring[at + 1]!);
    if (x !== out.at(-2) || y !== out.at(-1)) out.push(x, y);
  }
  if (out.length > 2 && out[0] === out.at(-2) && out[1] === out.at(-1)) out.length -= 2;
  return out;
}

/** The corners that lie on a side, in the order in which one walks along it. */
function between(x0: number, y0: number, x1: number, y1: number, corners: readonly number[], near: readonly number[]): number[] {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy);
  const found: { x: number; y: number; along: number }[] = [];
  for (const i of near) {
    const [x, y] = [corners[2 * i]!, corners[2 * i + 1]!];
    const along = ((x - x0) * dx + (y - y0) * dy) / length;
    const aside = Math.abs((x - x0) * dy - (y - y0) * dx) / length;
    if (aside <= NEAR && along > 0 && along < length && (x !== x0 || y !== y0) && (x !== x1 || y !== y1)) found.push({ x, y, along });
  }
  return found.toSorted((a, b) => a.along - b.along).flatMap(({ x, y }) => [x, y]);
}

/**
 * The outlines of one layer with every corner shared: corners that are as good as the same become one, and a corner that lies on a neighbour's side becomes a
 * corner of the neighbour too. Without this a third of all corners lie in two cells, and points near a side in none. Nothing moves by more than two tenths
 * of a metre. Pure.
 */
export function shareCorners<O extends Pick<Outline, "polygons">>(outlines: readonly O[]): O[] {
  const place = gathered();
  const put = outlines.map(({ polygons }) =>
    polygons.map((polygon) => polygon.map((ring) => moved(ring, place)).filter((ring) => ring.length >= 6)).filter((polygon) => polygon.length > 0),
  );
  const known = new Set<number>();
  const corners: number[] = [];
  for (const ring of put.flat(2))
    for (let at = 0; at < ring.length; at += 2) {
      const key = ring[at]! * 2 ** 26 + ring[at + 1]!;
      if (known.has(key)) continue;
      known.add(key);
      corners.push(ring[at]!, ring[at + 1]!);
    }
  if (corners.length === 0) return outlines.map((outline, i) => ({ ...outline, polygons: put[i]! }));
  const index = new Flatbush(corners.length / 2);
  for (let at = 0; at < corners.length; at += 2) index.add(corners[at]!, corners[at + 1]!, corners[at]!, corners[at + 1]!);
  index.finish();
  const whole = (ring: Ring): Ring => {
    const out: number[] = [];
    for (let at = 0; at < ring.length; at += 2) {
      const [x0, y0] = [ring[at]!, ring[at + 1]!];
      const [x1, y1] = [ring[(at + 2) % ring.length]!, ring[(at + 3) % ring.length]!];
      const near = index.search(Math.min(x0, x1) - NEAR, Math.min(y0, y1) - NEAR, Math.max(x0, x1) + NEAR, Math.max(y0, y1) + NEAR);
      out.push(x0, y0);
      if (near.length > 2) out.push(...between(x0, y0, x1, y1, corners, near));
    }
    return out;
  };
  return outlines.map((outline, i) => ({ ...outline, polygons: put[i]!.map((polygon): Polygon => polygon.map(whole)) }));
}
