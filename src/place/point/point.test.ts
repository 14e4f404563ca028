import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fromSystem,
  liesIn,
  metresBetween,
  offMap,
  onMap,
  quad,
  readPoint,
  tileBounds,
  tileOf,
  tileRange,
  toSystem,
  type Bounds,
  type Point,
} from "./index.ts";

const CITY: Bounds = { west: 118.05, south: 26.6, east: 118.2, north: 26.72 };
const inChina = fc.tuple(fc.double({ min: 74, max: 134, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }));
const onEarth = fc.tuple(fc.double({ min: -180, max: 179.999_999, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }));

describe("what people and programs write", () => {
  const READ: [text: string, point: Point][] = [
    ["118.12, 26.65", [118.12, 26.65]],
    ["１１８．１２，２６．６５", [118.12, 26.65]],
    ["118.12 26.65", [118.12, 26.65]],
    ["118.12、26.65", [118.12, 26.65]],
    ["118.12E 26.65N", [118.12, 26.65]],
    ["E118.12, N26.65", [118.12, 26.65]],
    ["N26.65 E118.12", [118.12, 26.65]],
    ["26.65°N, 118.12°E", [118.12, 26.65]],
    ["118°7′24″E 26°39′N", [118.123_333_3, 26.65]],
    ["118°7'24\", 26°39'0\"", [118.123_333_3, 26.65]],
    ["东经118度7分24秒，北纬26度39分", [118.123_333_3, 26.65]],
    ["北纬26.65 东经118.12", [118.12, 26.65]],
    ["lng: 118.12, lat: 26.65", [118.12, 26.65]],
    ["(118.12,26.65)", [118.12, 26.65]],
    ["POINT(118.12 26.65)", [118.12, 26.65]],
    ["WGS84 118.12 26.65", [118.12, 26.65]],
    ["118.12, 26.65（国家2000）", [118.12, 26.65]],
  ];
  test.each(READ)("%s", (text, point) => {
    expect(readPoint(text, { system: "cgcs2000", bounds: CITY })).toMatchObject({ point });
  });

  const REFUSED: [text: string, why: string][] = [
    ["26.65, 118.12", "turned"],
    ["121.47, 31.23", "outside"],
    ["0, 0", "outside"],
    ["118.12W, 26.65N", "outside"],
    ["-118.12, 26.65", "outside"],
    ["118.12", "unreadable"],
    ["118.12, 26.65, 35", "unreadable"],
    ["11826.65", "unreadable"],
    ["118266", "unreadable"],
    ["118°61′, 26°30′", "unreadable"],
    ["118.12E 26.65E", "unreadable"],
    ["窑前路 18 号", "unreadable"],
    ["", "unreadable"],
    ["百度 118.12, 26.65", "system"],
    ["高德 118.12, 26.65 GPS", "system"],
  ];
  test.each(REFUSED)("%s is told: %s", (text, why) => {
    expect(readPoint(text, { system: "cgcs2000", bounds: CITY })).toMatchObject({ why });
  });

  test("the wrong order is told and offered the other way round; what lies elsewhere in China is kept with its sentence", () => {
    expect(readPoint("26.65, 118.12", { system: "cgcs2000", bounds: CITY })).toEqual({
      fault: "像是把纬度写在了前面。先经度后纬度，应该是 118.120000, 26.650000，请确认",
      why: "turned",
      offered: [118.12, 26.65],
    });
    expect(readPoint("121.47, 31.23", { system: "cgcs2000", bounds: CITY })).toEqual({
      fault: "不在本市范围内，请核对经纬度",
      why: "outside",
      offered: [121.47, 31.23],
    });
  });

  test("a point of an internet map is turned back, whether the door or the text says so, and says what it was", () => {
    const point: Point = [118.123_456, 26.654_321];
    const shown = toSystem(point, "gcj02");
    for (const [text, system] of [
      [shown.join(","), "gcj02"],
      [`高德 ${shown.join(" ")}`, "wgs84"],
    ] as const) {
      const reading = readPoint(text, { system, bounds: CITY });
      expect(reading).toMatchObject({ system: "gcj02" });
      expect("point" in reading && metresBetween(reading.point, point)).toBeLessThan(0.05);
    }
    expect(readPoint(point.join(","), { system: "wgs84" })).toEqual({ point, system: "wgs84" });
  });

  test("no text makes it fail", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-\d.,NSEW°′″ ]{0,24}$/)), (text) => {
        const reading = readPoint(text, { system: "gcj02", bounds: CITY });
        return "point" in reading ? liesIn(reading.point, CITY) : reading.fault !== "";
      }),
      { seed: 7 },
    );
  });
});

