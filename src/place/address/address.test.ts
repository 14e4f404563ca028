import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testCity, type TestCity } from "../../../test/city.ts";
import { openList, readTable } from "#register/list";
import { toSystem } from "#place/point";
import { ADDRESS_COLUMNS, addressAt, figures, findPlace, importAddresses, readAddresses, writePlaces, type AddressLine } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
  const at = (n: number): [number, number] => [118.3 + n / 1000, 26.8];
  await writePlaces(city.ctx(), {
    addresses: [
      ...[1, 2, 3, 8, 18, 83, 88, 108].map((n) => ({ street: "东山路", number: String(n), point: at(n), area: "990101001001", cell: null })),
      { street: "东山路", number: "18-1", point: at(18.5), area: "990101001001", cell: null },
      ...[5, 15].map((n) => ({ street: "五一路", number: String(n), point: at(n + 200), area: "990101002001", cell: null })),
      ...[18, 20].map((n) => ({ street: "冬杉路", number: String(n), point: at(n + 300), area: "990102001001", cell: null })),
      ...["990101000000", "990102000000"].map((district, i) => {
        return { street: "同名街", streetArea: district, number: "7", point: at(400 + i * 50), area: ["990101001001", "990102001001"][i]!, cell: null };
      }),
    ],
    aliases: new Map([["东山路", ["老城大街"]]]),
    landmarks: [{ name: "云州市东山医院", aliases: ["二院"], point: at(500), area: "990101001001", cell: null }],
  });
});
afterAll(() => city.close());

describe("what people say", () => {
  const SURE: [said: string, words: string][] = [
    ["东山路18号", "东山路 18 号"],
    ["云州市青溪区青瓷街道东山路18号", "东山路 18 号"],
    ["青溪区 东山路 １８ 号", "东山路 18 号"],
    ["嗯我在东山路十八号", "东山路 18 号"],
    ["东山路一百零八号", "东山路 108 号"],
    ["东山路幺零八号", "东山路 108 号"],
    ["东山路八十八号3幢2单元401", "东山路 88 号"],
    ["东山路88号对面", "东山路 88 号"],
    ["东山路88楼下", "东山路 88 号"],
    ["东山路88号院", "东山路 88 号"],
    ["东山路88", "东山路 88 号"],
    ["东山路18号之一", "东山路 18 号之一"],
    ["东山路18-1号", "东山路 18 号之一"],
    ["东山街88号", "东山路 88 号"],
    ["东衫路88号", "东山路 88 号"],
    ["冬衫路108号", "东山路 108 号"],
    ["冻散路108号", "东山路 108 号"],
    ["老城大街88号", "东山路 88 号"],
    ["五一路15号", "五一路 15 号"],
    ["五一路五号", "五一路 5 号"],
    ["南湖区同名街7号", "同名街 7 号"],
    ["东山医院", "云州市东山医院"],
    ["就在东山医院门口", "云州市东山医院"],
    ["二院", "云州市东山医院"],
  ];
  test.each(SURE)("%s is %s", async (said, words) => {
    const { candidates, verdict } = await findPlace(city.ctx(), said);
    expect({ verdict, words: candidates[0]?.words }).toEqual({ verdict: "sure", words });
  });

  test("of two streets of one name the district that was said, or that of the seat, or what is near decides; without them it is told", async () => {
    const ctx = city.ctx();
    expect((await findPlace(ctx, "同名街7号")).verdict).toBe("ambiguous");
    expect((await findPlace(ctx, "南湖区同名街7号")).candidates[0]!.area).toBe("990102001001");
    expect((await findPlace(ctx, "青溪同名街7号")).candidates[0]!.area).toBe("990101001001");
    const seat = await findPlace(ctx, "同名街7号", { area: "990102001000" });
    expect(seat).toMatchObject({ verdict: "sure", candidates: [{ area: "990102001001" }, { area: "990101001001" }] });
    expect((await findPlace(ctx, "同名街7号", { near: [118.7, 26.8] })).candidates[0]!.area).toBe("990101001001");
  });

  test("a number and a building without 号 between them are told both ways", async () => {
    const { verdict, candidates } = await findPlace(city.ctx(), "东山路83幢");
    expect(verdict).toBe("ambiguous");
    expect(candidates.map(({ words, tail }) => `${words} ${tail}`)).toEqual(expect.arrayContaining(["东山路 83 号 ", "东山路 8 号 3幢"]));
  });

  test("a number that is not registered gives its neighbour and says so", async () => {
    const { verdict, candidates } = await findPlace(city.ctx(), "东山路86号");
    expect(verdict).toBe("ambiguous");
    expect(candidates[0]).toMatchObject({ kind: "street", words: "东山路 88 号", changed: ["没有登记86号，最近的是88号"] });
  });

  test("what was changed is told", async () => {
    const changed = async (said: string): Promise<string[]> => (await findPlace(city.ctx(), said)).candidates[0]!.changed;
    expect(await changed("东山路88号")).toEqual([]);
    expect(await changed("东衫大道88号")).toEqual(["东衫→东山", "东山大道→东山路"]);
    expect(await changed("南湖区东山路88号")).toEqual(["不在南湖区"]);
    expect((await findPlace(city.ctx(), "东三路18号")).candidates.map(({ words }) => words)).toContain("东山路 18 号");
  });

  test.each(["", "   ", "你好", "路", "号", "18号", "一二三四五六七八九十", "'; drop table", "路".repeat(3000), "𠮷".repeat(300) + "路1号"])(
    "nothing in %j makes it fail",
    async (said) => {
      expect(["none", "ambiguous", "sure"]).toContain((await findPlace(city.ctx(), said)).verdict);
    },
  );
});

