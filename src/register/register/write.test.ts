import { afterAll, beforeAll, describe, expect, test } from "vitest";
import fc from "fast-check";
import { cellReader, type Around, type RegisterField } from "#register/field";
import type { RegisterDefinition } from "./definition.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { recordsAbout, writeRecord } from "./index.ts";
import { getRecord, listRecords, unmaskRecord } from "#register/reading";
import { misfits } from "./write.ts";

const field = (name: string, type: RegisterField["type"]): RegisterField => ({ name, label: name, type, class: "量", grade: 1, share: "none" });
const REGISTER: RegisterDefinition = {
  id: "trial",
  name: "试库",
  subject: "place",
  key: "key",
  source: "11990100MB0000001T",
  fields: [
    field("key", "code"),
    field("text", "text"),
    field("code", "code"),
    field("date", "date"),
    field("integer", "integer"),
    field("number", "number"),
    field("boolean", "boolean"),
    field("instant", "instant"),
    field("money", "money"),
    field("area", "area"),
    field("point", "point"),
    field("record", "record"),
  ],
};

// Every type, with what it takes and what it does not.
const VALUES: Record<RegisterField["type"], { good: unknown[]; bad: unknown[] }> = {
  text: { good: ["", "字", "长".repeat(2000), "a\nb"], bad: ["长".repeat(2001), 1, true, {}, ["a"]] },
  code: { good: ["a", "A-1", "x".repeat(100)], bad: ["x".repeat(101), 7, false] },
  date: {
    good: ["2026-02-28", "2024-02-29", "1900-01-01", "2100-12-31"],
    bad: ["2026-02-30", "2026-2-1", "1899-12-31", "0026-02-28", "2026-01-01T00:00:00Z", 20260101, new Date(0)],
  },
  integer: { good: [0, -3, 2 ** 53 - 1], bad: ["1", 1.5, 2 ** 53, Number.NaN, Infinity, true, 1n] },
  number: { good: [0, -0.5, 1e300], bad: ["1", Number.NaN, Infinity, -Infinity, true, 1n] },
  boolean: { good: [true, false], bad: ["是", "true", 1, 0] },
  instant: {
    good: ["2026-11-21T01:30:00.000Z", "2026-11-21T09:30:00+08:00", "2024-02-29T00:00Z"],
    bad: ["2026-11-21", "2026-11-21 09:30", "2026-11-21T09:30:00", "2026-02-30T00:00:00Z", "2026-11-21T25:00:00Z", 0, new Date(0)],
  },
  money: { good: [0, -1, 123_456], bad: ["1.00", 0.5, 2 ** 53, Number.NaN, 1n] },
  area: { good: ["990101001000"], bad: ["青瓷街道", "990101", "0990101001000", 990101001000] },
  point: {
    good: [
      [118.123456, 26.654321],
      [73.5, 39.5],
    ],
    bad: [[26.654321, 118.123456], [0, 0], [118.1], ["118.1", "26.6"], "118.1, 26.6", [118.1, 26.6, 3], [Number.NaN, 26]],
  },
  record: { good: ["91990100MA0000001G"], bad: ["x".repeat(101), 7, true] },
};

describe("a value fits its field or is told", () => {
  for (const [type, { good, bad }] of Object.entries(VALUES)) {
    test.each(good.map((value) => [JSON.stringify(value), value]))(`${type} takes %s`, (_shown, value) =>
      expect(misfits(REGISTER, { key: "k", [type]: value })).toEqual({}),
    );
    test.each(bad.map((value) => [String(value), value]))(`${type} does not take %s`, (_shown, value) =>
      expect(Object.keys(misfits(REGISTER, { key: "k", [type]: value }))).toEqual([type]),
    );
  }

  test("nothing is what a field may always have, but the key", () => {
    expect(misfits(REGISTER, { key: "k", date: null, number: undefined })).toEqual({});
    for (const key of [undefined, null, "", 7]) expect(misfits(REGISTER, { key })).toHaveProperty("key");
    expect(misfits(REGISTER, { key: "k", colour: "red" })).toEqual({ colour: "库里没有这一项" });
  });

  test("what looks encrypted is taken nowhere: versions of a record hold it beside what is", () => {
    const text = `a1.12.${"x".repeat(40)}`;
    expect(Object.keys(misfits(REGISTER, { key: text, text }))).toEqual(["key", "text"]);
    expect(misfits(REGISTER, { key: "k", text: `见${text}` })).toEqual({});
  });
});