describe("GCJ-02", () => {
  test("there and back is the same point, to a centimetre, anywhere in China; the shift is some hundred metres", () => {
    fc.assert(
      fc.property(inChina, (point) => {
        const shown = toSystem(point, "gcj02");
        expect(metresBetween(fromSystem(shown, "gcj02"), point)).toBeLessThan(0.01);
        expect(metresBetween(shown, point)).toBeLessThan(1200);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });

  test("agrees with points that are published with both coordinates, and leaves what lies abroad", () => {
    // 天安门, as the shift has been printed in open libraries: WGS 84 and GCJ-02.
    expect(metresBetween(toSystem([116.391_244_8, 39.907_370_1], "gcj02"), [116.397_486_8, 39.908_773_2])).toBeLessThan(1);
    expect(toSystem([139.69, 35.68], "gcj02")).toEqual([139.69, 35.68]);
  });
});

describe("order of tiles", () => {
  test("a point lies in the range of its tile at every zoom, and in that of no neighbour", () => {
    fc.assert(
      fc.property(onEarth, fc.integer({ min: 0, max: 26 }), (point, z) => {
        const tile = tileOf(point, z);
        const { from, to } = tileRange(tile);
        const at = quad(point);
        expect(Number.isSafeInteger(at) && at >= from && at < to).toBe(true);
        expect(to - from).toBe(4 ** (26 - z));
        if (z === 0) return;
        const next = tileRange({ ...tile, x: tile.x + (tile.x + 1 < 2 ** z ? 1 : -1) });
        expect(at >= next.from && at < next.to).toBe(false);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  test("a tile's four parts share its range without gap or overlap", () => {
    fc.assert(
      fc.property(onEarth, fc.integer({ min: 0, max: 25 }), (point, z) => {
        const { x, y } = tileOf(point, z);
        const parts = [0, 1, 2, 3].map((part) => tileRange({ z: z + 1, x: 2 * x + (part & 1), y: 2 * y + (part >> 1) }));
        const whole = tileRange({ z, x, y });
        expect(parts.map(({ from }) => from)).toEqual([0, 1, 2, 3].map((part) => whole.from + part * 4 ** (25 - z)));
        expect(parts.at(-1)!.to).toBe(whole.to);
      }),
      { seed: 7 },
    );
  });

  test("the map and back; a tile's bounds hold its points", () => {
    fc.assert(
      fc.property(onEarth, fc.integer({ min: 0, max: 20 }), (point, z) => {
        const [longitude, latitude] = offMap(...onMap(point, z), z);
        expect(Math.abs(longitude - point[0]) + Math.abs(latitude - point[1])).toBeLessThan(1e-9);
        const { west, south, east, north } = tileBounds(tileOf(point, z));
        expect(liesIn(point, { west: west - 1e-9, south: south - 1e-9, east: east + 1e-9, north: north + 1e-9 })).toBe(true);
      }),
      { seed: 7 },
    );
  });
});

test("metres: a degree of latitude is 111 km, and the same either way", () => {
  expect(metresBetween([118, 26], [118, 27])).toBeCloseTo(111_195, -1);
  fc.assert(
    fc.property(inChina, inChina, (a, b) => Math.abs(metresBetween(a, b) - metresBetween(b, a)) < 1e-6),
    { seed: 7 },
  );
});
