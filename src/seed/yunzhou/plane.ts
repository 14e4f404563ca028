import { metresOfDegree, type Point } from "#place/point";

/** A place in metres east and north of the middle of the made city. */
export type Spot = readonly [x: number, y: number];

/** The middle of 云州. */
export const MIDDLE: Point = [118.12, 26.65];
const [WIDE, HIGH] = metresOfDegree(MIDDLE[1]);

/** A place of the plane on the globe. */
export function onGlobe([x, y]: Spot): Point {
  return [MIDDLE[0] + x / WIDE, MIDDLE[1] + y / HIGH];
}

/** Places of the plane in millionths of a degree, flat. */
export function micro(spots: readonly Spot[]): number[] {
  return spots.flatMap((spot) => onGlobe(spot).map((degrees) => Math.round(degrees * 1_000_000)));
}

export function minus([ax, ay]: Spot, [bx, by]: Spot): Spot {
  return [ax - bx, ay - by];
}

/** A place on the way from one to another. */
export function along([ax, ay]: Spot, [bx, by]: Spot, share: number): Spot {
  return [ax + (bx - ax) * share, ay + (by - ay) * share];
}

export function length([x, y]: Spot): number {
  return Math.hypot(x, y);
}

/** The direction of a way, one metre long. */
export function direction(from: Spot, to: Spot): Spot {
  const way = minus(to, from);
  const metres = length(way) || 1;
  return [way[0] / metres, way[1] / metres];
}

/** Above zero where `c` lies left of the way from `a` in a direction. */
export function side([ax, ay]: Spot, [dx, dy]: Spot, [cx, cy]: Spot): number {
  return dx * (cy - ay) - dy * (cx - ax);
}

/** Square metres of a polygon that runs against the clock. */
export function squareMetres(spots: readonly Spot[]): number {
  return spots.reduce((sum, [x, y], at) => {
    const [nx, ny] = spots[(at + 1) % spots.length]!;
    return sum + (x * ny - nx * y) / 2;
  }, 0);
}

/** The middle of a polygon's corners. */
export function middle(spots: readonly Spot[]): Spot {
  return [spots.reduce((sum, [x]) => sum + x, 0) / spots.length, spots.reduce((sum, [, y]) => sum + y, 0) / spots.length];
}

/** The two parts of a convex polygon, left and right of a line, and where the line enters and leaves; undefined where it misses. */
export function cut(spots: readonly Spot[], at: Spot, way: Spot): { parts: [Spot[], Spot[]]; line: [Spot, Spot] } | undefined {
  const [left, right]: [Spot[], Spot[]] = [[], []];
  const line: Spot[] = [];
  for (const [i, spot] of spots.entries()) {
    const next = spots[(i + 1) % spots.length]!;
    const [here, there] = [side(at, way, spot), side(at, way, next)];
    (here >= 0 ? left : right).push(spot);
    if (here >= 0 === there >= 0) continue;
    const crossing = along(spot, next, here / (here - there));
    line.push(crossing);
    left.push(crossing);
    right.push(crossing);
  }
  return line.length === 2 ? { parts: [left, right], line: [line[0]!, line[1]!] } : undefined;
}

/** A convex polygon with each side set back by so many metres; empty where nothing is left. */
export function setBack(spots: readonly Spot[], metres: number): Spot[] {
  let rest = [...spots];
  for (const [i, spot] of spots.entries()) {
    const way = direction(spot, spots[(i + 1) % spots.length]!);
    const inner: Spot = [spot[0] - way[1] * metres, spot[1] + way[0] * metres];
    if (rest.every((each) => side(inner, way, each) < 0)) return [];
    rest = cut(rest, inner, way)?.parts[0] ?? rest;
  }
  return rest;
}

/** Metres from a place to a line of places. */
export function distance([x, y]: Spot, line: readonly Spot[]): number {
  let least = Infinity;
  for (let at = 1; at < line.length; at += 1) {
    const a = line[at - 1]!;
    const b = line[at]!;
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const share = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, (x - a[0] - share * dx) ** 2 + (y - a[1] - share * dy) ** 2);
  }
  return Math.sqrt(least);
}
