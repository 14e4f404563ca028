import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changedTypes, importRecords, placeRegisters, registersNow, writeRecord, type RegisterDefinition } from "#register/register";
import { sqlOf } from "#kernel/db";
import { testCity, type TestCity } from "../../../test/city.ts";
import { listRecords, type RecordFilter, type RecordPage } from "./index.ts";

const UNIT = "11990100MB0000001T";
const field = (name: string, type: string, more: object = {}): RegisterDefinition["fields"][number] =>
  ({ name, label: name, type, class: "量", grade: 1, share: "none", ...more }) as RegisterDefinition["fields"][number];
const SHOPS: RegisterDefinition = {
  id: "shops",
  name: "铺面库",
  subject: "place",
  key: "number",
  source: UNIT,
  fields: [
    field("number", "code", { search: true }),
    field("name", "text", { search: true, sort: true }),
    field("keeper", "text", { personal: "name", grade: 2, search: true }),
    field("phone", "text", { personal: "phone", grade: 3 }),
    field("kind", "code", { codes: { food: "餐饮", shop: "零售" }, filter: true }),
    field("area", "area", { filter: true }),
    field("opened", "date", { filter: true, sort: true }),
    field("rent", "money", { filter: true, sort: true }),
    field("seen", "instant", { filter: true }),
    field("open", "boolean", { filter: true }),
  ],
};

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
  await placeRegisters(sqlOf(city.database.owner), [SHOPS]);
  city.ctx().memory.forget("register.registers");
  const rows = [
    "A-1\t小满餐饮\t陈小满\t19900000001\t餐饮\t青瓷街道\t2026-01-05\t3,000元\t2026-11-01 09:30\t是",
    "A-2\t老街坊小吃店\t林秀英\t19900000002\t餐饮\t青溪区\t2025-06-30\t1.2万\t2026-11-02 23:59\t否",
    "B-1\tＡＢＣ超市\t王五\t19900000003\t零售\t南湖区荷塘街道\t2024-02-29\t800.5\t2026-11-03 00:00\t是",
    "B-2\t无名小铺\t陈小满\t19900000004\t零售\t\t\t\t\t",
  ];
  const report = await importRecords(
    await city.staff("admin"),
    "shops",
    `number\tname\tkeeper\tphone\tkind\tarea\topened\trent\tseen\topen\n${rows.join("\n")}`,
  );
  expect(report.errors).toEqual([]);
});
afterAll(() => city.close());

const keys = async (filter: RecordFilter, page?: RecordPage): Promise<unknown[]> =>
  (await listRecords(city.ctx(), "shops", filter, page)).records.map(({ values }) => values["number"]);
const sorted = async (filter: RecordFilter): Promise<unknown[]> => (await keys(filter)).sort();

describe("a register is searched", () => {
  test.each<[string, string[]]>([
    ["满", ["A-1"]],
    ["小满", ["A-1"]],
    ["小", ["A-1", "A-2", "B-2"]],
    ["街坊小吃", ["A-2"]],
    ["abc", ["B-1"]],
    ["ａｂｃ超", ["B-1"]],
    ["小吃街坊", []],
    ["a-", ["A-1", "A-2"]],
    [" b-2 ", ["B-2"]],
    ["陈小满", ["A-1", "B-2"]],
    ["陈小", []],
    ["19900000001", []],
    ["%", []],
    ["_", []],
    ["'; drop table", []],
  ])("%s finds %j: parts of open fields, encrypted ones whole, and what is not searched not at all", async (text, found) =>
    expect(await sorted({ text })).toEqual(found),
  );
});

describe("a register is narrowed", () => {
  test.each<[RecordFilter["fields"] & object, string[]]>([
    [{ kind: { is: "food" } }, ["A-1", "A-2"]],
    [{ area: { is: "990101000000" } }, ["A-1", "A-2"]],
    [{ area: { is: "青瓷街道" } }, ["A-1"]],
    [{ opened: { from: "2025-06-30" } }, ["A-1", "A-2"]],
    [{ opened: { until: "2025-06-30" } }, ["A-2", "B-1"]],
    [{ opened: { from: "2025年1月1日", until: "2025-12-31" } }, ["A-2"]],
    [{ rent: { from: "800.5", until: "3000" } }, ["A-1", "B-1"]],
    [{ seen: { from: "2026-11-02", until: "2026-11-02" } }, ["A-2"]],
    [{ open: { is: "是" } }, ["A-1", "B-1"]],
    [{ kind: { is: "food" }, open: { is: "否" } }, ["A-2"]],
    [{ name: { is: "小满餐饮" } }, ["A-1", "A-2", "B-1", "B-2"]],
  ])("%j leaves %j", async (fields, found) => expect(await sorted({ fields })).toEqual(found));

  test("by nothing that its field cannot be, which is told by field", async () => {
    await expect(keys({ fields: { opened: { from: "昨天" } } })).rejects.toMatchObject({ code: "FILTER", fields: { opened: expect.stringContaining("日历") } });
    await expect(keys({ fields: { area: { is: "火星" } } })).rejects.toMatchObject({ code: "FILTER" });
  });
});

