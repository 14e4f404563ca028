import type { Leaf } from "./blocks.ts";
import { direction, middle, minus, setBack, side, length, type Spot } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Water } from "./water.ts";

/** Metres from the middle of a way to the first wall. */
const FRONT = 15;

/** The stretch of a line, along a direction from a place, that lies within a convex polygon. */
function reach(polygon: readonly Spot[], from: Spot, way: Spot): [number, number] | undefined {
  let [least, most] = [-Infinity, Infinity];
  for (const [i, corner] of polygon.entries()) {
    const edge = direction(corner, polygon[(i + 1) % polygon.length]!);
    const here = side(corner, edge, from);
    const slope = edge[0] * way[1] - edge[1] * way[0];
    if (Math.abs(slope) < 1e-9) {
      if (here < 0) return undefined;
    } else if (slope > 0) least = Math.max(least, -here / slope);
    else most = Math.min(most, -here / slope);
  }
  return most > least ? [least, most] : undefined;
}

/** Buildings of a cell: slabs or towers in rows along the longest side of the ground, set back from the ways; one in eight is left out. */
export function makeBuildings({ polygon }: Pick<Leaf, "polygon">, water: Water, random: Random): Spot[][] {
  const ground = setBack(polygon, FRONT);
  if (ground.length < 3) return [];
  const longest = ground
    .map((spot, i) => ({ spot, next: ground[(i + 1) % ground.length]! }))
    .reduce((most, each) => (length(minus(each.next, each.spot)) > length(minus(most.next, most.spot)) ? each : most));
  const way = direction(longest.spot, longest.next);
  const inward: Spot = [-way[1], way[0]];
  const towers = random.chance(0.3);
  const [wide, deep, gap, lane] = towers ? [22, 20, 22, 24] : [random.between(34, 52), random.between(12, 15), 14, random.between(22, 30)];
  const beside = water.wet(middle(polygon), 130);
  const buildings: Spot[][] = [];
  for (let row = 0; row < 6; row += 1) {
    const front: Spot = [longest.spot[0] + inward[0] * row * (deep + lane), longest.spot[1] + inward[1] * row * (deep + lane)];
    const back: Spot = [front[0] + inward[0] * deep, front[1] + inward[1] * deep];
    const spans = [reach(ground, front, way), reach(ground, back, way)];
    if (!spans[0] || !spans[1]) break;
    const [from, to] = [Math.max(spans[0][0], spans[1][0]), Math.min(spans[0][1], spans[1][1])];
    for (let at = from; at + wide <= to + 0.01; at += wide + gap) {
      if (random.chance(0.125)) continue;
      const corner = (a: number, b: number): Spot => [front[0] + way[0] * a + inward[0] * b, front[1] + way[1] * a + inward[1] * b];
      const building = [corner(at, 0), corner(at + wide, 0), corner(at + wide, deep), corner(at, deep)];
      if (!beside || building.every((each) => !water.wet(each, 14))) buildings.push(building);
    }
  }
  return buildings;
}
