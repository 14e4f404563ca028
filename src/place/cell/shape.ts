import Flatbush from "flatbush";
import { CHINA, liesIn, pointWords, type Point } from "#place/point";
import type { Ring } from "./outline.ts";

/** Which side of a line a point lies on: above zero at its left. */
export function turn(x0: number, y0: number, x1: number, y1: number, x2: number, y2: number): number {
  return (x1 - x0) * (y2 - y0) - (y1 - y0) * (x2 - x0);
}

/** Whether two sides cross, or one ends within the other. */
function cross(a: readonly number[], b: readonly number[], touching: boolean): boolean {
  const [ax, ay, bx, by] = a as [number, number, number, number];
  const [cx, cy, dx, dy] = b as [number, number, number, number];
  const c = turn(ax, ay, bx, by, cx, cy);
  const d = turn(ax, ay, bx, by, dx, dy);
  const e = turn(cx, cy, dx, dy, ax, ay);
  const f = turn(cx, cy, dx, dy, bx, by);
  if (((c > 0 && d < 0) || (c < 0 && d > 0)) && ((e > 0 && f < 0) || (e < 0 && f > 0))) return true;
  if (!touching) return false;
  const on = (x: number, y: number, side: readonly number[]): boolean =>
    Math.min(side[0]!, side[2]!) <= x && x <= Math.max(side[0]!, side[2]!) && Math.min(side[1]!, side[3]!) <= y && y <= Math.max(side[1]!, side[3]!);
  return (c === 0 && on(cx, cy, a)) || (d === 0 && on(dx, dy, a)) || (e === 0 && on(ax, ay, b)) || (f === 0 && on(bx, by, b));
}

/** Whether two sides cross in their middle. */
export function sidesCross(a: readonly number[], b: readonly number[]): boolean {
  return cross(a, b, false);
}

/** The sides of a ring: x, y, x, y of each. */
export function sidesOf(ring: Ring): number[][] {
  const sides: number[][] = [];
  for (let at = 0; at < ring.length; at += 2) sides.push([ring[at]!, ring[at + 1]!, ring[(at + 2) % ring.length]!, ring[(at + 3) % ring.length]!]);
  return sides;
}

/** Where a ring crosses or touches itself; undefined where it does not. */
export function selfCrossing(ring: Ring): Point | undefined {
  const sides = sidesOf(ring);
  if (sides.length < 3) return undefined;
  const index = new Flatbush(sides.length);
  for (const [x0, y0, x1, y1] of sides) index.add(Math.min(x0!, x1!), Math.min(y0!, y1!), Math.max(x0!, x1!), Math.max(y0!, y1!));
  index.finish();
  for (const [i, side] of sides.entries()) {
    const [x0, y0, x1, y1] = side as [number, number, number, number];
    for (const j of index.search(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1))) {
      // Neighbours share a corner; they are wrong only where one runs back on the other.
      const beside = j === i + 1 || (i === 0 && j === sides.length - 1);
      if (j <= i) continue;
      const other = sides[j]!;
      if (beside ? runsBack(side, other, j === i + 1) : cross(side, other, true)) return [other[0]! / 1e6, other[1]! / 1e6];
    }
  }
  return undefined;
}

function runsBack(side: readonly number[], other: readonly number[], follows: boolean): boolean {
  const [a, b] = follows ? [side, other] : [other, side];
  const [x0, y0, x1, y1] = a as [number, number, number, number];
  const [, , x2, y2] = b as [number, number, number, number];
  return turn(x0, y0, x1, y1, x2, y2) === 0 && (x2 - x1) * (x1 - x0) + (y2 - y1) * (y1 - y0) < 0;
}

/** What is wrong with a ring of GeoJSON, as a sentence; undefined where nothing is. */
export function ringFault(ring: unknown): string | undefined {
  if (!Array.isArray(ring) || ring.length < 4) return "边界的点太少，至少要有三个角，首尾同一点";
  for (const point of ring) {
    if (!Array.isArray(point) || point.length < 2 || !point.slice(0, 2).every((each) => typeof each === "number" && Number.isFinite(each)))
      return "边界里有不是坐标的内容，每个点要写成 [经度, 纬度]";
    const at: Point = [point[0] as number, point[1] as number];
    if (liesIn(at, CHINA)) continue;
    return liesIn([at[1], at[0]], CHINA)
      ? `边界的点像是把纬度写在了前面（${at.join(", ")}），GeoJSON 里先经度后纬度`
      : `边界的点 ${at.join(", ")} 不在中国范围内，请核对`;
  }
  const [first, last] = [ring[0] as number[], ring.at(-1) as number[]];
  if (first[0] !== last[0] || first[1] !== last[1]) return `边界没有闭合：从 ${pointWords(first as unknown as Point)} 开始，没有回到那里`;
  return undefined;
}
