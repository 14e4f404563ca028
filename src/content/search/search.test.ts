import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importItems } from "#content/catalogue";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { folded, forgetMisses, indexItems, listMisses, noteMiss, searchItems } from "./index.ts";

const GUIDES = [
  ["教育局", "教师资格认定", "1"],
  ["卫生健康委", "医师执业注册", "1"],
  ["消防救援支队", "公众聚集场所投入使用、营业前消防安全检查", "1"],
  ["住房公积金管理中心", "租赁住房提取公积金", "20"],
  ["公安局", "居民身份证申领、换领、补领", "20"],
].map(([department, name, type], i) => `${department}\t未分类\t${name}\t990100000000\tG-${i}\t${type}\t11990100MB0000099`);

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
  await importItems(city.ctx(), ["department\tmain_item\titem\tarea_code\titem_code\ttask_type\tdept_code", ...GUIDES].join("\n"), "guides.tsv");
  await indexItems(city.ctx());
});
afterAll(() => city.close());

const names = async (typed: string): Promise<string[]> => (await searchItems(city.ctx(), typed)).map(({ name }) => name);

describe("searching items", () => {
  test.each([
    ["教师资格认定", "教师资格认定"],
    ["教师资格", "教师资格认定"],
    ["消防", "公众聚集场所投入使用、营业前消防安全检查"],
    ["公积金", "租赁住房提取公积金"],
    ["身份证", "居民身份证申领、换领、补领"],
    ["补领身份证", "居民身份证申领、换领、补领"],
    ["食品经营许可", "食品经营许可"],
    ["开饭店", "食品经营许可"],
    ["spjyxk", "食品经营许可"],
    ["shipin", "食品经营许可"],
    ["高龄津贴", "高龄津贴"],
  ])("%s finds first %s", async (typed, name) => expect((await names(typed))[0]).toBe(name));

  test.each(["招牌", "门头", "LED屏", "ｌｅｄ屏", "电子显示屏", "横幅"])("a word of an option or a synonym, %s, finds signs", async (typed) =>
    expect(await names(typed)).toContain("户外广告设置许可"),
  );

  test("a name that is asked for brings no item that only shares a common word", async () => {
    expect(await names("教师资格")).toEqual(["教师资格认定"]);
  });

  test.each(["xyz不存在", "不存在", "量子计算机", "’; drop table", "%", "_", "！？"])("%s finds nothing", async (typed) =>
    expect(await names(typed)).toEqual([]),
  );

  test.each([
    ["高齡津貼", "高龄津贴"],
    ["親屬 高齡津貼", "高龄津贴"],
    ["衛生許可", "公共场所卫生许可"],
    ["食品經營許可", "食品经营许可"],
    ["戶外廣告", "户外广告设置许可"],
    ["教師資格", "教师资格认定"],
  ])("%s in traditional characters finds %s", async (typed, name) => expect(await names(typed)).toContain(name));

  test("an item that was withdrawn is found no more", async () => {
    await city.database.owner.query("update catalogue.items set withdrawn_at = now() where item_id = 'G-1'");
    await indexItems(city.ctx());
    expect(await names("医师执业注册")).toEqual([]);
  });

  test("sixty characters are looked for, however many are pasted", async () => {
    expect(await names(`教师资格认定${" ".repeat(10)}`)).toEqual(["教师资格认定"]);
    expect((await names("卫")).length).toBeGreaterThan(0);
  });

  test("one slip in a name still finds it", async () => expect(await names("食品经菅许可")).toContain("食品经营许可"));

  test("a character outside the basic plane is neither cut in half nor an error", async () => {
    expect(await names(`${"长".repeat(59)}𠮷野家`)).toEqual([]);
    expect(await names("𠮷")).toEqual([]);
  });
});

test("width, case and traditional characters are one; a phrase decides where a character has several", () => {
  expect(folded("ＬＥＤ 頭髮 乾燥 皇后")).toBe("led 头发 干燥 皇后");
});

describe("what is looked for and not found", () => {
  const misses = (): Promise<unknown[]> => listMisses(city.ctx(), "2026-11-01");

  test("is listed once it was asked twice, however it was written, the most frequent first", async () => {
    const ctx = city.ctx();
    for (const typed of ["狗证", "狗證", "养狗", "养狗", "养狗 ", "只问一次"]) await noteMiss(ctx, typed);
    expect(await misses()).toEqual([
      { text: "养狗", times: 3, lastDay: "2026-11-23" },
      { text: "狗证", times: 2, lastDay: "2026-11-23" },
    ]);
  });

  test("holds no number of a person or a matter", async () => {
    for (let i = 0; i < 2; i += 1) await noteMiss(city.ctx(), "1路234");
    const before = await misses();
    expect(before).toContainEqual(expect.objectContaining({ text: "1路234" }) as unknown);
    for (const typed of ["990101194405120027", "13900001234", "１３９００００１２３４", "楼12345"])
      for (let i = 0; i < 2; i += 1) await noteMiss(city.ctx(), typed);
    expect(await misses()).toEqual(before);
  });

  test("is forgotten after ninety days, and not before", async () => {
    const forgotten = async (): Promise<boolean> => !(await listMisses(city.ctx(), "2026-11-23")).some(({ text }) => text === "九十天");
    for (let i = 0; i < 2; i += 1) await noteMiss(city.ctx(), "九十天");
    at(city, "2027-02-21T09:00:00+08:00");
    await forgetMisses(city.ctx());
    expect(await forgotten()).toBe(false);
    at(city, "2027-02-22T09:00:00+08:00");
    await forgetMisses(city.ctx());
    expect(await forgotten()).toBe(true);
  });
});
