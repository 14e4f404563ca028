import Flatbush from "flatbush";
import clipping from "polygon-clipping";
import { metresOfDegree } from "#place/point";
import { boxOf, doubleArea, MICRO, pointsOf, type Outline } from "./outline.ts";
import { inside } from "./ray.ts";
import { shareCorners } from "./shared-corners.ts";
import { sidesCross, sidesOf } from "./shape.ts";

/** Two outlines that both claim the same ground. */
export interface Overlap {
  codes: readonly [string, string];
  squareMetres: number;
}

/** Ground that lies between outlines and belongs to none: a crack, or a lake that nobody has in their cell. */
export interface Gap {
  codes: readonly string[];
  squareMetres: number;
  at: readonly [longitude: number, latitude: number];
}

/** Smaller than this nobody stands on it. */
const LEAST = 1;

function squareMetres(doubled: number, y: number): number {
  const [wide, high] = metresOfDegree(y / MICRO);
  return (Math.abs(doubled) / 2 / MICRO ** 2) * wide * high;
}

function mayOverlap(a: Outline, b: Outline): boolean {
  const reaches = (one: Outline, other: Outline): boolean =>
    one.polygons.flat().some((ring) => sidesOf(ring).some(([x0, y0, x1, y1]) => inside(other.polygons, (x0! + x1!) / 2, (y0! + y1!) / 2)));
  const [sides, others] = [a, b].map(({ polygons }) => polygons.flat().flatMap(sidesOf)) as [number[][], number[][]];
  return reaches(a, b) || reaches(b, a) || sides.some((side) => others.some((other) => sidesCross(side, other)));
}

function shared(a: Outline, b: Outline): number {
  const rings = ({ polygons }: Outline): [number, number][][][] => polygons.map((polygon) => polygon.map(pointsOf));
  const y = a.polygons[0]![0]![1]!;
  const common = clipping.intersection(rings(a), rings(b)).flat();
  return common.reduce((sum, ring) => sum + squareMetres(doubleArea(ring.flat().map((n) => n * MICRO)), y) * (doubleArea(ring.flat()) > 0 ? 1 : -1), 0);
}

function overlapsIn(outlines: readonly Outline[]): Overlap[] {
  const boxes = new Flatbush(outlines.length);
  for (const { polygons } of outlines) boxes.add(...boxOf(polygons));
  boxes.finish();
  return outlines.flatMap((outline, i) =>
    boxes
      .search(...boxOf(outline.polygons))
      .filter((j) => j > i && mayOverlap(outline, outlines[j]!))
      .map((j): Overlap => ({ codes: [outline.code, outlines[j]!.code], squareMetres: shared(outline, outlines[j]!) }))
      .filter((overlap) => overlap.squareMetres >= LEAST),
  );
}

interface Side {
  to: number;
  x: number;
  y: number;
  code: string;
}

/** A corner as one number: longitudes in millionths take 27 bits, latitudes 26. */
const cornerKey = (x: number, y: number): number => x * 2 ** 26 + y;

/** The sides that no neighbour has the other way round, by the corner where they begin. */
function bareSides(outlines: readonly Outline[]): Map<number, Side[]> {
  const bare = new Map<number, Side[]>();
  for (const { code, polygons } of outlines)
    for (const ring of polygons.flat())
      for (let at = 0; at < ring.length; at += 2) {
        const next = (at + 2) % ring.length;
        const [x, y] = [ring[next]!, ring[next + 1]!];
        const [from, to] = [cornerKey(ring[at]!, ring[at + 1]!), cornerKey(x, y)];
        const there = bare.get(to);
        const opposite = there?.findIndex((side) => side.to === from) ?? -1;
        if (opposite >= 0) there!.splice(opposite, 1);
        else {
          const here = bare.get(from);
          if (here) here.push({ to, x, y, code });
          else bare.set(from, [{ to, x, y, code }]);
        }
      }
  return bare;
}

/** Of the sides that go on from a corner the one farthest to the right: so each piece of outside is walked around by itself. */
function rightmost(x0: number, y0: number, x: number, y: number, sides: readonly Side[]): Side {
  const back = Math.atan2(y0 - y, x0 - x);
  const angle = (side: Side): number => {
    const turned = Math.atan2(side.y - y, side.x - x) - back;
    return turned <= 1e-12 ? turned + 2 * Math.PI : turned;
  };
  return sides.reduce((best, side) => (angle(side) < angle(best) ? side : best));
}

/** A loop of the border of all outlines together: above zero around them, below zero around what lies between. */
export interface Loop {
  ring: number[];
  codes: string[];
}

/** The border of all outlines together, as loops; their corners must be shared. Around the whole they run against the clock, around gaps with it. Pure. */
export function borderOf(outlines: readonly Outline[]): Loop[] {
  const bare = bareSides(outlines);
  const loops: Loop[] = [];
  for (const [start, sides] of bare)
    while (sides.length > 0) {
      let side = sides.pop()!;
      let [x, y] = [Math.floor(start / 2 ** 26), start % 2 ** 26];
      const ring: number[] = [x, y];
      const codes = new Set([side.code]);
      while (side.to !== start) {
        ring.push(side.x, side.y);
        const on: Side[] = bare.get(side.to) ?? [];
        if (on.length === 0) break;
        const next = on.length === 1 ? on[0]! : rightmost(x, y, side.x, side.y, on);
        on.splice(on.indexOf(next), 1);
        [x, y] = [side.x, side.y];
        side = next;
        codes.add(side.code);
      }
      loops.push({ ring, codes: [...codes].toSorted() });
    }
  return loops;
}

/**
 * How the outlines of one layer lie together on one day: which overlap, and what lies between them. Corners are shared first, so what is left is more than
 * rounding. Pure.
 */
export function touching(outlines: readonly Outline[]): { overlaps: Overlap[]; gaps: Gap[] } {
  if (outlines.length === 0) return { overlaps: [], gaps: [] };
  const together = shareCorners(outlines).filter(({ polygons }) => polygons.length > 0);
  const gaps = borderOf(together)
    .filter(({ ring }) => doubleArea(ring) < 0)
    .map(({ ring, codes }): Gap => ({ codes, squareMetres: squareMetres(doubleArea(ring), ring[1]!), at: [ring[0]! / MICRO, ring[1]! / MICRO] }))
    .filter((gap) => gap.squareMetres >= LEAST);
  return { overlaps: overlapsIn(together), gaps };
}
