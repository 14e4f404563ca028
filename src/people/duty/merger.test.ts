import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testCity, type TestCity } from "../../../test/city.ts";
import { appoint, listHolders, listMergers, mergeUnit, organisationNow, organisationOf, type Merger } from "./index.ts";

const BUREAU = "11990100MB0000001T";
const [FOOD, QINGCI, HETANG] = [`${BUREAU}-01`, `${BUREAU}-02`, `${BUREAU}-03`];
const HEALTH = "11990100MB00000031";
const CITY = "990100000000";

test("what a merged unit had lies under its heir, and it is called as it was", () => {
  const unit = (code: string, parent: string | null, heir: string | null = null) => ({
    unit: code,
    name: `${code}名`,
    shortName: code,
    area: CITY,
    parent,
    heir,
  });
  const organisation = organisationOf([], [unit(BUREAU, null, HEALTH), unit(FOOD, BUREAU), unit(QINGCI, BUREAU, FOOD), unit(HEALTH, null)]);
  expect(organisation.unitWithin(FOOD, HEALTH)).toBe(true);
  expect(organisation.unitWithin(HEALTH, BUREAU)).toBe(false);
  expect(organisation.unitsBelow(HEALTH)).toEqual([BUREAU, FOOD, QINGCI, HEALTH]);
  expect(organisation.bodyOf(FOOD)?.unit).toBe(HEALTH);
  expect(organisation.heirOf(QINGCI)).toBe(FOOD);
  expect(organisation.unitName(BUREAU)).toBe(`${BUREAU}名`);
  expect(organisation.standing.map((each) => each.unit)).toEqual([FOOD, HEALTH]);
});

describe("in a city", () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await testCity();
  });
  afterAll(() => city.close());
  const merge = async (unit: string, heir: string, fromDay = "2026-11-23", reason = "云办发〔2026〕12号") =>
    mergeUnit(await city.staff("admin"), { unit, heir, fromDay, reason });
  const standing = async () => (await organisationNow(city.ctx())).standing.map(({ unit }) => unit);

  test("it takes an administrator, a reason, a day that is not over and an heir that stays", async () => {
    await expect(mergeUnit(await city.staff("linjing"), { unit: QINGCI, heir: HETANG, fromDay: "2026-11-23", reason: "合并" })).rejects.toMatchObject({
      status: 403,
    });
    await expect(merge(QINGCI, QINGCI, "2026-11-22", " ")).rejects.toMatchObject({
      fields: { heir: expect.any(String), fromDay: expect.stringContaining("不能早于今天"), reason: expect.any(String) },
    });
    await expect(merge(BUREAU, FOOD)).rejects.toMatchObject({ fields: { heir: expect.stringContaining("下属单位") } });
    await expect(merge("11990100MB0000009X", HEALTH)).rejects.toMatchObject({ fields: { unit: expect.any(String) } });
  });

  test("two that are merged into each other at once: one is, the other stays", async () => {
    const both = await Promise.allSettled([merge(QINGCI, HETANG, "2026-11-25"), merge(HETANG, QINGCI, "2026-11-25")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const [{ unit: gone, heir }, ...more] = (await listMergers(city.ctx())) as [Merger, ...Merger[]];
    expect(more).toEqual([]);
    await expect(merge(gone, FOOD)).rejects.toMatchObject({ code: "MERGED_ALREADY" });
    await expect(merge(FOOD, gone)).rejects.toMatchObject({ fields: { heir: expect.stringContaining("自己也要撤并") } });
    expect(await standing()).toContain(gone);

    city.now = new Date("2026-11-25T08:00:00+08:00");
    expect(await standing()).not.toContain(gone);
    const [mine, its] = await Promise.all([heir, gone].map((unit) => listHolders(city.ctx(), "inspector", { unit, area: CITY })));
    expect(its).toEqual(expect.arrayContaining(mine!));
    const post = {
      staffId: (await city.staff("linjing")).actor.id,
      post: "科员",
      role: "inspector",
      area: CITY,
      scope: "unit" as const,
      fromDay: "2026-11-25",
    };
    await expect(appoint(await city.staff("admin"), { ...post, postUnit: gone, unit: gone })).rejects.toMatchObject({ fields: { unit: expect.any(String) } });
  });
});
