import { afterAll, beforeAll, expect, test } from "vitest";
import { begin, beginningOf } from "#matter/begin";
import { foldPhone } from "#values/codes";
import { writeRecord } from "#register/register";
import { testCity, type TestCity } from "../../../test/city.ts";
import { earlierFrom } from "./earlier.ts";
import { suggestionsFor, type Suggestions } from "./suggestion.ts";
import { said } from "./words.ts";

// What a seat is shown while an old woman speaks.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const HER = "19900000107";
const nobody = () => city.ctx({ kind: "anonymous", id: "", name: "" });
const order = (item: string, form: Record<string, unknown>, phone = HER) =>
  begin(nobody(), { item, channel: "online", form, party: { kind: "anonymous", phone } });

async function shownFor(answers: Record<string, unknown>): Promise<Suggestions> {
  const { blueprint } = await beginningOf(city.ctx(), "hotline-help");
  return suggestionsFor(await city.staff("sunli"), blueprint, "hotline-help", answers);
}

test("a category is suggested with the words that were said; the longer of two words counts", async () => {
  const { categories } = await shownFor({ summary: "我家门口的路灯坏了好几天，晚上不亮" });
  expect(categories[0]).toMatchObject({ value: "lamp", label: "路灯不亮", reason: expect.stringMatching(/^说到了：.*路灯/) });
  expect(said("停水了，没有热水", ["停水", "水"])).toEqual(["停水"]);
  expect((await shownFor({ summary: "" })).categories).toEqual([]);
});

test("what past orders had in common suggests as well, and says so", async () => {
  for (const number of [1, 2, 3]) await order("hotline-help", { summary: `萤火桥那边第${number}次黑漆漆的`, category: "lamp" }, `1990000021${number}`);
  city.now = new Date(city.now.getTime() + 3_600_000);
  const { categories } = await shownFor({ summary: "黑漆漆的，怕摔跤" });
  expect(categories[0]).toMatchObject({ value: "lamp", reason: expect.stringContaining("近一年归这一类的 3 件里常说：") });
});

test("where it is says nothing of what it is: a street that past orders named suggests no category", async () => {
  const { rows } = await city.database.owner.query<{ name: string }>("select name from address.streets where length(name) >= 3 order by name limit 1");
  const { name } = rows[0]!;
  for (const number of [1, 2, 3]) await order("hotline-help", { summary: `${name}有事${number}`, category: "lamp" }, `1990000023${number}`);
  city.now = new Date(city.now.getTime() + 3_600_000);
  expect((await shownFor({ summary: `我在${name}` })).categories).toEqual([]);
});

test("a place is found by what is said, with what was changed; once it has its point nothing is offered", async () => {
  const { rows } = await city.database.owner.query<{ name: string; number: string }>(
    "select s.name, a.number from address.addresses a join address.streets s using (street_id) where a.number ~ '^[0-9]+$' order by s.name, a.number limit 1",
  );
  const { name, number } = rows[0]!;
  const { places } = await shownFor({ summary: `嗯，${name}${number}号门口的灯不亮` });
  expect(places[0]).toMatchObject({ words: expect.stringContaining(name), changed: [] });
  expect((await shownFor({ summary: "灯不亮", where: { address: `${name}${number}号`, point: places[0]!.point } })).places).toEqual([]);
});

test("what is known stands beside it with its source; what has expired, or whose unit is gone, stands last and is told as such", async () => {
  const old = {
    number: "K-9001",
    question: "停水了找谁？",
    answer: "打旧电话。",
    category: "water-off",
    origin: "旧规定",
    unit: "11990100MB0000041Y",
    valid_until: "2025-12-31",
  };
  await writeRecord(city.ctx(), "knowledge", old);
  await writeRecord(city.ctx(), "knowledge", {
    ...old,
    number: "K-9002",
    question: "停水了怎么退水费？",
    unit: "11990100MB0000099X",
    valid_until: "2027-12-31",
  });
  // What is held for a while would come half a minute later.
  city.ctx().memory.forget("register.open-rows.knowledge");
  const { knowledge } = await shownFor({ summary: "家里突然停水了" });
  expect(knowledge[0]).toMatchObject({ question: "家里突然停水了怎么办？", source: "云州市供水管理规定", until: "2027-12-31" });
  expect(knowledge[0]!.unit).not.toBe("");
  expect(knowledge.find(({ question }) => question === "停水了找谁？")).toMatchObject({ stale: "expired" });
  // A unit that there is no more keeps nothing up.
  expect(knowledge.find(({ question }) => question === "停水了怎么退水费？")).toMatchObject({ stale: "unit-gone" });
  expect((await shownFor({ summary: "唱歌" })).knowledge).toEqual([]);
});

test("what law takes elsewhere says what to tell and where to go", async () => {
  const { elsewhere } = await shownFor({ summary: "隔壁着火了，快来人" });
  expect(elsewhere[0]).toMatchObject({ words: ["着火"], where: expect.stringContaining("119") });
  expect((await shownFor({ summary: "路灯不亮" })).elsewhere).toEqual([]);
});

test("open orders near by that say the same are offered", async () => {
  const where = { address: "书院街20号", point: [118.2, 26.6] };
  const { rows } = await city.database.owner.query<{ lon: number; lat: number }>("select lon, lat from address.addresses limit 1");
  where.point = [rows[0]!.lon, rows[0]!.lat];
  const { number } = await order("hotline-help", { summary: "路灯不亮", category: "lamp", where }, "19900000220");
  expect((await shownFor({ summary: "灯坏了", category: "lamp", where })).same.map((each) => each.number)).toEqual([number]);
  expect((await shownFor({ summary: "狗叫", category: "dog", where })).same).toEqual([]);
});

test("what came from her number before is told without a word of it; what is guarded is only counted; a withheld number has none", async () => {
  await order("hotline-complaint", { summary: "楼下油烟大" });
  await order("hotline-report", { summary: "有人违建" });
  await order("hotline-help", { summary: "保密的", secret: true });
  const seat = await city.staff("sunli");
  const index = city.ctx().personal.index(foldPhone(HER));
  const { shown, guarded } = await earlierFrom(seat, index);
  expect(shown).toMatchObject([{ kind: "工单", item: "投诉", state: "待派单", closed: false }]);
  expect(guarded).toBe(2);
  expect(JSON.stringify(shown)).not.toMatch(/油烟|违建/);
  expect(await earlierFrom(seat, null)).toEqual({ shown: [], guarded: 0 });
  expect(await earlierFrom(await city.staff("linjing"), index)).toEqual({ shown: [], guarded: 0 });
});
