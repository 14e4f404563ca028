import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayOf } from "#kernel/clock";
import { submitted } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { getRating, isBad, LEVELS, listBad, listRatings, listSteps, rate, ratingFigures, STEPS, takeStep } from "./index.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");
const given = { serviceNumber: 1, level: 4, tags: ["办事效率"], comment: "等了很久没有人回复", named: true };

async function rated(change: Partial<typeof given> = {}): Promise<string> {
  const matterId = await submitted(city);
  await rate(await owner(), matterId, { ...given, ...change });
  return matterId;
}

describe("a bad rating by somebody who gives their name", () => {
  // Whoever rated is called within one working day (国办发〔2019〕51号); put right within 15, set locally.
  test.each([
    ["on a Monday", "2026-11-23T09:30:00+08:00", "2026-11-24", "2026-12-14"],
    ["on a Friday evening", "2026-11-27T20:00:00+08:00", "2026-11-30", "2026-12-18"],
    ["before a holiday", "2026-12-31T10:00:00+08:00", "2027-01-04", "2027-01-22"],
  ])("given %s has its days", async (_when, instant, contactDay, rectifyDay) => {
    at(city, instant);
    const matterId = await rated();
    expect(await getRating(city.ctx(), matterId, 1)).toMatchObject({ contactDay, rectifyDay, step: "assigned" });
  });

  test("is late from the day after, and not once it has been answered", async () => {
    at(city, "2027-02-01T09:30:00+08:00");
    const before = await ratingFigures(city.ctx(), "2027-02-01");
    const matterId = await rated();
    const { contactDay } = await getRating(city.ctx(), matterId, 1);
    const late = async (day: string): Promise<number> => (await ratingFigures(city.ctx(), day)).lateLoops - before.lateLoops;
    at(city, `${contactDay}T10:00:00+08:00`);
    expect([await late(contactDay!)]).toEqual([0]);
    at(city, "2027-02-03T10:00:00+08:00");
    expect(dayOf(city.now) > contactDay!).toBe(true);
    expect(await late("2027-02-03")).toBe(1);
    await takeStep(await city.staff("sujin"), matterId, 1, "contacted", "电话联系，说明了进度");
    expect(await late("2027-02-03")).toBe(0);
  });

  test("is led through its steps in order, each with what was done; none is skipped", async () => {
    const matterId = await rated();
    const sujin = await city.staff("sujin");
    await expect(takeStep(sujin, matterId, 1, "rectified", "已经改好了")).rejects.toMatchObject({ code: "STEP" });
    await expect(takeStep(sujin, matterId, 1, "contacted", "好")).rejects.toMatchObject({ fields: { text: expect.any(String) } });
    await expect(takeStep(await city.staff("zhouwen"), matterId, 1, "contacted", "电话联系过了")).rejects.toMatchObject({ status: 403 });
    for (const step of ["contacted", "rectifying", "rectified", "revisited", "closed"]) await takeStep(sujin, matterId, 1, step, "电话联系，说明了情况");
    expect((await listSteps(city.ctx(), matterId, 1)).map(({ seq, step }) => [seq, step])).toEqual([
      [1, "assigned"],
      [2, "contacted"],
      [3, "rectifying"],
      [4, "rectified"],
      [5, "revisited"],
      [6, "closed"],
    ]);
    expect((await listBad(city.ctx(), { open: true })).map((rating) => rating.matterId)).not.toContain(matterId);
    await expect(takeStep(sujin, matterId, 1, "contacted", "再联系一次")).rejects.toMatchObject({ code: "STEP" });
  });
});

describe("a rating", () => {
  test("that is good, or bad without a name, opens no loop and has no days", async () => {
    for (const change of [{ level: 3 }, { named: false }]) {
      const matterId = await rated(change);
      expect(await getRating(city.ctx(), matterId, 1)).toMatchObject({ contactDay: null, rectifyDay: null, step: null });
      expect(await listSteps(city.ctx(), matterId, 1)).toEqual([]);
    }
  });

  test("is given once for an interaction, by the applicant, in the words of the whole country", async () => {
    const matterId = await rated({ level: 1 });
    await expect(rate(await owner(), matterId, given)).rejects.toMatchObject({ code: "RATED" });
    const other = await submitted(city);
    await expect(rate(await city.person("lin-xiuying"), other, given)).rejects.toMatchObject({ status: 403 });
    for (const [change, code] of [
      [{ serviceNumber: 2 }, "NO_INTERACTION"],
      [{ level: 0 }, "LEVEL"],
      [{ level: 6 }, "LEVEL"],
      [{ level: 1.5 }, "LEVEL"],
      [{ tags: ["态度"] }, "TAGS"],
    ] as const)
      await expect(rate(await owner(), other, { ...given, ...change, tags: [...("tags" in change ? change.tags : given.tags)] })).rejects.toMatchObject({
        code,
      });
    expect(await listRatings(city.ctx(), other)).toEqual([]);
  });

  test("of the last two levels is bad, and every step leads to an end", () => {
    expect(LEVELS.filter(({ level }) => isBad(level)).map(({ label }) => label)).toEqual(["不满意", "非常不满意"]);
    const ends = (step: string, seen: string[] = []): boolean =>
      STEPS[step]!.next.length === 0 || STEPS[step]!.next.some((next) => !seen.includes(next) && ends(next, [...seen, step]));
    for (const step of Object.keys(STEPS)) expect(ends(step), step).toBe(true);
  });
});
