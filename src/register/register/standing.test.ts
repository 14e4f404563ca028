import { fieldHint } from "#register/field";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { sqlOf } from "#kernel/db";
import { listLooks } from "#kernel/trace";
import { idNumberCheck } from "#values/codes";
import { testCity, type TestCity } from "../../../test/city.ts";
import {
  evidenceOf,
  findStanding,
  getRegister,
  identify,
  importRecords,
  listDepartures,
  placeRegisters,
  recordsAbout,
  registersNow,
  writeRecord,
} from "./index.ts";
import { unmaskRecord } from "#register/reading";

// What the registers say of somebody, and whom they say is there no more.

let city: TestCity;
let ctx: Ctx;
beforeAll(async () => {
  city = await testCity();
  ctx = city.ctx();
});
afterAll(() => city.close());

const LIN = "990101194405120027";
const NOBODY = `99010119300101001${idNumberCheck("99010119300101001")}`;
const about = async (number: string) => (await recordsAbout(ctx, { kind: "person", number }))["population"];

test("people are known by the register that says who they are, and by no other", async () => {
  expect(await identify(ctx, LIN)).toEqual({ name: "林秀英", born: "1944-05-12", sex: expect.any(String), gone: false });
  expect(await identify(ctx, NOBODY)).toBeUndefined();
  expect(await identify(ctx, "91990100MA0000001G")).toBeUndefined();
  await writeRecord(ctx, "old-age-allowance", { id_number: NOBODY, name: "某某", status: "paying" });
  expect(await identify(ctx, NOBODY)).toBeUndefined();
});

test("a record counts while its standing says so; what is nowhere counts for nothing", async () => {
  expect(await findStanding(ctx, "old-age-allowance", NOBODY)).toMatchObject({ status: "paying", name: "某某" });
  await writeRecord(ctx, "old-age-allowance", { id_number: NOBODY, status: "ended" });
  expect(await findStanding(ctx, "old-age-allowance", NOBODY)).toBeUndefined();
  expect(await findStanding(ctx, "population", NOBODY)).toBeUndefined();
  await expect(findStanding(ctx, "nothing", NOBODY)).rejects.toMatchObject({ status: 404 });
});

test("rules see of a record what is nobody's own, and what it has", async () => {
  const records = await recordsAbout(ctx, { kind: "person", number: LIN });
  const evidence = await evidenceOf(ctx, records);
  expect(Object.keys(evidence)).toEqual(Object.keys(records));
  const { fields } = await getRegister(ctx, "population");
  const open = fields.filter(({ personal, name }) => !personal && records["population"]![name] !== undefined).map(({ name }) => name);
  expect(evidence["population"]).toEqual(Object.fromEntries(open.map((name) => [name, records["population"]![name]])));
  expect(open.length).toBeGreaterThan(1);
  expect(JSON.stringify(evidence)).not.toMatch(/林秀英|990101194405120027/);
});

test("nothing written over something leaves it, also where it is nobody's own", async () => {
  const before = await about(LIN);
  await writeRecord(ctx, "population", { id_number: LIN, phone: null, household_area: null, sex: undefined });
  expect(await about(LIN)).toEqual(before);
});

test("whoever is gone by a record that is followed is noted once, until they are back; of others nobody asks", async () => {
  const gone = async () =>
    (await listDepartures(ctx)).filter(({ index }) => index === ctx.personal.index(LIN)).map(({ register, status, reviewed }) => [register, status, reviewed]);
  const status = (value: string) => writeRecord(ctx, "population", { id_number: LIN, status: value });
  const before = await gone();
  await status("normal");
  expect(await gone()).toEqual(before);
  await status("deceased");
  await status("cancelled");
  await writeRecord(ctx, "population", { id_number: LIN, phone: "19900000001" });
  expect(await gone()).toEqual([["人口库", "deceased", []], ...before]);
  const { rows } = await city.database.owner.query("select data from events.outbox where type = 'register.gone'");
  expect(rows.map(({ data }) => data)).toContainEqual({ register: "人口库", status: "deceased", index: ctx.personal.index(LIN) });
  await status("normal");
  await status("deceased");
  expect((await gone()).length).toBe(before.length + 2);
  await status("normal");
  await writeRecord(ctx, "old-age-allowance", { id_number: LIN, status: "ended" });
  expect((await gone()).length).toBe(before.length + 2);
});

