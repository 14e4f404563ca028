import type { Polygon, Ring } from "./outline.ts";

// A ray to the east, half open: a side counts with its lower end and without its upper. Each side is reckoned from its lower end, whichever way it runs, so
// two neighbours that share it reckon the same: every point belongs to exactly one of them, borders and corners too.
function crossings(ring: Ring, x: number, y: number): number {
  let count = 0;
  let x0 = ring[ring.length - 2]!;
  let y0 = ring[ring.length - 1]!;
  for (let at = 0; at < ring.length; at += 2) {
    const x1 = ring[at]!;
    const y1 = ring[at + 1]!;
    if (y0 <= y !== y1 <= y) {
      const east = y0 < y1 ? (x - x0) * (y1 - y0) < (x1 - x0) * (y - y0) : (x - x1) * (y0 - y1) < (x0 - x1) * (y - y1);
      if (east) count += 1;
    }
    x0 = x1;
    y0 = y1;
  }
  return count;
}

/** Whether a point, in millionths of a degree, lies in polygons. Pure. */
export function inside(polygons: readonly Polygon[], x: number, y: number): boolean {
  let count = 0;
  for (const polygon of polygons) for (const ring of polygon) count += crossings(ring, x, y);
  return count % 2 === 1;
}

/** The square of the distance from a point to the border of polygons, lengths of longitude taken `narrow` times as long as those of latitude. Pure. */
export function distanceSquared(polygons: readonly Polygon[], x: number, y: number, narrow: number): number {
  let least = Infinity;
  for (const ring of polygons.flat()) {
    let x0 = (ring[ring.length - 2]! - x) * narrow;
    let y0 = ring[ring.length - 1]! - y;
    for (let at = 0; at < ring.length; at += 2) {
      const x1 = (ring[at]! - x) * narrow;
      const y1 = ring[at + 1]! - y;
      const [dx, dy] = [x1 - x0, y1 - y0];
      const along = Math.max(0, Math.min(1, -(x0 * dx + y0 * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, (x0 + along * dx) ** 2 + (y0 + along * dy) ** 2);
      x0 = x1;
      y0 = y1;
    }
  }
  return least;
}
