import type { Point } from "./point.ts";

/**
 * What the numbers of a point are measured on. `cgcs2000` 国家大地坐标系 (surveys and registers of the state must use it), `wgs84` (receivers, GeoJSON of the world):
 * the same for us. `gcj02` is what maps of the internet show in China: shifted on purpose, by 100 to 700 m.
 */
export type System = "cgcs2000" | "wgs84" | "gcj02";

/** What the systems are called. */
export const SYSTEMS: Readonly<Record<System, string>> = { cgcs2000: "2000 国家大地坐标系", wgs84: "WGS 84", gcj02: "GCJ-02（高德、腾讯等互联网地图）" };

// The shift is not published; this is the formula that has been known since 2013 and that every open library repeats, on the ellipsoid of Krasovsky 1940.
const AXIS = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;
const { PI, sin, cos, sqrt, abs } = Math;

const waves = (x: number, parts: readonly (readonly [size: number, wave: number])[]): number =>
  parts.reduce((sum, [size, wave]) => sum + (size * 2 * sin(x * wave * PI)) / 3, 0);
const SHORT = [
  [20, 6],
  [20, 2],
] as const;
const EAST = [
  [20, 1],
  [40, 1 / 3],
  [150, 1 / 12],
  [300, 1 / 30],
] as const;
const NORTH = [
  [20, 1],
  [40, 1 / 3],
  [160, 1 / 12],
  [320, 1 / 30],
] as const;

/** By how many degrees a point is shifted. */
function shift([longitude, latitude]: Point): Point {
  const [x, y] = [longitude - 105, latitude - 35];
  const common = waves(x, SHORT);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + common + waves(x, EAST);
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + common + waves(y, NORTH);
  const angle = (latitude * PI) / 180;
  const root = sqrt(1 - ECCENTRICITY * sin(angle) ** 2);
  return [(east * 180) / ((AXIS / root) * cos(angle) * PI), (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / root ** 3) * PI)];
}

// Beyond this box maps of the internet shift nothing.
const shifted = ([longitude, latitude]: Point): boolean => longitude >= 72.004 && longitude <= 137.8347 && latitude >= 0.8293 && latitude <= 55.8271;

/** A point of ours in another system: what a link to a map of the internet needs. */
export function toSystem(point: Point, system: System): Point {
  if (system !== "gcj02" || !shifted(point)) return point;
  const [east, north] = shift(point);
  return [point[0] + east, point[1] + north];
}

/** A point that was measured in a system, in ours. There and back is true to a millimetre; how true the formula is, nobody outside can say: take a metre or two. */
export function fromSystem(point: Point, system: System): Point {
  if (system !== "gcj02" || !shifted(point)) return point;
  // The shift hardly changes within its own length: each round is a thousand times nearer.
  let found: Point = point;
  for (let round = 0; round < 4; round += 1) {
    const [east, north] = shift(found);
    found = [point[0] - east, point[1] - north];
  }
  return found;
}
