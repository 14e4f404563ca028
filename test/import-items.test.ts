import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getItem, getItemVersion, importItems, listItems, listVersions } from "#content/catalogue";
import { testCity, type TestCity } from "./city.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const HEADER = "department\tmain_item\titem\tarea_code\titem_code\ttask_type\tdept_code";
const row = (code: string, name: string, type = "1"): string => `区水务局\t未分类\t${name}\t511602000000\t${code}\t${type}\t00877844X`;
const list = (...rows: string[]): string => [HEADER, ...rows].join("\n");

describe("importing a list of items", () => {
  test("makes items that can be read about but not applied for", async () => {
    const report = await importItems(city.ctx(), list(row("W-1", "取水许可"), row("W-2", "河道采砂许可")), "water.tsv");
    expect(report).toMatchObject({
      accepted: 2,
      changed: 2,
      errors: [],
      notes: ["2 个事项的部门代码不是统一社会信用代码，按原样保留", "本市机构里没有这些部门，请核对代码：区水务局（00877844X，2 个事项）"],
    });
    const listed = (await listItems(city.ctx())).filter(({ itemId }) => itemId.startsWith("W-"));
    expect(listed.map(({ itemId, name, guideOnly, department }) => [itemId, name, guideOnly, department]).sort()).toEqual([
      ["W-1", "取水许可", true, "区水务局"],
      ["W-2", "河道采砂许可", true, "区水务局"],
    ]);
    expect((await getItem(city.ctx(), "W-1")).definition.item).toMatchObject({ name: "取水许可", type: "01", materials: [] });
  });

  test("again changes nothing; a line that differs becomes a new version, and the old one stays", async () => {
    const first = list(row("A-1", "甲许可"), row("A-2", "乙许可"));
    await importItems(city.ctx(), first, "a.tsv");
    expect(await importItems(city.ctx(), first, "a.tsv")).toMatchObject({ accepted: 2, changed: 0 });
    expect(await importItems(city.ctx(), list(row("A-1", "甲许可（新）"), row("A-2", "乙许可")), "a.tsv")).toMatchObject({ accepted: 2, changed: 1 });
    expect((await listVersions(city.ctx(), "A-1")).map(({ version }) => version)).toEqual([2, 1]);
    expect((await getItemVersion(city.ctx(), "A-1", 1)).definition.item.name).toBe("甲许可");
    expect((await getItem(city.ctx(), "A-1")).definition.item.name).toBe("甲许可（新）");
  });

  test("takes all lines or none, tells the bad ones, and keeps a record of the attempt", async () => {
    const report = await importItems(city.ctx(), list(row("B-1", "好的一行"), row("B-2", "坏的一行", "99"), row("B-1", "编码重复")), "bad.tsv");
    expect(report).toMatchObject({ accepted: 0, changed: 0 });
    expect(report.errors).toEqual([
      { line: 3, message: "事项类型“99”不在代码表里" },
      { line: 4, message: "事项编码与第 2 行重复" },
    ]);
    expect((await listItems(city.ctx())).some(({ itemId }) => itemId.startsWith("B-"))).toBe(false);
    const [kept] = await city.ctx().db.query<{ errors: unknown[] }>("select errors from catalogue.imports where file_name = 'bad.tsv'", []);
    expect(kept!.errors).toHaveLength(2);
  });

  test("does not turn an item that runs here into a guide", async () => {
    const { definition } = await getItem(city.ctx(), "food-licence");
    const report = await importItems(city.ctx(), list(row("C-1", "无关"), row(definition.item.code, "食品经营许可")), "food.tsv");
    expect(report.errors).toEqual([{ line: 3, message: `事项编码 ${definition.item.code} 已用于可以在线办理的事项，不能导入为指南` }]);
    expect((await getItem(city.ctx(), "food-licence")).definition.flow).toBeDefined();
  });

  test("two imports at the same moment leave one version each", async () => {
    const same = list(row("D-1", "同时"), row("D-2", "导入"));
    await Promise.all([importItems(city.ctx(), same, "d.tsv"), importItems(city.ctx(), same, "d.tsv")]);
    expect((await listVersions(city.ctx(), "D-1")).map(({ version }) => version)).toEqual([1]);
  });
});
