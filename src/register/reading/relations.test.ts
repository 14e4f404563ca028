import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importRecords, placeRegisters, writeRecord, type RegisterDefinition } from "#register/register";
import { openList, readTable } from "#register/list";
import { sqlOf } from "#kernel/db";
import { testCity, type TestCity } from "../../../test/city.ts";
import { exportRecords, getRecord, listRecords, relationsOf } from "./index.ts";

const UNIT = "11990100MB0000001T";
const field = (name: string, type: string, more: object = {}): RegisterDefinition["fields"][number] =>
  ({ name, label: name, type, class: "量", grade: 3, share: "none", ...more }) as RegisterDefinition["fields"][number];
const register = (id: string, name: string, fields: RegisterDefinition["fields"]): RegisterDefinition => ({
  id,
  name,
  subject: "place",
  key: "number",
  source: UNIT,
  fields,
});
const STREETS = register("streets", "路段库", [field("number", "code"), field("name", "text"), field("part_of", "record", { register: "streets" })]);
const LAMPS = register("lamps", "路灯库", [
  field("number", "code"),
  field("street", "record", { register: "streets" }),
  field("at", "point"),
  field("keeper", "record", { register: "population", personal: "id-number", elsewhere: true }),
  field("cost", "money"),
  field("note", "text"),
]);
const LIN = "990101194405120027";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
  await placeRegisters(sqlOf(city.database.owner), [STREETS, LAMPS]);
  city.ctx().memory.forget("register.registers");
  await writeRecord(city.ctx(), "streets", { number: "S1", name: "窑前路" });
});
afterAll(() => city.close());

const idOf = async (id: string, key: string): Promise<string> => (await listRecords(city.ctx(), id, { key })).records[0]!.recordId;

describe("a reference", () => {
  test("is taken where its row is there, and refused by field where it is not", async () => {
    await writeRecord(city.ctx(), "lamps", { number: "L1", street: "S1", at: [118.1234567, 26.7], cost: 123_450, keeper: LIN });
    await expect(writeRecord(city.ctx(), "lamps", { number: "L2", street: "S9" })).rejects.toMatchObject({
      code: "RECORD",
      fields: { street: "street在「路段库」里没有" },
    });
    expect((await listRecords(city.ctx(), "lamps", { key: "L2" })).records).toEqual([]);
  });

  test("of a list is told by line and column, once for each row that is missing; a list may name rows it brings", async () => {
    const admin = await city.staff("admin");
    const list = "number\tstreet\nL3\tS1\nL4\tS8\nL5\tS8\nL6\tS7";
    for (const preview of [true, false])
      expect((await importRecords(admin, "lamps", list, { preview })).errors).toEqual([
        { line: 3, column: "B", message: "street“S8”在「路段库」里没有" },
        { line: 5, column: "B", message: "street“S7”在「路段库」里没有" },
      ]);
    expect((await listRecords(city.ctx(), "lamps", { key: "L3" })).records).toEqual([]);
    for (const preview of [true, false])
      expect(await importRecords(admin, "streets", "number\tname\tpart_of\nS3\t三路\tS2\nS2\t二路\t", { preview })).toMatchObject({ added: 2, errors: [] });
  });

  test("leads to its row and back, an encrypted one too; who may not read the other register is shown no row of it", async () => {
    await writeRecord(city.ctx(), "lamps", { number: "L1", street: "S1", keeper: LIN });
    const lamp = await relationsOf(city.ctx(), "lamps", await idOf("lamps", "L1"));
    expect(lamp.names.map(({ register: { id }, field: { name }, recordId, title }) => [id, name, recordId !== undefined, title])).toEqual([
      ["streets", "street", true, "窑前路"],
      ["population", "keeper", true, "林*英"],
    ]);
    const street = await relationsOf(city.ctx(), "streets", await idOf("streets", "S1"));
    expect(street.namedBy.map(({ register: { id }, title }) => [id, title])).toEqual([["lamps", "L1"]]);
    const person = await relationsOf(city.ctx(), "population", await idOf("population", LIN));
    expect(person.namedBy.map(({ register: { id } }) => id)).toContain("lamps");
    const market = await relationsOf(await city.staff("gaojian"), "lamps", await idOf("lamps", "L1")).catch(() => undefined);
    if (market) expect(market.names.find(({ register: { id } }) => id === "population")).toMatchObject({ title: "990101********0027" });
    const police = await relationsOf(await city.staff("qinlan"), "population", await idOf("population", LIN));
    expect(police.namedBy.filter(({ register: { id } }) => id === "lamps")).toEqual([]);
  });
});

