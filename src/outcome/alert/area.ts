import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { atlasNow, held, inside, MICRO, ringOf, type Polygon } from "#place/cell";
import { readPoint, type Point, type System } from "#place/point";
import { badInput } from "#values/errors";

const wrong = (message: string): Error => badInput("ALERT_AREA", message);
const MOST_CORNERS = 500;

/** The corners of a boundary that was written, one a line, longitude first, as points of ours. Refusal 422 for what is none. */
export function cornersOf(written: string, system: System): Point[] {
  const lines = written.split(/[\n;；]+/).flatMap((line) => line.trim() || []);
  const corners = lines.map((line, at) => {
    const read = readPoint(line, { system });
    if ("fault" in read) throw wrong(`范围边界第 ${at + 1} 行：${read.fault}`);
    return read.point;
  });
  const [first, last] = [corners[0], corners.at(-1)];
  const open = first && last && corners.length > 1 && first[0] === last[0] && first[1] === last[1] ? corners.slice(0, -1) : corners;
  if (new Set(open.map(String)).size < 3) throw wrong("范围边界至少要有三个不同的拐点。");
  if (open.length > MOST_CORNERS) throw wrong(`范围边界最多 ${MOST_CORNERS} 个拐点。`);
  if (crossesItself(open)) throw wrong("范围边界自己和自己相交了，请按顺序写拐点。");
  return open;
}

type Side = readonly [Point, Point];

const sides = (corners: readonly Point[]): Side[] => corners.map((corner, at) => [corner, corners[(at + 1) % corners.length]!]);
const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));

/** Whether two sides cross, each at neither end. */
function cross([a, b]: Side, [c, d]: Side): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

function crossesItself(corners: readonly Point[]): boolean {
  const all = sides(corners);
  return all.some((one, at) => all.slice(at + 1).some((other) => cross(one, other)));
}

const borderOf = (polygon: Polygon): Side[] =>
  polygon.flatMap((ring) => {
    const points = Array.from({ length: ring.length / 2 }, (_, at): Point => [ring[at * 2]! / MICRO, ring[at * 2 + 1]! / MICRO]);
    return sides(points);
  });

/** Refusal 422 for a boundary that does not lie inside the areas of the issuer: each corner is in them, and no side leaves them. Where no map was brought nothing can be said. */
export async function mustLieInside(ctx: Ctx, corners: readonly Point[], division: string): Promise<void> {
  const { areas } = await atlasNow(ctx);
  const own = areas.outlines.filter((outline) => held(outline, dayOf(ctx.now)) && outline.code === division.padEnd(12, "0"));
  const polygons = own.flatMap((outline) => outline.polygons);
  if (polygons.length === 0) return;
  const flat = ringOf(corners);
  const out = corners.findIndex((_, at) => !inside(polygons, flat[at * 2]!, flat[at * 2 + 1]!));
  if (out >= 0) throw wrong(`范围边界第 ${out + 1} 个拐点在发布单位的区划以外。`);
  const border = polygons.flatMap(borderOf);
  if (sides(corners).some((side) => border.some((other) => cross(side, other)))) throw wrong("范围边界有一段越出了发布单位的区划。");
}
