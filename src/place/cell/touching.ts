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

type Box = [west: number, south: number, east: number, north: number];

const boxOfSide = ([x0, y0, x1, y1]: readonly number[]): Box => [Math.min(x0!, x1!), Math.min(y0!, y1!), Math.max(x0!, x1!), Math.max(y0!, y1!)];

/** The sides of an outline within a box, but for those that a neighbour has the other way round: they say that the two lie side by side. */
function ownSides({ polygons }: Outline, [west, south, east, north]: Box, neighbour: Outline): number[][] {
  const there = new Set(neighbour.polygons.flat().flatMap((ring) => sidesOf(ring).map(([x0, y0, x1, y1]) => `${x1} ${y1} ${x0} ${y0}`)));
  return polygons
    .flat()
    .flatMap(sidesOf)
    .filter((side) => {
      const [w, s, e, n] = boxOfSide(side);
      return w <= east && e >= west && s <= north && n >= south && !there.has(side.join(" "));
    });
}

function commonBox(a: Outline, b: Outline): Box {
  const [one, other] = [boxOf(a.polygons), boxOf(b.polygons)];
  return [Math.max(one[0], other[0]), Math.max(one[1], other[1]), Math.min(one[2], other[2]), Math.min(one[3], other[3])];
}

function mayOverlap(a: Outline, b: Outline): boolean {
  const common = commonBox(a, b);
  const [sides, others] = [ownSides(a, common, b), ownSides(b, common, a)];
  if (sides.length === 0 || others.length === 0) return false;
  const within = (list: number[][], { polygons }: Outline): boolean => list.some(([x0, y0, x1, y1]) => inside(polygons, (x0! + x1!) / 2, (y0! + y1!) / 2));
  if (within(sides, b) || within(others, a)) return true;
  // Boundaries of districts have ten thousand sides: not each with each.
  const index = new Flatbush(others.length);
  for (const side of others) index.add(...boxOfSide(side));
  index.finish();
  return sides.some((side) => index.search(...boxOfSide(side)).some((i) => sidesCross(side, others[i]!)));
}

/** Square metres that two have in common, by a raster: to a hundredth of the box they share. */
function rastered(a: Outline, b: Outline): number {
  const [west, south, east, north] = commonBox(a, b);
  const count = 200;
  let both = 0;
  for (let i = 0; i < count; i += 1)
    for (let j = 0; j < count; j += 1) {
      const [x, y] = [west + ((i + 0.5) / count) * (east - west), south + ((j + 0.5) / count) * (north - south)];
      if (inside(a.polygons, x, y) && inside(b.polygons, x, y)) both += 1;
    }
  return (squareMetres(2 * (east - west) * (north - south), south) * both) / count ** 2;
}

function shared(a: Outline, b: Outline): number {
  const rings = ({ polygons }: Outline): [number, number][][][] => polygons.map((polygon) => polygon.map(pointsOf));
  try {
    const common = clipping.intersection(rings(a), rings(b)).flat();
    return common.reduce((sum, ring) => {
      const flat = ring.flat().map((n) => n * MICRO);
      return sum + squareMetres(doubleArea(flat), flat[1]!) * Math.sign(doubleArea(flat));
    }, 0);
  } catch {
    // The library gives up on some rings that nearly touch ("Unable to complete output ring").
    return rastered(a, b);
  }
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