describe("a list leaves as a file", () => {
  const why = { purpose: "安排十二月的路灯检修计划" };
  const read = async (content: Buffer) => {
    const table = await readTable(
      await openList(content),
      [
        { name: "number", label: "number", also: [], required: true },
        { name: "street", label: "street", also: [], required: false },
        { name: "at", label: "at", also: [], required: false },
        { name: "keeper", label: "keeper", also: [], required: false },
        { name: "cost", label: "cost（元）", also: [], required: false },
        { name: "note", label: "note", also: [], required: false },
      ],
      "库里",
    );
    const rows: string[][] = [];
    for await (const batch of table.batches) rows.push(...batch.rows.map(({ cells }) => [...cells]));
    return rows;
  };

  test.each(["xlsx", "csv"])("as .%s, masked as on the page, money in 元, and with nothing that a spreadsheet would run", async (format) => {
    await writeRecord(city.ctx(), "lamps", { number: "L1", street: "S1", at: [118.1234567, 26.7], cost: 123_450, keeper: LIN, note: "=1+2" });
    const file = await exportRecords(city.ctx(), "lamps", {}, { format, ...why });
    expect([file.records, file.name.endsWith(`.${format}`)]).toEqual([1, true]);
    const [row] = await read(file.content);
    expect(row!.slice(0, 5)).toEqual(["L1", "S1", "118.1234567, 26.7", "990101********0027", "1234.5"]);
    if (format === "csv") {
      expect([...file.content.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(file.content.toString("utf8")).toContain(",'=1+2\r\n");
    } else expect(row![5]).toBe("=1+2");
  });

  test("for a reason alone, within the reach, and on record with what was searched for encrypted", async () => {
    await expect(exportRecords(city.ctx(), "lamps", {}, { format: "xlsx", purpose: "看" })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    await expect(exportRecords(city.ctx(), "lamps", {}, { format: "pdf", ...why })).rejects.toMatchObject({ code: "EXPORT_FORMAT" });
    await expect(exportRecords(city.ctx(), "lamps", { text: "nothing" }, { format: "csv", ...why })).rejects.toMatchObject({ code: "NOTHING" });
    await expect(exportRecords(await city.staff("zhouwen"), "population", {}, { format: "csv", ...why })).rejects.toMatchObject({ status: 403 });
    const ctx = await city.staff("qinlan");
    const { records } = await exportRecords(ctx, "population", { text: LIN }, { format: "csv", ...why });
    expect(records).toBe(1);
    const [kept] = await ctx.db.query<Record<string, unknown>>(
      "select searched, records, purpose, format, exporter ->> 'name' as name from register.exports where register_id = 'population'",
      [],
    );
    expect(kept).toEqual({ searched: expect.stringMatching(/^[as]1\./), records: 1, purpose: why.purpose, format: "csv", name: ctx.actor.name });
    await expect(city.database.server.query("delete from register.exports")).rejects.toMatchObject({ code: "42501" });
    const [look] = await ctx.db.query<{ fields: string[] }>("select fields from trace.looks where purpose = $1 and fields[1] like '人口库%'", [why.purpose]);
    expect(look!.fields).toEqual(["人口库：导出 1 条，个人信息已遮盖"]);
  });
});

test("a point and a sum come back as they went in", async () => {
  const { record } = await getRecord(city.ctx(), "lamps", await idOf("lamps", "L1"));
  expect([record.values["at"], record.values["cost"]]).toEqual([[118.1234567, 26.7], 123_450]);
});
