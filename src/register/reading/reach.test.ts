import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packRoles } from "#people/duty";
import type { Ctx, Duty } from "#kernel/ctx";
import { listLooks, listUnusualUnmaskings, MOST_AN_HOUR } from "#kernel/trace";
import { accepted } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { getMatter } from "#matter/matter";
import { unmaskForMatter } from "#matter/party";
import { registersNow, writeRecord } from "#register/register";
import { getRecord, listRecords, reachOf, unmaskRecord } from "./index.ts";

const CITY = "990100000000";
const QINGCI = "990101001000";
const LIN = "990101194405120027";
const RIGHT = { task: "correction", reason: "核对家属来电说的住址" };

let city: TestCity;
/** What packs grant their roles. */
const granted = new Map<string, Pick<Duty, "grants" | "may">>();
beforeAll(async () => {
  city = await testCity();
  for (const [role, { grants, may }] of await packRoles(city.ctx())) granted.set(role, { grants, may });
});
afterAll(() => city.close());

function holding(...duties: Omit<Duty, "post">[]): Ctx {
  return city.ctx({ kind: "staff", id: randomUUID(), name: "试验", duties: duties.map((duty) => ({ ...duty, post: "试验岗", ...granted.get(duty.role) })) });
}

const refused = { status: 403 };
const civil = (area = CITY): Ctx => holding({ role: "reviewer", unit: "11990100MB00000044-01", area, scope: "unit" });

async function idOf(key: string, register = "population"): Promise<string> {
  return (await listRecords(city.ctx(), register, { key })).records[0]!.recordId;
}

describe("a register is read", () => {
  const OTHERS: Record<string, string[]> = {
    zhouwen: ["population", "old-age-allowance", "birth-registration", "public-place", "outdoor-sign"],
    gaojian: ["population", "old-age-allowance", "birth-registration", "public-place", "outdoor-sign"],
    linjing: ["population", "old-age-allowance", "birth-registration", "food-operator"],
    weiqin: ["population", "old-age-allowance", "food-operator"],
    liangbo: ["population", "birth-registration"],
    leiming: ["population", "organisation"],
    kongli: ["population", "birth-registration", "organisation"],
  };

  test.each(Object.entries(OTHERS))("by %s in none of other units: neither list nor record nor value", async (username, registers) => {
    const ctx = await city.staff(username);
    for (const id of registers) {
      await expect(listRecords(ctx, id), id).rejects.toMatchObject(refused);
      const [some] = (await listRecords(city.ctx(), id)).records;
      const record = some?.recordId ?? randomUUID();
      await expect(getRecord(ctx, id, record), id).rejects.toMatchObject(refused);
      await expect(unmaskRecord(ctx, id, record, "name", RIGHT), id).rejects.toMatchObject(refused);
    }
  });

  test("by its own unit, and by those whom its pack names", async () => {
    for (const [username, id] of [
      ["zhouwen", "food-operator"],
      ["gaojian", "organisation"],
      ["qinlan", "population"],
      ["shiyong", "old-age-allowance"],
      ["linjing", "organisation"],
      ["dongmei", "birth-registration"],
    ] as const)
      await expect(listRecords(await city.staff(username), id), `${username} ${id}`).resolves.toBeDefined();
  });

  test("by no duty of a role that the pack does not name, however near its unit", async () => {
    const clerk = { unit: "12990100MB0000002T", area: CITY, scope: "unit" } as const;
    await expect(listRecords(holding({ role: "reviewer", ...clerk }), "organisation")).rejects.toMatchObject(refused);
    await expect(listRecords(holding({ role: "acceptor", ...clerk }), "organisation")).resolves.toBeDefined();
    for (const role of ["administrator", "supervisor", "auditor", "inspector"])
      await expect(listRecords(holding({ role, unit: "11990100MB0000008G", area: CITY, scope: "area" }), "population")).rejects.toMatchObject(refused);
  });

  test("of another area by nobody whose duty is for one: not listed, not counted, not found", async () => {
    const all = await listRecords(civil(), "population");
    const here = await listRecords(civil(QINGCI), "population");
    expect(here.records.length).toBeGreaterThan(0);
    expect(here.records.length).toBeLessThan(all.records.length);
    for (const { values } of here.records) expect(String(values["residence_area"])).toMatch(/^990101001/);
    const south = all.records.find(({ values }) => String(values["residence_area"]).startsWith("990102"))!;
    await expect(getRecord(civil(QINGCI), "population", south.recordId)).rejects.toMatchObject({ status: 404 });
    await expect(unmaskRecord(civil(QINGCI), "population", south.recordId, "phone", RIGHT)).rejects.toMatchObject({ status: 404 });
  });

  test("without an area, or with one of elsewhere, by duties for the whole of the unit's area only", async () => {
    const id = await writeRecord(
      city.ctx(),
      "population",
      { id_number: "980201199001010019", name: "外地人", residence_area: "980201000000" },
      { source: "import" },
    );
    await expect(getRecord(civil(), "population", id)).resolves.toBeDefined();
    await expect(getRecord(civil(QINGCI), "population", id)).rejects.toMatchObject({ status: 404 });
  });

  test("by persons never", async () => {
    const person = await city.person("lin-xiuying");
    for (const definition of (await registersNow(person)).values()) expect(await reachOf(person, definition), definition.id).toBeUndefined();
  });
});

