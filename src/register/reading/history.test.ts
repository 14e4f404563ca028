import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idNumberCheck } from "#values/codes";
import { accepted } from "../../../test/application.ts";
import { getMatter } from "#matter/matter";
import { testCity, type TestCity } from "../../../test/city.ts";
import { importRecords, writeRecord } from "#register/register";
import { listRecords, listVersions, recordOn } from "./index.ts";

const FIRM = "91990100MA0000001G";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

let serial = 700;
const number = (): string => {
  const body = `99010119500101${(serial += 2)}`;
  return body + idNumberCheck(body);
};
const idOf = async (key: string, register = "population"): Promise<string> => (await listRecords(city.ctx(), register, { key })).records[0]!.recordId;
const on = async (day: string) => ({ ...(await city.staff("qinlan")), now: new Date(`${day}T10:00:00+08:00`) });

describe("what a record was before it was written again", () => {
  test("is kept with who wrote it, when, and by what: a list, then a matter, then a list again", async () => {
    const one = number();
    const admin = await city.staff("admin");
    const day = (text: string) => ({ ...admin, now: new Date(`${text}T09:00:00+08:00`) });
    await importRecords(day("2026-11-01"), "population", `id_number,name,phone,marital_status\n${one},张三,19900001111,未婚`, { fileName: "十一月.csv" });
    const id = await idOf(one);
    await writeRecord(await on("2026-11-05"), "population", { id_number: one, phone: "19900002222" });
    await importRecords(day("2026-11-09"), "population", `id_number,name,marital_status\n${one},张三,已婚`, { fileName: "十一月九日.csv" });

    const versions = await listVersions(city.ctx(), "population", id);
    expect(versions.map(({ seq, source, importFile, writer }) => [seq, source, importFile, writer?.name])).toEqual([
      [3, "import", "十一月九日.csv", admin.actor.name],
      [2, "matter", undefined, (await city.staff("qinlan")).actor.name],
      [1, "import", "十一月.csv", admin.actor.name],
    ]);
    expect(versions.map(({ from, until }) => [from.toISOString(), until?.toISOString()])).toEqual([
      ["2026-11-09T01:00:00.000Z", undefined],
      ["2026-11-05T02:00:00.000Z", "2026-11-09T01:00:00.000Z"],
      ["2026-11-01T01:00:00.000Z", "2026-11-05T02:00:00.000Z"],
    ]);
    expect(versions.map(({ changes }) => changes)).toEqual([
      [{ field: "marital_status", before: "single", after: "married" }],
      [{ field: "phone", before: "199****1111", after: "199****2222" }],
      [],
    ]);
  });

  test("is asked for by day: before it was known, on the day it changed, between, today", async () => {
    const one = number();
    await writeRecord(await on("2026-11-02"), "population", { id_number: one, name: "李四", status: "normal" });
    await writeRecord(await on("2026-11-10"), "population", { id_number: one, status: "cancelled" });
    const id = await idOf(one);
    const status = async (day: string) => (await recordOn(city.ctx(), "population", id, day))?.values["status"];
    expect(await Promise.all(["2026-11-01", "2026-11-02", "2026-11-09", "2026-11-10", "2026-11-23"].map(status))).toEqual([
      undefined,
      "normal",
      "normal",
      "cancelled",
      "cancelled",
    ]);
    expect((await recordOn(city.ctx(), "population", id, "2026-11-05"))?.values).toMatchObject({ name: "李*", id_number: expect.stringContaining("****") });
  });

  test("is neither changed nor removed by the server, and nobody reads it whose duty does not reach the record", async () => {
    const { server } = city.database;
    await expect(server.query("update register.versions set source = 'x'")).rejects.toMatchObject({ code: "42501" });
    await expect(server.query("delete from register.versions")).rejects.toMatchObject({ code: "42501" });
    const id = await idOf("990101194405120027");
    await expect(listVersions(await city.staff("zhouwen"), "population", id)).rejects.toMatchObject({ status: 403 });
    await expect(recordOn(await city.staff("zhouwen"), "population", id, "2026-11-20")).rejects.toMatchObject({ status: 403 });
  });

  test("is left by a list for what it changed alone: what was the same has no second version, what is new has no first one", async () => {
    const [same, other, fresh] = [number(), number(), number()];
    const admin = await city.staff("admin");
    await importRecords(admin, "population", `id_number,name,phone\n${same},甲,19900001111\n${other},乙,19900001112`);
    const report = await importRecords(admin, "population", `id_number,name,phone\n${same},甲,19900001111\n${other},乙,19900001113\n${fresh},丙,19900001114`);
    expect(report).toMatchObject({ added: 1, changed: 1, unchanged: 1 });
    const counted = await Promise.all([same, other, fresh].map(async (key) => (await listVersions(city.ctx(), "population", await idOf(key))).length));
    expect(counted).toEqual([1, 2, 1]);
    const preview = await importRecords(admin, "population", `id_number,name\n${same},改`, { preview: true });
    expect(preview.changed).toBe(1);
    expect(await listVersions(city.ctx(), "population", await idOf(same))).toHaveLength(1);
  });

  test("is whole when many write one new record at once: each write but the last is a version", async () => {
    const one = number();
    const ctx = city.ctx();
    await Promise.all(Array.from({ length: 6 }, (_each, i) => writeRecord(ctx, "population", { id_number: one, name: `某${i}` })));
    const versions = await listVersions(city.ctx(), "population", await idOf(one));
    expect(versions.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test("changes nothing of what a matter saw: its evidence stands as it was read", async () => {
    const id = await accepted(city);
    const seen = async (): Promise<unknown> => (await getMatter(city.ctx(), id)).matter.facts["organisation"];
    const before = await seen();
    expect(before).toMatchObject({ status: "active" });
    await writeRecord(city.ctx(), "organisation", { uscc: FIRM, status: "revoked" });
    expect(await seen()).toEqual(before);
    const record = await idOf(FIRM, "organisation");
    expect((await listVersions(city.ctx(), "organisation", record))[0]!.changes).toEqual([{ field: "status", before: "active", after: "revoked" }]);
  });
});