describe("a register is sorted and leafed through", () => {
  const by = (name: string, down = false): RecordPage => ({ sort: { field: name, down } });
  test("by what its fields declare, those without a value last whichever the order", async () => {
    expect(await keys({}, by("opened"))).toEqual(["B-1", "A-2", "A-1", "B-2"]);
    expect(await keys({}, by("opened", true))).toEqual(["A-1", "A-2", "B-1", "B-2"]);
    expect(await keys({}, by("rent", true))).toEqual(["A-2", "A-1", "B-1", "B-2"]);
  });

  test.each([undefined, { field: "opened", down: false }, { field: "opened", down: true }, { field: "rent", down: true }])(
    "page by page, on and back, each record once: sorted by %j",
    async (sort) => {
      const whole = await keys({}, { sort });
      for (const size of [1, 2, 3]) {
        const on: unknown[] = [];
        let page: RecordPage = { sort, size };
        let last: Awaited<ReturnType<typeof listRecords>>;
        do {
          last = await listRecords(city.ctx(), "shops", {}, page);
          on.push(...last.records.map(({ values }) => values["number"]));
          page = { sort, size, after: last.records.at(-1)!.recordId };
        } while (last.more);
        expect(on).toEqual(whole);
        const back: unknown[] = last.records.map(({ values }) => values["number"]);
        while (last.earlier) {
          last = await listRecords(city.ctx(), "shops", {}, { sort, size, before: last.records[0]!.recordId });
          back.unshift(...last.records.map(({ values }) => values["number"]));
        }
        expect(back).toEqual(whole);
      }
    },
  );

  test("from the beginning where a page names no record", async () => {
    expect(await keys({}, { after: "x", sort: { field: "opened", down: false } })).toHaveLength(4);
    expect(await keys({}, by("phone"))).toHaveLength(4);
  });
});

test("a field that is searched from now on is found in what was written before", async () => {
  const wider: RegisterDefinition = { ...SHOPS, fields: SHOPS.fields.map((each) => (each.name === "phone" ? { ...each, search: true } : each)) };
  await placeRegisters(sqlOf(city.database.owner), [wider]);
  city.ctx().memory.forget("register.registers");
  expect((await registersNow(city.ctx())).get("shops")).toEqual(wider);
  const { fillBlindIndexes } = await import("#register/register");
  expect(await fillBlindIndexes(city.ctx(), wider)).toBe(4);
  expect(await fillBlindIndexes(city.ctx(), wider)).toBe(0);
  expect(await sorted({ text: "19900000003" })).toEqual(["B-1"]);
  await writeRecord(city.ctx(), "shops", { number: "B-1", phone: "19900000009" });
  expect(await sorted({ text: "19900000003" })).toEqual([]);
  expect(await sorted({ text: "199 0000 0009" })).toEqual(["B-1"]);
});

test("a type that a register holds is not changed in place: it is told by field, and what has the same column is no change", async () => {
  const as = (name: string, type: string, more: object = {}): RegisterDefinition => ({
    ...SHOPS,
    fields: SHOPS.fields.map((each) => (each.name === name ? field(name, type, more) : each)),
  });
  const { owner } = city.database;
  expect(await changedTypes(sqlOf(owner), [SHOPS, { ...SHOPS, id: "not-yet" }, as("rent", "integer"), as("area", "code")])).toEqual([]);
  const told = await changedTypes(sqlOf(owner), [as("rent", "text"), as("name", "text", { personal: "name" }), as("seen", "date")]);
  expect(told.map((sentence) => /“(.+?)”/.exec(sentence)![1])).toEqual(["rent", "name", "seen"]);
});

test("the index of parts serves a search in many records", async () => {
  const lines = Array.from({ length: 6000 }, (_each, i) => `N-${i}\t第${i}号商铺${i % 7}`);
  await importRecords(await city.staff("admin"), "shops", `number\tname\n${lines.join("\n")}`);
  const { owner } = city.database;
  await owner.query("analyze register_data.shops");
  const { rows } = await owner.query<{ "QUERY PLAN": string }>(
    "explain select record_id from register_data.shops where (key_index = 'x' or i_keeper = 'x' or (register.letters(f_name) collate \"C\" @> register.letters('小满') and position('小满' in lower(f_name)) > 0))",
  );
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(/shops_name_letters/);
  expect(plan).not.toMatch(/Seq Scan/);
});
