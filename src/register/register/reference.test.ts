import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { sqlOf } from "#kernel/db";
import type { RegisterField } from "#register/field";
import { newId } from "#values/ids";
import { testCity, type TestCity } from "../../../test/city.ts";
import type { RegisterDefinition } from "./definition.ts";
import { changedTypes, fillBlindIndexes, getRegister, importRecords, placeRegisters, writeRecord, writerOf } from "./index.ts";
import { missingAmong } from "./reference.ts";

// Stalls that belong to markets, and to the people who keep them: rows that name rows of other registers, and of their own.

const field = (name: string, label: string, more: Partial<RegisterField> = {}): RegisterField => ({
  name,
  label,
  type: "text",
  class: "量",
  grade: 2,
  share: "none",
  ...more,
});
const register = (id: string, name: string, fields: RegisterField[]): RegisterDefinition => ({
  id,
  name,
  subject: "place",
  key: "code",
  source: "11990100MB0000001T",
  fields: [field("code", "编号", { type: "code" }), ...fields],
});
const MARKETS = register("trial-market", "集市库", []);
const STALLS = register("trial-stall", "摊位库", [
  field("market", "所在集市", { type: "record", register: "trial-market" }),
  field("keeper", "摊主", { type: "record", register: "population", personal: "id-number" }),
  field("beside", "相邻摊位", { type: "record", register: "trial-stall" }),
  field("permit", "许可证", { type: "record", register: "trial-market", elsewhere: true }),
  field("note", "备注"),
]);
const LIN = "990101194405120027";
const NOBODY = "990101193101010016";

let city: TestCity;
let ctx: Ctx;
const place = async (...definitions: RegisterDefinition[]): Promise<void> => {
  await placeRegisters(sqlOf(city.database.owner), definitions);
  ctx.memory.forget("register.registers");
};
beforeAll(async () => {
  city = await testCity();
  ctx = city.ctx();
  await place(MARKETS, STALLS);
  for (const code of ["M1", "M2"]) await writeRecord(ctx, "trial-market", { code });
});
afterAll(() => city.close());

const stalls = (...lines: string[]) =>
  city.staff("admin").then((admin) => importRecords(admin, "trial-stall", ["code,market,keeper,beside,permit", ...lines].join("\n")));

describe("a row that names another", () => {
  test("is written when that one is there, and refused by field when it is not", async () => {
    expect(await writeRecord(ctx, "trial-stall", { code: "A1", market: "M1", keeper: LIN })).toEqual(expect.any(String));
    expect(await writeRecord(ctx, "trial-stall", { code: "A2", beside: "A1", permit: "nowhere here" })).toEqual(expect.any(String));
    await expect(writeRecord(ctx, "trial-stall", { code: "A3", market: "M9", keeper: NOBODY })).rejects.toMatchObject({
      code: "RECORD",
      fields: { market: "所在集市在「集市库」里没有", keeper: expect.stringContaining("里没有") },
    });
    expect(await missingAmong(ctx, "trial-stall", ["A1", "A3", "A2", "A4"])).toEqual(["A3", "A4"]);
    expect(await missingAmong(ctx, "trial-stall", [])).toEqual([]);
  });

  test("in a list is told at the first line that names it, once, in full only where it is nobody's own", async () => {
    const { accepted, errors } = await stalls(`B1,M1,${LIN},,`, `B2,M8,${NOBODY},,x`, `B3,M8,${NOBODY},,`, `B4,M7,,,`);
    expect(accepted).toBe(0);
    expect(errors.map(({ line, column, message }) => `${line}${column} ${message}`).toSorted()).toEqual([
      "3B 所在集市“M8”在「集市库」里没有",
      expect.stringMatching(/^3C 摊主“990101\*{8}0016”在「.+」里没有$/),
      "5B 所在集市“M7”在「集市库」里没有",
    ]);
    expect(await missingAmong(ctx, "trial-stall", ["B1"])).toEqual(["B1"]);
  });

  test("in a list may name one that the list itself brings, or that is there, but not another", async () => {
    expect(await stalls("C1,,,C2,", "C2,,,A1,")).toMatchObject({ accepted: 2, errors: [] });
    expect(await stalls("E1,,,e2,", "E2,,,A1,")).toMatchObject({ accepted: 2, errors: [] });
    const { accepted, errors } = await stalls("C3,,,C4,", "C5,M1,,C3,");
    expect([accepted, errors.map(({ line, column }) => `${line}${column}`)]).toEqual([0, ["2D"]]);
  });
});