describe("a personal value is shown", () => {
  test.each(["看一下", "1234567890", "aaaaaaaa", "啊啊啊啊啊啊啊", "。。。。。。。。", "工作工作工作工作", "for work only", "       "])(
    "for no such reason as %j",
    async (reason) => {
      await expect(unmaskRecord(civil(), "population", await idOf(LIN), "phone", { task: "correction", reason })).rejects.toMatchObject({
        status: 422,
        fields: { reason: expect.any(String) },
      });
    },
  );

  test("for a task that there is, and the look says which", async () => {
    await expect(unmaskRecord(civil(), "population", await idOf(LIN), "phone", { ...RIGHT, task: "constructor" })).rejects.toMatchObject({
      fields: { task: expect.any(String) },
    });
    expect(await unmaskRecord(civil(), "population", await idOf(LIN), "phone", RIGHT)).toMatchObject({ value: "19900000001" });
    const [look] = await listLooks(city.ctx(), (await city.person("lin-xiuying")).actor.id);
    expect(look).toMatchObject({ purpose: `更正登记信息：${RIGHT.reason}`, fields: ["人口库：联系电话"] });
  });

  test("for a matter that is in hand, within reach and about the same", async () => {
    const { matter } = await getMatter(city.ctx(), await accepted(city));
    const firm = { registerId: "organisation", recordId: await idOf("91990100MA0000001G", "organisation"), field: "legal_person_id" };
    const other = (await listRecords(city.ctx(), "organisation")).records.find(({ recordId }) => recordId !== firm.recordId)!;
    const said = { number: matter.number!, reason: "核对法定代表人身份" };
    const reviewer = await city.staff("zhouwen");
    await expect(unmaskForMatter(reviewer, { ...firm, recordId: other.recordId }, said)).rejects.toMatchObject({ code: "OTHER_MATTER" });
    await expect(unmaskForMatter(reviewer, firm, { ...said, number: "没有这个号" })).rejects.toMatchObject({ code: "MATTER_NUMBER" });
    await expect(unmaskForMatter(await city.staff("weiqin"), firm, said)).rejects.toMatchObject({ code: "MATTER_NUMBER" });
    expect(await unmaskForMatter(reviewer, firm, said)).toMatchObject({ value: "990101199205210063" });
    expect((await listLooks(city.ctx(), matter.owner.id))[0]).toMatchObject({
      matterId: matter.matterId,
      purpose: expect.stringContaining(matter.number!),
    });
  });

  test("so many times an hour, sent together or one by one, and the auditor sees who wanted more", async () => {
    at(city, "2026-12-05T10:00:00+08:00");
    const greedy = civil();
    const record = await idOf(LIN);
    const tries = await Promise.allSettled(Array.from({ length: MOST_AN_HOUR + 8 }, () => unmaskRecord(greedy, "population", record, "phone", RIGHT)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(MOST_AN_HOUR);
    await expect(unmaskRecord(greedy, "population", record, "address", RIGHT)).rejects.toMatchObject({ status: 429, code: "UNMASKED_TOO_OFTEN" });
    const told = (await listUnusualUnmaskings(city.ctx())).find(({ actorId }) => actorId === greedy.actor.id);
    expect(told).toMatchObject({ times: MOST_AN_HOUR + 9, things: 1, refused: 9 });
    await expect(unmaskRecord({ ...civil(), actor: { ...greedy.actor, id: randomUUID() } }, "population", record, "phone", RIGHT)).resolves.toBeDefined();
    at(city, "2026-12-05T11:00:01+08:00");
    await expect(unmaskRecord({ ...greedy, now: city.now }, "population", record, "phone", RIGHT)).resolves.toBeDefined();
  });
});
