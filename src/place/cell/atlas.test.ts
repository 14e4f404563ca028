import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { madeCity, randomFrom } from "../../../test/made-city.ts";
import type { Point } from "#place/point";
import { atlasOf, borderOf, cellOf, doubleArea, inside, MICRO, nearestCell, shareCorners, touching, type Outline } from "./index.ts";

const DAY = "2026-11-23";
const city = madeCity({ columns: 3, rows: 2 });
const cells = shareCorners(city.cells);
const [west, south, east, north] = [118.105, 26.6424, 118.134, 26.658];

/** All cells that hold a point, by asking each of them. */
function holding(outlines: readonly Outline[], [longitude, latitude]: Point): string[] {
  return outlines.filter(({ polygons }) => inside(polygons, longitude * MICRO, latitude * MICRO)).map(({ code }) => code);
}

const outline = (code: string, ...ring: number[]): Outline => ({ code, name: code, fromDay: "2026-01-01", untilDay: null, polygons: [[ring]] });

describe("a point lies in exactly one of neighbouring cells", () => {
  test("anywhere in the made city in one at most, and in that which the atlas names", () => {
    const atlas = atlasOf(city.cells);
    const random = randomFrom(1);
    let dry = 0;
    for (let i = 0; i < 20_000; i += 1) {
      const point: Point = [random.between(west, east), random.between(south, north)];
      const all = holding(cells, point);
      expect(all.length).toBeLessThanOrEqual(1);
      expect(cellOf(atlas, point, DAY)?.code).toBe(all[0]);
      dry += all.length;
    }
    expect(dry).toBeGreaterThan(15_000);
  });

  test("on corners and sides too: all ground that touches a corner of three cells or more is in one", () => {
    const corners = new Map<string, number>();
    for (const ring of cells.flatMap(({ polygons }) => polygons.flat()))
      for (let at = 0; at < ring.length; at += 2) corners.set(`${ring[at]} ${ring[at + 1]}`, (corners.get(`${ring[at]} ${ring[at + 1]}`) ?? 0) + 1);
    const border = new Set(borderOf(cells).flatMap(({ ring }) => ring.flatMap((x, at) => (at % 2 === 0 ? [`${x} ${ring[at + 1]}`] : []))));
    const inner = [...corners.keys()].filter((corner) => !border.has(corner)).map((corner) => corner.split(" ").map(Number) as [number, number]);
    expect(inner.length).toBeGreaterThan(300);
    expect(inner.filter(([x, y]) => cells.filter(({ polygons }) => inside(polygons, x, y)).length !== 1)).toEqual([]);
  });

  test("two that share a slanting side share no point of it, whichever way each is drawn", () => {
    const a = outline("990101001001001", 0, 0, 700, 0, 1100, 900, 0, 900);
    const b = outline("990101001001002", 1100, 900, 700, 0, 2000, 0, 2000, 900);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1999, noNaN: true }), fc.double({ min: 0, max: 899, noNaN: true }), (x, y) => {
        expect([a, b].filter(({ polygons }) => inside(polygons, x, y))).toHaveLength(1);
      }),
      { seed: 7, numRuns: 2000 },
    );
    for (let y = 0; y < 900; y += 9) expect([a, b].filter(({ polygons }) => inside(polygons, 700 + (y * 4) / 9, y))).toHaveLength(1);
  });

  test("a corner on a neighbour's side, rounded beside it, makes no crack", () => {
    // The side from 0,0 to 1000,333 passes 500,166.5: the corner there was rounded to 500,167.
    const below = outline("990101001001001", 0, 0, 1000, -500, 1000, 333);
    const left = outline("990101001001002", 0, 0, 500, 167, 0, 800);
    const right = outline("990101001001003", 500, 167, 1000, 333, 1000, 800, 0, 800);
    const shared = shareCorners([below, left, right]);
    expect(shared[0]!.polygons[0]![0]!.length).toBe(8);
    for (let x = 1; x < 1000; x += 1)
      for (const y of [x / 3, x / 3 + 0.2, x / 3 - 0.2]) expect(shared.filter(({ polygons }) => inside(polygons, x, y))).toHaveLength(1);
  });
});

describe("the made city", () => {
  test("is the same every time, its codes stand below communities of the organisation, and no two are the same", () => {
    const again = madeCity({ columns: 3, rows: 2 });
    expect(JSON.stringify(again)).toBe(JSON.stringify(city));
    expect(new Set(city.cells.map(({ code }) => code)).size).toBe(city.cells.length);
    expect(city.cells.every(({ code }) => /^9901\d{8}(?!000)\d{3}$/.test(code))).toBe(true);
    expect(city.areas).toHaveLength(11);
  });

  test("its cells neither overlap nor leave cracks: what lies between them is water", () => {
    const { overlaps, gaps } = touching(city.cells);
    expect(overlaps).toEqual([]);
    expect(gaps.filter(({ squareMetres }) => squareMetres < 500)).toEqual([]);
  });

  test("an area is as large as the areas within it", () => {
    const size = (code: string): number =>
      city.areas
        .filter((area) => area.code === code)
        .flatMap(({ polygons }) => polygons.flat())
        .reduce((sum, ring) => sum + doubleArea(ring), 0);
    for (const [above, digits, step] of [
      ["990100000000", 4, 6],
      ["990101000000", 6, 9],
      ["990101001000", 9, 12],
    ] as const) {
      const below = city.areas.filter(({ code }) => code !== above && code.startsWith(above.slice(0, digits)) && /^0*$/.test(code.slice(step)));
      expect(below.length).toBeGreaterThan(1);
      expect(below.reduce((sum, { code }) => sum + size(code), 0)).toBe(size(above));
    }
  });
});

test("the nearest cell is the one with the shortest way to its border, in metres", () => {
  const atlas = atlasOf(city.cells);
  const found = nearestCell(atlas, [118.2, 26.65], DAY)!;
  const each = city.cells.map((one) => nearestCell(atlasOf([one]), [118.2, 26.65], DAY)!.metres);
  expect(found.metres).toBeCloseTo(Math.min(...each), 0);
});
