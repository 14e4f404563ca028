import type { Point } from "#place/point";

/** A ring in millionths of a degree, flat: lon, lat, lon, lat …; the last corner is not the first once more. Whole numbers, so that neighbours agree. */
export type Ring = readonly number[];

/** A polygon: its outer ring, then its holes. */
export type Polygon = readonly Ring[];

/** The boundary of an area or of a cell of the grid, as it held between two days. */
export interface Outline {
  /** 12 figures: an area; 15: a cell. */
  code: string;
  name: string;
  fromDay: string;
  untilDay: string | null;
  polygons: readonly Polygon[];
}

/** Millionths of a degree: eleven centimetres. */
export const MICRO = 1_000_000;

/** Whether a code is that of a cell. */
export function isCell(code: string): boolean {
  return code.length === 15;
}

/** The area of a community in which a cell lies, by its code. */
export function areaOfCell(cell: string): string {
  return cell.slice(0, 12);
}

const LEVEL_ENDS = [2, 4, 6, 9, 12];

/** The layer in which an outline lies beside others: 0 province to 4 community for areas, 5 for cells. */
export function layerOf({ code }: Pick<Outline, "code">): number {
  return isCell(code) ? LEVEL_ENDS.length : LEVEL_ENDS.findIndex((end) => /^0*$/.test(code.slice(end)));
}

/** Whether an outline held on a day. */
export function held({ fromDay, untilDay }: Pick<Outline, "fromDay" | "untilDay">, day: string): boolean {
  return fromDay <= day && (untilDay === null || untilDay >= day);
}

/** A ring out of points. */
export function ringOf(points: readonly Point[]): number[] {
  return points.flatMap(([longitude, latitude]) => [Math.round(longitude * MICRO), Math.round(latitude * MICRO)]);
}

/** The points of a ring, the first once more at the end, as GeoJSON has them. */
export function pointsOf(ring: Ring): [number, number][] {
  const points: [number, number][] = [];
  for (let at = 0; at < ring.length; at += 2) points.push([ring[at]! / MICRO, ring[at + 1]! / MICRO]);
  return [...points, points[0]!];
}

/** Twice the area that a ring encloses; below zero where it runs clockwise. */
export function doubleArea(ring: Ring): number {
  const [x0, y0] = [ring[0]!, ring[1]!];
  let sum = 0;
  for (let at = 2; at + 3 < ring.length; at += 2) sum += (ring[at]! - x0) * (ring[at + 3]! - y0) - (ring[at + 2]! - x0) * (ring[at + 1]! - y0);
  return sum;
}

function reversed(ring: Ring): number[] {
  const turned: number[] = [];
  for (let at = ring.length - 2; at >= 0; at -= 2) turned.push(ring[at]!, ring[at + 1]!);
  return turned;
}

/** A polygon whose outer ring runs against the clock and whose holes run with it, whatever way they came. */
export function wound(polygon: Polygon): Polygon {
  return polygon.map((ring, at) => (doubleArea(ring) > 0 === (at === 0) ? ring : reversed(ring)));
}

/** The box of an outline in millionths of a degree. */
export function boxOf(polygons: readonly Polygon[]): [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygons)
    for (let at = 0; at < polygon[0]!.length; at += 2) {
      const [x, y] = [polygon[0]![at]!, polygon[0]![at + 1]!];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
  return [west, south, east, north];
}
