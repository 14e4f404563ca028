import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeCity } from "../../../test/made-city.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { featuresWithin, groundWithin, KINDS, replaceGround, sheetsOf, type Feature } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const ALL = { west: 117, south: 26, east: 119, north: 27 };
const square = (kind: Feature["kind"], x: number): Feature => ({ kind, rings: [[x, 26_000_000, x + 100, 26_000_000, x + 100, 26_000_100]] });

describe("the ground of the made city", () => {
  test("comes as it was made, kind above kind", async () => {
    const { ground } = madeCity({ columns: 3, rows: 2 });
    const found = await groundWithin(city.ctx(), ALL, 18);
    expect(found.length).toBe(ground.length);
    const order = Object.keys(KINDS);
    const kinds = found.map(({ kind }) => order.indexOf(kind));
    expect(kinds).toEqual(kinds.toSorted((a, b) => a - b));
    for (const kind of ["water", "avenue", "street", "lane", "building", "park"])
      expect(
        found.some((feature) => feature.kind === kind),
        kind,
      ).toBe(true);
  });

  test("no street has two names, and no name is that of two streets that lie apart", () => {
    const { ground } = madeCity({ columns: 3, rows: 2 });
    const kinds = new Map<string, Set<string>>();
    for (const { kind, name } of ground)
      if (name !== undefined && ["avenue", "street", "lane"].includes(kind)) kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
    expect([...kinds].filter(([, own]) => own.size > 1)).toEqual([]);
  });

  test("shows what touches the box, and less from afar", async () => {
    const ctx = city.ctx();
    const near = await groundWithin(ctx, { west: 118.12, south: 26.65, east: 118.122, north: 26.652 }, 17);
    expect(near.length).toBeGreaterThan(3);
    expect(near.length).toBeLessThan(120);
    const kindsAt = async (zoom: number): Promise<string[]> => [...new Set((await groundWithin(ctx, ALL, zoom)).map(({ kind }) => kind))];
    expect(await kindsAt(10)).toEqual(["hill", "water", "avenue"]);
    expect(await kindsAt(14)).not.toContain("building");
    expect(await kindsAt(16)).toContain("building");
    expect(await groundWithin(ctx, { west: 100, south: 30, east: 101, north: 31 }, 17)).toEqual([]);
  });
});

test("another ground takes its place at once, or not at all", async () => {
  const own = await testCity();
  const ctx = own.ctx();
  await groundWithin(ctx, ALL, 18);
  await expect(
    ctx.db.transaction(async (db) => {
      await replaceGround({ ...ctx, db }, [square("park", 118_000_000)]);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  ctx.memory.forget("ground.state");
  expect((await groundWithin(ctx, ALL, 18)).length).toBeGreaterThan(100);
  await replaceGround(ctx, [square("park", 118_000_000), square("water", 118_000_050)]);
  expect((await groundWithin(ctx, ALL, 18)).map(({ kind }) => kind)).toEqual(["park", "water"]);
  await replaceGround(ctx, []);
  expect(await groundWithin(ctx, ALL, 18)).toEqual([]);
  await own.close();
});

test("a feature on the edge of the box belongs to it", () => {
  const sheets = sheetsOf([square("park", 118_000_000)]);
  expect(featuresWithin(sheets, { west: 118.0001, south: 26, east: 118.1, north: 26.1 }, 18)).toHaveLength(1);
  expect(featuresWithin(sheets, { west: 118.000_101, south: 26, east: 118.1, north: 26.1 }, 18)).toHaveLength(0);
});