test("a look at somebody who has no account is kept under their record", async () => {
  const recordId = await writeRecord(ctx, "population", { id_number: NOBODY, name: "某某", phone: "19900000099" });
  const qinlan = await city.staff("qinlan");
  expect(await unmaskRecord(qinlan, "population", recordId, "phone", { task: "complaint", reason: "核对举报里的电话" })).toEqual({
    label: "联系电话",
    value: "19900000099",
  });
  expect(await listLooks(ctx, recordId)).toMatchObject([{ purpose: "处理投诉举报：核对举报里的电话", fields: ["人口库：联系电话"], matterId: null }]);
});

test("a firm without an account is looked at under its record; a register that nobody leaves takes what is written", async () => {
  const recordId = await writeRecord(ctx, "organisation", { uscc: "91990100MA00991AB0", legal_person: "某某" });
  await unmaskRecord(await city.staff("gaojian"), "organisation", recordId, "legal_person", { task: "complaint", reason: "核对举报里的姓名" });
  expect(await listLooks(ctx, recordId)).toMatchObject([{ purpose: "处理投诉举报：核对举报里的姓名" }]);
  const { id, key } = [...(await registersNow(ctx)).values()].find(({ standing }) => !standing)!;
  expect(await writeRecord(ctx, id, { [key]: "X1" })).toEqual(expect.any(String));
});

test("a list with a wrong line shows of the others how they were understood, and its faults from left to right", async () => {
  const right = (n: number): string => {
    const body = `9901011931010${n}001`;
    return body + idNumberCheck(body);
  };
  const list = `id_number,name,status,phone\n${right(1)},甲,正常,\n${right(2)},乙,健在,1\n${right(3)},丙,死亡,\n`;
  const report = await importRecords(await city.staff("admin"), "population", list);
  expect(report.sample.map(({ line, cells }) => [line, cells[1], cells[2]])).toEqual([
    [2, "甲*", "正常"],
    [4, "丙*", "死亡"],
  ]);
  expect(report.errors.map(({ line, column }) => `${line}${column}`)).toEqual(["3C", "3D"]);
  expect(await importRecords(await city.staff("admin"), "population", "id_number,name\n")).toMatchObject({
    accepted: 0,
    errors: [{ line: 1, message: "表头下面没有内容" }],
  });
  expect(await about(right(1))).toBeUndefined();
});

test("a field says what it holds: its words with their codes, its format, its type", async () => {
  const { fields } = await getRegister(ctx, "population");
  const hint = (name: string) => fieldHint(fields.find((field) => field.name === name)!);
  expect([hint("status"), hint("name")]).toEqual(["正常（normal）、死亡（deceased）、注销（cancelled）", "文字"]);
  expect(hint("id_number")).toContain("18 位");
});

test("a register may be placed anew, wider: its rows stay, its new fields are there", async () => {
  const population = await getRegister(ctx, "population");
  const wider = {
    ...population,
    fields: [...population.fields, { ...population.fields.at(-1)!, name: "nickname", label: "别名", type: "text" as const, codes: undefined }],
  };
  const before = await about(LIN);
  await placeRegisters(sqlOf(city.database.owner), [wider as typeof population]);
  ctx.memory.forget("register.registers");
  expect((await registersNow(ctx)).get("population")!.fields.at(-1)!.name).toBe("nickname");
  await writeRecord(ctx, "population", { id_number: LIN, nickname: "林奶奶" });
  expect(await about(LIN)).toEqual({ ...before, nickname: "林奶奶" });
});
