import clipping, { type MultiPolygon, type Pair } from "polygon-clipping";
import { direction, distance, length, minus, type Spot } from "./plane.ts";

/** A river: its middle line and half its width. */
interface River {
  name: string;
  line: Spot[];
  half: number;
  /** Metres from a place to it; infinite where it is far. */
  from: (spot: Spot) => number;
}

/** The waters of the made city. */
export interface Water {
  rivers: River[];
  lake: { name: string; ring: Spot[] };
  /** Whether a place is wet, or nearer to a bank than so many metres. */
  wet(spot: Spot, beside?: number): boolean;
  /** Whether a place lies in the lake, or nearer to it than so many metres. */
  inLake(spot: Spot, beside?: number): boolean;
  /** What is left of a polygon when the water has taken its part: the same polygon where it is dry. */
  dry(polygon: readonly Spot[]): Spot[][];
  /** All water as one. */
  whole: MultiPolygon;
}

const STEP = 1 / 12;

/** A smooth line through places (Catmull-Rom). */
function smooth(through: readonly Spot[]): Spot[] {
  const line: Spot[] = [];
  for (let i = 1; i + 2 < through.length; i += 1) {
    const [a, b, c, d] = through.slice(i - 1, i + 3) as [Spot, Spot, Spot, Spot];
    for (let t = 0; t < 1; t += STEP) {
      const at = (n: 0 | 1): number =>
        0.5 * (2 * b[n] + (c[n] - a[n]) * t + (2 * a[n] - 5 * b[n] + 4 * c[n] - d[n]) * t ** 2 + (3 * b[n] - a[n] - 3 * c[n] + d[n]) * t ** 3);
      line.push([at(0), at(1)]);
    }
  }
  return [...line, through.at(-2)!];
}

function ribbon(line: readonly Spot[], half: number): Spot[] {
  const banks = line.map((spot, i): [Spot, Spot] => {
    const [dx, dy] = direction(line[Math.max(0, i - 1)]!, line[Math.min(line.length - 1, i + 1)]!);
    return [
      [spot[0] + dy * half, spot[1] - dx * half],
      [spot[0] - dy * half, spot[1] + dx * half],
    ];
  });
  return [...banks.map(([right]) => right), ...banks.map(([, left]) => left).toReversed()];
}

const closed = (ring: readonly Spot[]): Pair[] => [...ring, ring[0]!].map(([x, y]): Pair => [x, y]);

/** How near a line is asked of places on a coarse grid: only its parts about there are reckoned. */
const SQUARE = 250;
const REACH = 420;

function distanceTo(line: readonly Spot[]): (spot: Spot) => number {
  const squares = new Map<number, Spot[]>();
  return (spot) => {
    const [column, row] = [Math.floor(spot[0] / SQUARE), Math.floor(spot[1] / SQUARE)];
    const key = column * 1024 + row;
    let near = squares.get(key);
    if (!near) {
      const centre: Spot = [(column + 0.5) * SQUARE, (row + 0.5) * SQUARE];
      const at = line.flatMap((each, i) => (length(minus(each, centre)) < REACH + SQUARE ? [i] : []));
      near = at.length > 0 ? line.slice(Math.max(0, at[0]! - 1), at.at(-1)! + 2) : [];
      squares.set(key, near);
    }
    return near.length > 0 ? distance(spot, near) : Infinity;
  };
}

/** Two rivers that meet, and a lake, for a city of a size in metres. */
export function makeWater(width: number, height: number): Water {
  const at = (x: number, y: number): Spot => [x * width, y * height];
  const river = smooth([
    at(-1.4, 0.44),
    at(-1.1, 0.38),
    at(-0.8, 0.3),
    at(-0.6, 0.2),
    at(-0.42, 0.12),
    at(-0.24, -0.02),
    at(-0.04, 0.06),
    at(0.1, 0.02),
    at(0.22, -0.12),
    at(0.36, -0.08),
    at(0.52, -0.24),
    at(0.66, -0.4),
    at(0.8, -0.5),
    at(1.1, -0.66),
    at(1.4, -0.8),
  ]);
  const brook = smooth([
    at(-0.1, -1.3),
    at(-0.12, -1),
    at(-0.12, -0.8),
    at(-0.13, -0.62),
    at(-0.1, -0.45),
    at(-0.13, -0.3),
    at(-0.05, -0.14),
    at(-0.03, 0.05),
    at(-0.02, 0.2),
  ]).filter(([, y]) => y < height * 0.058);
  const centre = at(0.27, -0.34);
  const radius = height * 0.085;
  const ring = Array.from({ length: 48 }, (_none, i): Spot => {
    const turn = (i / 48) * 2 * Math.PI;
    const reach = radius * (1 + 0.08 * Math.sin(2 * turn + 0.6) + 0.04 * Math.sin(5 * turn));
    return [centre[0] + Math.cos(turn) * reach * 1.45, centre[1] + Math.sin(turn) * reach];
  });
  const rivers: River[] = [
    { name: "青溪", line: river, half: 52, from: distanceTo(river) },
    { name: "窑溪", line: brook, half: 26, from: distanceTo(brook) },
  ];
  const inRing = ([x, y]: Spot): boolean =>
    ring.reduce((odd, [ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length]!;
      return ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay) ? !odd : odd;
    }, false);
  const lakeline = [...ring, ring[0]!];
  const inLake = (spot: Spot, beside = 0): boolean =>
    length(minus(spot, centre)) < radius * 1.8 + beside && (inRing(spot) || (beside > 0 && distance(spot, lakeline) < beside));
  const wet = (spot: Spot, beside = 0): boolean => rivers.some(({ half, from }) => from(spot) < half + beside) || inLake(spot, beside);

  /** The stretch of a river around a place: a whole river to clip with would cost a hundred times as much. */
  const stretch = ({ line, half }: River, spot: Spot, reach: number): Spot[] | undefined => {
    const near = line.flatMap((each, i) => (length(minus(each, spot)) < reach + 2 * half + 160 ? [i] : []));
    return near.length > 1 ? ribbon(line.slice(near[0], near.at(-1)! + 1), half) : undefined;
  };
  const dry = (polygon: readonly Spot[]): Spot[][] => {
    const spot: Spot = [polygon.reduce((sum, [x]) => sum + x, 0) / polygon.length, polygon.reduce((sum, [, y]) => sum + y, 0) / polygon.length];
    const reach = Math.max(...polygon.map((each) => length(minus(each, spot))));
    const beside = rivers.filter(({ half, from }) => from(spot) < half + reach);
    const pieces = [...beside.map((each) => stretch(each, spot, reach)), inLake(spot, reach) ? ring : undefined].filter((each) => each !== undefined);
    if (pieces.length === 0) return [[...polygon]];
    return clipping
      .difference([closed(polygon)], ...pieces.map((piece) => [closed(piece)]))
      .map(([outer]) => outer!.slice(0, -1).map(([x, y]): Spot => [x, y]));
  };
  const whole = clipping.union([closed(ribbon(river, 52))], [closed(ribbon(brook, 26))], [closed(ring)]);
  return { rivers, lake: { name: "云湖", ring }, wet, inLake, dry, whole };
}