describe("a cell of a list", () => {
  const around: Around = { today: "2026-11-23", area: () => ({ fault: "" }) };
  const read = (type: RegisterField["type"], text: string) => cellReader(field("f", type), around)(text);

  test("is read as what its own text says, or told: never as something else that fits", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(VALUES)) as fc.Arbitrary<RegisterField["type"]>,
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
        (type, text) => {
          const meaning = read(type, text);
          return !("value" in meaning) || Object.keys(misfits(REGISTER, { key: "k", [type]: meaning.value })).length === 0;
        },
      ),
      { numRuns: 2000, seed: 4 },
    );
  });

  test("any number and day comes back as it was written", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (n) => (read("integer", n.toLocaleString("en-US")) as { value: number }).value === n),
      { seed: 5 },
    );
    fc.assert(
      fc.property(fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true }), (at) => {
        const day = at.toISOString().slice(0, 10);
        const [y, m, d] = day.split("-").map(Number);
        return [day, `${y}/${m}/${d}`, `${y}年${m}月${d}日`, `${y}.${m}.${d}`, day.replaceAll("-", ""), `${day} 00:00:00`].every(
          (text) => (read("date", text) as { value: string }).value === day,
        );
      }),
      { seed: 6 },
    );
  });
});

describe("a record", () => {
  let city: TestCity;
  beforeAll(async () => void (city = await testCity()));
  afterAll(() => city.close());
  const LIN = "990101194405120027";

  test("is written by its key: given fields change, others stay, and personal ones are encrypted", async () => {
    const ctx = city.ctx();
    const before = (await recordsAbout(ctx, { kind: "person", number: LIN }))["population"]!;
    await writeRecord(ctx, "population", { id_number: LIN, phone: "19900009999" });
    expect((await recordsAbout(ctx, { kind: "person", number: LIN }))["population"]).toEqual({ ...before, phone: "19900009999" });
    const [row] = await ctx.db.query<{ f_phone: string; f_name: string }>("select f_phone, f_name from register_data.population where key_index = $1", [
      ctx.personal.index(LIN),
    ]);
    expect([row!.f_phone, row!.f_name].every((text) => /^[as]1\./.test(text))).toBe(true);
  });

  test("that does not fit is refused by field, and nothing of it is written", async () => {
    const ctx = city.ctx();
    await expect(writeRecord(ctx, "population", { id_number: LIN, name: "别人", birth_date: "1944-13-01" })).rejects.toMatchObject({
      code: "RECORD",
      fields: { birth_date: expect.stringContaining("要填日期") },
    });
    expect((await recordsAbout(ctx, { kind: "person", number: LIN }))["population"]).toMatchObject({ name: "林秀英" });
  });

  test("is listed and opened masked; in full for a reason alone, and its subject reads of it", async () => {
    const ctx = await city.staff("qinlan");
    const why = { task: "correction", reason: "核对身份信息是否一致" };
    const { records } = await listRecords(ctx, "population", { key: ` ${LIN.slice(0, 6)} ${LIN.slice(6)}` });
    expect(records.map(({ values }) => [values["name"], values["id_number"]])).toEqual([["林*英", "990101********0027"]]);
    const { recordId } = records[0]!;
    expect((await getRecord(ctx, "population", recordId)).record.values["address"]).toMatch(/\*{4}$/);
    await expect(unmaskRecord(ctx, "population", recordId, "name", { ...why, reason: "看" })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    await expect(unmaskRecord(ctx, "population", recordId, "status", why)).rejects.toMatchObject({ code: "UNKNOWN_FIELD" });
    expect(await unmaskRecord(ctx, "population", recordId, "name", why)).toEqual({ label: "姓名", value: "林秀英" });
    const [look] = await ctx.db.query<{ purpose: string }>("select purpose from trace.looks where purpose like '%核对身份信息是否一致'", []);
    expect(look).toBeDefined();
  });
});