test("numbers in words", () => {
  const READ = {
    八十八: "88",
    八八: "88",
    十: "10",
    二十: "20",
    一百零八: "108",
    一百二: "120",
    一百二十: "120",
    幺零八: "108",
    两百: "200",
    一千零一: "1001",
    "0018": "18",
    八十八十: undefined,
    百十: undefined,
  };
  expect(Object.fromEntries(Object.keys(READ).map((words) => [words, figures(words)]))).toMatchObject({ ...READ, 百十: "110" });
});

describe("the address of a point", () => {
  test("in front of it, and some metres away", async () => {
    const ctx = city.ctx();
    expect(await addressAt(ctx, [118.318, 26.800_01])).toMatchObject({ address: "东山路 18 号", words: "青瓷街道 东山路 18 号" });
    expect((await addressAt(ctx, [118.318, 26.800_27]))!.words).toBe("青瓷街道 东山路 18 号附近 30 米");
    expect(await addressAt(ctx, [118.5, 27.2])).toBeUndefined();
  });

  test("there and back: every address of the made city is the nearest to its own point", async () => {
    const ctx = city.ctx();
    const rows = await ctx.db.query<{ lon: number; lat: number }>("select lon, lat from address.addresses order by lon, lat limit 300");
    for (const { lon, lat } of rows) expect((await addressAt(ctx, [lon, lat]))!.metres).toBeLessThan(0.01);
  });
});

describe("a list", () => {
  const where = { system: "cgcs2000" as const, bounds: { west: 118, south: 26.4, east: 118.4, north: 27 } };
  const line = (cells: Record<string, string>, n = 2): AddressLine => ({ line: n, cells });

  test("comes in through the reader of lists, with the system it says, and is found at once", async () => {
    const ctx = city.ctx();
    const shown = toSystem([118.12, 26.65], "gcj02").map((each) => each.toFixed(7));
    const list = await openList(Buffer.from(`\uFEFF云州市地址清单\n道路,门牌,经度,纬度,曾用名\n西山路,十二号,${shown[0]},${shown[1]},跃进路\n`));
    const table = await readTable(list, ADDRESS_COLUMNS, "地址");
    const lines: AddressLine[] = [];
    for await (const { rows } of table.batches)
      for (const { line: n, cells } of rows) lines.push(line(Object.fromEntries(table.columns.map(({ name }, i) => [name, cells[i]!])), n));
    expect(await importAddresses(ctx, lines, { ...where, system: "gcj02" })).toEqual({ written: 1, faults: [], notes: [] });
    const found = await findPlace(ctx, "跃进路12号");
    expect(found).toMatchObject({ verdict: "sure", candidates: [{ words: "西山路 12 号", changed: ["跃进路即西山路"] }] });
    expect(found.candidates[0]!.point[0]).toBeCloseTo(118.12, 5);
    expect(found.candidates[0]!.cell).toMatch(/^9901\d{11}$/);
  });

  test.each([
    [{ street: "", number: "1", point: "118.1,26.6" }, /没有写街路巷/],
    [{ street: "西山路", number: "甲", point: "118.1,26.6" }, /门牌号“甲”不对/],
    [{ street: "西山路", number: "", point: "118.1,26.6" }, /门牌号/],
    [{ street: "西山路", number: "1", point: "26.6,118.1" }, /纬度写在了前面/],
    [{ street: "西山路", number: "1", point: "121.4,31.2" }, /不在本市范围内/],
    [{ street: "西山路", number: "1" }, /不是经纬度/],
  ])("%j is refused with a sentence", (cells, words) => {
    const { faults, read } = readAddresses([line(cells)], where);
    expect(faults[0]!.message).toMatch(words);
    expect(read).toEqual([]);
  });

  test("with one fault nothing is written; the same twice is one; what lies in no cell is told; not everybody may", async () => {
    const ctx = city.ctx();
    const good = line({ street: "北山路", number: "1", point: "118.38,26.9" });
    expect(await importAddresses(ctx, [good, { ...good, line: 3 }], where)).toMatchObject({
      written: 0,
      faults: [{ line: 3, message: "北山路1号和第 2 行重复" }],
    });
    expect((await findPlace(ctx, "北山路1号")).candidates.map(({ words }) => words)).not.toContain("北山路 1 号");
    expect(await importAddresses(ctx, [good], where)).toMatchObject({ written: 1, notes: [{ line: 2, message: "北山路1号不在任何网格里" }] });
    await expect(importAddresses(await city.staff("linjing"), [], where)).rejects.toMatchObject({ status: 403 });
  });
});