describe("a version of a record", () => {
  test("names the member of staff who wrote it, and never a person, who wrote through a matter of theirs", async () => {
    const [staff, person] = [await city.staff("admin"), await city.person("chen-xiaoman")];
    expect(writerOf(staff.actor)).toEqual({ kind: "staff", id: staff.actor.id, name: staff.actor.name });
    expect(staff.actor.name).not.toBe("");
    expect(writerOf(person.actor)).toEqual({ kind: "person", id: person.actor.id, name: "" });
    await writeRecord(person, "trial-stall", { code: "W1" });
    const [row] = await ctx.db.query<{ by: { name: string } }>("select written_by as by from register_data.trial_stall where f_code = 'W1'", []);
    expect(row!.by.name).toBe("");
  });
});

test("a field that is held by another type is told before a register is placed anew; what is new or as it was is not", async () => {
  const owner = sqlOf(city.database.owner);
  const noteAs = (type: RegisterField["type"]): RegisterDefinition => ({
    ...STALLS,
    fields: STALLS.fields.map((each) => (each.name === "note" ? { ...each, type } : each)),
  });
  expect(await changedTypes(owner, [STALLS, MARKETS, { ...MARKETS, id: "trial-new" }])).toEqual([]);
  expect(await changedTypes(owner, [{ ...STALLS, fields: [...STALLS.fields, field("more", "更多")] }])).toEqual([]);
  expect(await changedTypes(owner, [noteAs("integer")])).toEqual(["「摊位库」的“备注”已经按另一种类型存着（text），不能改成 integer。请换一个字段名"]);
});

test("a record without its key is refused by the key's own label", async () => {
  await expect(writeRecord(ctx, "trial-stall", { note: "x" })).rejects.toMatchObject({ code: "RECORD", fields: { code: "编号不能为空" } });
});

describe("a record", () => {
  test("tells who wrote it and for which matter, also when two write its first version at once", async () => {
    const matterId = newId();
    const written = await Promise.all([1, 2, 3, 4].map((n) => writeRecord(ctx, "trial-stall", { code: "R1", note: `${n}` }, { matterId })));
    expect(new Set(written).size).toBe(1);
    const [row] = await ctx.db.query<{ source: string; matter_id: string; seq: number }>(
      "select source, matter_id, seq::int as seq from register_data.trial_stall where record_id = $1",
      [written[0]],
    );
    expect(row).toEqual({ source: "matter", matter_id: matterId, seq: expect.any(Number) });
    const versions = await ctx.db.query<{ source: string; matter_id: string }>("select source, matter_id from register.versions where record_id = $1", [
      written[0],
    ]);
    expect(versions).toEqual(Array(3).fill({ source: "matter", matter_id: matterId }));
  });
});

test("what was written before its field was searched is found by it after, however much there is", async () => {
  const plain = register("trial-keeper", "摊主库", [field("phone", "电话", { personal: "phone" })]);
  await place(plain);
  const lines = Array.from({ length: 1001 }, (_, at) => `K${at},1990000${String(1000 + at)}`);
  expect(await importRecords(await city.staff("admin"), "trial-keeper", ["code,phone", ...lines].join("\n"))).toMatchObject({ accepted: 1001 });
  await place({ ...plain, fields: plain.fields.map((each) => (each.name === "phone" ? { ...each, search: true } : each)) });
  const definition = await getRegister(ctx, "trial-keeper");
  expect(await fillBlindIndexes(ctx, definition)).toBe(1001);
  expect(await fillBlindIndexes(ctx, definition)).toBe(0);
  const found = await ctx.db.query("select 1 as one from register_data.trial_keeper where i_phone = any($1::text[])", [
    ["19900001000", "19900002000"].map((phone) => ctx.personal.index(phone)),
  ]);
  expect(found.length).toBe(2);
});
