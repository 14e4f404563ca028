import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeCity, randomFrom } from "../../../test/made-city.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { toSystem, type Point } from "#place/point";
import {
  cellAt,
  exportOutlines,
  findOutline,
  holdCell,
  importOutlines,
  leaveCell,
  listCellsOf,
  listHoldersOfCell,
  listOutlines,
  locatedWords,
  MICRO,
} from "./index.ts";

const CODE = "990101001001901";
const SQUARE: Point[] = [
  [118.3, 26.8],
  [118.301, 26.8],
  [118.301, 26.801],
  [118.3, 26.801],
  [118.3, 26.8],
];

function file(features: { code?: unknown; name?: string; from?: string; ring?: unknown }[], more: object = {}): string {
  return JSON.stringify({
    type: "FeatureCollection",
    ...more,
    features: features.map(({ ring = SQUARE, ...properties }) => ({ type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } })),
  });
}

const moved = (east: number, north = 0): Point[] => SQUARE.map(([x, y]) => [Number((x + east).toFixed(6)), Number((y + north).toFixed(6))]);

describe("where a point lies", () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await testCity();
  });
  afterAll(() => city.close());

  test("every address of the made city lies in the cell that it was made for, and in its community", async () => {
    const ctx = city.ctx();
    const { addresses } = madeCity({ columns: 3, rows: 2 });
    expect(addresses.length).toBeGreaterThan(1000);
    for (const { point, cell, area } of addresses) expect(await cellAt(ctx, point)).toMatchObject({ cell, area });
    const { areas } = await import("#people/duty").then(({ organisationNow }) => organisationNow(ctx));
    expect(addresses.every(({ area }) => areas.get(area)?.level === 4)).toBe(true);
  });

  test("in the river and beyond the border the nearest cell is told with its metres, and the area where there is one", async () => {
    const ctx = city.ctx();
    const far = await cellAt(ctx, [118.5, 26.65]);
    expect(far.cell).toBeUndefined();
    expect(far.area).toBeUndefined();
    expect(far.nearest!.metres).toBeGreaterThan(30_000);
    expect(locatedWords(far)).toMatch(/^不在任何网格里，最近的是.+社区\d+号网格，相距 \d+ 米$/);
    const random = randomFrom(3);
    const wet: Awaited<ReturnType<typeof cellAt>>[] = [];
    for (let i = 0; i < 2000; i += 1) {
      const located = await cellAt(ctx, [118.12 + random.between(-0.01, 0.01), 26.65 + random.between(-0.006, 0.006)]);
      if (!located.cell) wet.push(located);
    }
    expect(wet.length).toBeGreaterThan(20);
    expect(wet.filter(({ area, nearest }) => !/^9901\d{8}$/.test(area ?? "") || nearest!.metres > 150)).toEqual([]);
  });

  test("the boundary that held on a day answers for that day", async () => {
    const ctx = city.ctx();
    const options = { system: "cgcs2000" as const };
    expect(await importOutlines(ctx, file([{ code: CODE, name: "东山网格", from: "2026-03-01" }]), options)).toMatchObject({ written: 1, faults: [] });
    expect(await importOutlines(ctx, file([{ code: CODE, name: "东山新网格", from: "2026-06-01", ring: moved(0.001) }]), options)).toMatchObject({
      written: 1,
    });
    const [old, next]: Point[] = [
      [118.3005, 26.8005],
      [118.3015, 26.8005],
    ];
    expect((await cellAt(ctx, old!, "2026-02-28")).cell).toBeUndefined();
    expect(await cellAt(ctx, old!, "2026-05-31")).toMatchObject({ cell: CODE, name: "东山网格", area: "990101001001" });
    expect((await cellAt(ctx, old!, "2026-06-01")).cell).toBeUndefined();
    expect(await cellAt(ctx, next!, "2026-06-01")).toMatchObject({ cell: CODE, name: "东山新网格" });
    expect((await findOutline(ctx, CODE, "2026-05-31"))!.untilDay).toBe("2026-05-31");
    // The same day once more corrects.
    await importOutlines(ctx, file([{ code: CODE, name: "东山三网格", from: "2026-06-01", ring: moved(0.002) }]), options);
    expect((await cellAt(ctx, next!)).cell).toBeUndefined();
    expect((await findOutline(ctx, CODE))!.name).toBe("东山三网格");
  });

  test("another process's change is known when what is held has run out; a change that was rolled back never", async () => {
    const ctx = city.ctx();
    const at: Point = [118.4005, 26.8005];
    const other = { ...ctx, memory: city.ctx().memory };
    await expect(
      ctx.db.transaction(async (db) => {
        await importOutlines({ ...ctx, db }, file([{ code: "990101001001902", from: "2026-01-01", ring: moved(0.1) }]), { system: "wgs84" });
        expect((await cellAt({ ...ctx, db }, at)).cell).toBe("990101001001902");
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    other.memory.forget("cell.state");
    expect((await cellAt(ctx, at)).cell).toBeUndefined();
    await city.database.owner.query("insert into cell.outlines select '990101001001903', '2026-01-01', null, '别处写的', $1", [
      JSON.stringify([
        [
          moved(0.1)
            .slice(0, 4)
            .flatMap(([x, y]) => [x * MICRO, y * MICRO].map(Math.round)),
        ],
      ]),
    ]);
    await city.database.owner.query("update cell.state set state_id = gen_random_uuid()");
    ctx.memory.forget("cell.state");
    expect((await cellAt(ctx, at)).name).toBe("别处写的");
  });

  test("an export is an import: the layer comes back as it was", async () => {
    const ctx = city.ctx();
    const text = await exportOutlines(ctx, "990101001001");
    const before = await listOutlines(ctx, "cells", { west: 118, south: 26.5, east: 118.25, north: 26.75 });
    expect(before.length).toBeGreaterThan(50);
    expect(await importOutlines(ctx, text, { system: "cgcs2000", trial: true })).toMatchObject({ written: 0, faults: [], overlaps: [] });
    expect(await importOutlines(ctx, text, { system: "cgcs2000" })).toMatchObject({ faults: [] });
    expect(await listOutlines(ctx, "cells", { west: 118, south: 26.5, east: 118.25, north: 26.75 })).toEqual(before);
  });

  test("a file that is the whole layer ends what it leaves out", async () => {
    const own = await testCity();
    const ctx = own.ctx();
    const { ended } = await importOutlines(ctx, file([{ code: CODE, from: "2026-12-01" }]), { system: "cgcs2000", fromDay: "2026-12-01", whole: true });
    expect(ended).toBeGreaterThan(300);
    const seen = madeCity({ columns: 3, rows: 2 }).addresses[0]!;
    expect((await cellAt(ctx, seen.point, "2026-11-30")).cell).toBe(seen.cell);
    expect((await cellAt(ctx, seen.point, "2026-12-01")).cell).toBeUndefined();
    await own.close();
  });

  test("who is responsible for a cell is told by day; nobody holds it twice at once", async () => {
    const ctx = city.ctx();
    const cell = madeCity({ columns: 3, rows: 2 }).cells[0]!.code;
    const staffId = (await city.staff("linjing")).actor.id;
    await holdCell(ctx, { staffId, cell, fromDay: "2026-02-01", untilDay: null });
    expect(await listHoldersOfCell(ctx, cell, "2026-01-31")).toEqual([]);
    expect(await listHoldersOfCell(ctx, cell)).toMatchObject([{ staffId, fromDay: "2026-02-01" }]);
    await expect(holdCell(ctx, { staffId, cell, fromDay: "2026-05-01", untilDay: "2026-05-31" })).rejects.toMatchObject({ code: "HOLDER" });
    await expect(holdCell(ctx, { staffId, cell: "990101001001999", fromDay: "2026-05-01", untilDay: null })).rejects.toMatchObject({ code: "HOLDER" });
    expect(await leaveCell(ctx, staffId, cell, "2026-10-31")).toBe(true);
    expect(await listCellsOf(ctx, staffId, "2026-10-31")).toHaveLength(1);
    expect(await listCellsOf(ctx, staffId)).toEqual([]);
    await holdCell(ctx, { staffId, cell, fromDay: "2026-11-01", untilDay: null });
    await expect(holdCell(await city.staff("linjing"), { staffId, cell, fromDay: "2026-12-01", untilDay: null })).rejects.toMatchObject({ status: 403 });
  });
});

describe("what is refused, and what is told", () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await testCity();
  });
  afterAll(() => city.close());
  const turned = SQUARE.map(([x, y]) => [y, x]);
  const bow = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]];

  test.each([
    ["no text of GeoJSON", "{", /读不完整/],
    ["another sort of JSON", "[]", /FeatureCollection/],
    ["a projected system", file([{ code: CODE }], { crs: { properties: { name: "urn:ogc:def:crs:EPSG::4549" } } }), /EPSG:4490/],
    ["a code of 14 figures", file([{ code: "99010100100190" }]), /网格 15 位/],
    ["no code", file([{}]), /编码/],
    ["a cell of no community", file([{ code: "990109001001001" }]), /没有编码为 990109001001 的区划/],
    ["an area that is none", file([{ code: "990109000000" }]), /没有编码为 990109000000 的区划/],
    ["a day that is none", file([{ code: CODE, from: "2026-02-30" }]), /生效日期/],
    ["an open ring", file([{ code: CODE, ring: SQUARE.slice(0, 4) }]), /没有闭合/],
    ["two corners", file([{ code: CODE, ring: [SQUARE[0], SQUARE[1], SQUARE[0]] }]), /点太少/],
    ["a ring that crosses itself", file([{ code: CODE, ring: bow }]), /自己相交/],
    ["latitude first", file([{ code: CODE, ring: turned }]), /纬度写在了前面/],
    ["metres for degrees", file([{ code: CODE, ring: SQUARE.map(([x, y]) => [x * 4000, y * 110_000]) }]), /不在中国范围内/],
    ["texts for numbers", file([{ code: CODE, ring: SQUARE.map(([x, y]) => [String(x), String(y)]) }]), /不是坐标/],
    [
      "the same twice",
      file([
        { code: CODE, from: "2026-01-01" },
        { code: CODE, from: "2026-01-01" },
      ]),
      /两次/,
    ],
  ])("%s is refused with a sentence, and nothing is written", async (_what, text, words) => {
    const done = await importOutlines(city.ctx(), text, { system: "cgcs2000" });
    expect(done.faults.map(({ message }) => message).join()).toMatch(words);
    expect(done.written).toBe(0);
    expect(await findOutline(city.ctx(), CODE)).toBeUndefined();
  });

  test("one bad feature keeps the good ones out, and is named by its number", async () => {
    const done = await importOutlines(city.ctx(), file([{ code: CODE }, { code: "990101001001902", ring: moved(0.01).slice(1) }]), { system: "wgs84" });
    expect(done).toMatchObject({ written: 0, faults: [{ feature: 2, code: "990101001001902" }] });
  });

  test("a boundary drawn on an internet map is turned back", async () => {
    const ctx = city.ctx();
    const ring = SQUARE.map((point) => toSystem(point, "gcj02"));
    await importOutlines(ctx, file([{ code: "990101001001904", ring }]), { system: "gcj02" });
    const [polygon] = (await findOutline(ctx, "990101001001904"))!.polygons;
    expect(polygon![0]).toEqual(SQUARE.slice(0, 4).flatMap(([x, y]) => [Math.round(x * MICRO), Math.round(y * MICRO)]));
    const stated = file([{ code: CODE, ring }], { crs: { properties: { name: "urn:ogc:def:crs:OGC:1.3:CRS84" } } });
    expect((await importOutlines(ctx, stated, { system: "gcj02" })).faults[0]!.message).toMatch(/不一致/);
  });

  test("cells that overlap and ground between them are told with square metres", async () => {
    const around = [
      moved(0.01),
      moved(0.011),
      moved(0.012),
      moved(0.01, 0.001),
      moved(0.012, 0.001),
      moved(0.01, 0.002),
      moved(0.011, 0.002),
      moved(0.012, 0.002),
      moved(0.0125, 0.0025),
    ];
    const done = await importOutlines(city.ctx(), file(around.map((ring, i) => ({ code: `99010100100191${i}`, ring }))), { system: "cgcs2000", trial: true });
    expect(done.faults).toEqual([]);
    expect(done.overlaps.map(({ codes }) => codes)).toEqual([["990101001001917", "990101001001918"]]);
    // A quarter of 0.001° × 0.001° at 26.8° north: 99.2 m × 111.2 m.
    expect(done.overlaps[0]!.squareMetres).toBeCloseTo((99.2 * 111.2) / 4, -2);
    expect(done.gaps).toHaveLength(1);
    expect(done.gaps[0]!.squareMetres).toBeCloseTo(99.2 * 111.2, -2);
    expect(done.gaps[0]!.codes).toHaveLength(4);
  });

  test("only who keeps places may", async () => {
    await expect(importOutlines(await city.staff("linjing"), file([]), { system: "cgcs2000" })).rejects.toMatchObject({ status: 403 });
  });

  test("no text makes it fail", async () => {
    const { readOutlines } = await import("./index.ts");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((value) => file([{ code: CODE, ring: value }])),
        ),
        (text) => {
          const { faults, outlines } = readOutlines(text, { system: "cgcs2000", fromDay: "2026-01-01" });
          return Array.isArray(faults) && Array.isArray(outlines);
        },
      ),
      { seed: 7 },
    );
  });
});
