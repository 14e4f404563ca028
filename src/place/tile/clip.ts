import { onMap, type Point, type Tile } from "#place/point";
import { EXTENT } from "./mvt.ts";

/** What lies a little outside comes along: broad lines and letters reach over the border. */
export const MARGIN = 64;
const [LOW, HIGH] = [-MARGIN, EXTENT + MARGIN];

/** Where points of longitude and latitude lie in a tile, in its steps. */
export function stepsIn({ z, x, y }: Tile): (point: Point) => [number, number] {
  return (point) => {
    const [mx, my] = onMap(point, z);
    return [Math.round((mx - x) * EXTENT), Math.round((my - y) * EXTENT)];
  };
}

/** The sides of the box: on which axis, and where; `out` says whether something lies beyond. */
const SIDES = [
  { axis: 0, at: LOW, out: (n: number) => n < LOW },
  { axis: 0, at: HIGH, out: (n: number) => n > HIGH },
  { axis: 1, at: LOW, out: (n: number) => n < LOW },
  { axis: 1, at: HIGH, out: (n: number) => n > HIGH },
] as const;

type Pair = [number, number];

function crossing(a: Pair, b: Pair, axis: 0 | 1, at: number): Pair {
  const share = (at - a[axis]) / (b[axis] - a[axis]);
  const other = Math.round(a[1 - axis]! + (b[1 - axis]! - a[1 - axis]!) * share);
  return axis === 0 ? [at, other] : [other, at];
}

const same = (a: Pair | undefined, b: Pair): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1];

const flat = (pairs: readonly Pair[]): number[] => pairs.flat();

/** A ring within the box (Sutherland and Hodgman), without corners that fell together; undefined where nothing of it is left. Pure. */
export function clippedRing(ring: readonly Pair[]): number[] | undefined {
  let left: Pair[] = [...ring];
  for (const { axis, at, out } of SIDES) {
    if (!left.some((pair) => out(pair[axis]))) continue;
    left = left.flatMap((pair, i) => {
      const before = left.at(i - 1)!;
      const crosses = out(before[axis]) !== out(pair[axis]) ? [crossing(before, pair, axis, at)] : [];
      return out(pair[axis]) ? crosses : [...crosses, pair];
    });
  }
  const kept = left.filter((pair, i) => !same(left.at(i - 1), pair));
  return kept.length < 3 ? undefined : flat(kept);
}

/** The parts of a line within the box. Pure. */
export function clippedLines(line: readonly Pair[]): number[][] {
  let parts: Pair[][] = [[...line]];
  for (const { axis, at, out } of SIDES) {
    parts = parts.flatMap((part) => {
      if (!part.some((pair) => out(pair[axis]))) return [part];
      const found: Pair[][] = [];
      let now: Pair[] = [];
      for (const [i, pair] of part.entries()) {
        const before = part[i - 1];
        if (before && out(before[axis]) !== out(pair[axis])) now.push(crossing(before, pair, axis, at));
        if (!out(pair[axis])) now.push(pair);
        else if (now.length > 0) {
          found.push(now);
          now = [];
        }
      }
      if (now.length > 0) found.push(now);
      return found;
    });
  }
  return parts.flatMap((part) => {
    const kept = part.filter((pair, i) => !same(part[i - 1], pair));
    return kept.length < 2 ? [] : [flat(kept)];
  });
}
