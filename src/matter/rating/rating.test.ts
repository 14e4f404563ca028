import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyWithin, organisationNow } from "#people/duty";
import type { Act } from "#matter/matter";
import { dayOf } from "#kernel/clock";
import { submitted } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { getKind } from "#content/catalogue";
import { getRating, interactionsOf, isBad, LEVELS, listBad, listRatings, listSteps, rate, ratingFigures, STEPS, takeStep } from "./index.ts";

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
    await expect(takeStep(sujin, matterId, 1, "contacted", "  好  ")).rejects.toMatchObject({ fields: { text: expect.any(String) } });
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

describe("the loop of a bad rating", () => {
  const through = async (matterId: string, steps: string[]): Promise<string | null> => {
    for (const step of steps) await takeStep(await city.staff("sujin"), matterId, 1, step, "电话联系，说明了情况");
    return (await getRating(city.ctx(), matterId, 1)).step;
  };

  test.each([
    ["contacted", "explained", "revisited", "closed"],
    ["contacted", "appealed", "invalid"],
    ["contacted", "appealed", "rectifying", "rectified", "revisited", "closed"],
  ])("may go %s, %s, %s …, and then is open no more", async (...steps) => {
    const matterId = await rated({ level: 5 });
    const open = async (): Promise<boolean> => (await listBad(city.ctx(), { open: true })).some((rating) => rating.matterId === matterId);
    expect(await through(matterId, steps.slice(0, -1))).toBe(steps.at(-2));
    expect(await open()).toBe(true);
    expect(await through(matterId, steps.slice(-1))).toBe(steps.at(-1));
    expect(await open()).toBe(false);
    expect((await listBad(city.ctx())).some((rating) => rating.matterId === matterId)).toBe(true);
  });

  test("is told to those who watch over the unit", async () => {
    const matterId = await rated();
    const { unit } = await getRating(city.ctx(), matterId, 1);
    expect(await city.ctx().db.query("select data from events.outbox where type = 'rating.bad' and subject = $1", [matterId])).toEqual([
      { data: { serviceNumber: 1, unit } },
    ]);
  });

  test("is gone on with by one of two who do so at once; the other is told to look again", async () => {
    const matterId = await rated();
    const sujin = await city.staff("sujin");
    const taken = await Promise.allSettled([1, 2, 3].map(() => takeStep(sujin, matterId, 1, "contacted", "电话联系，说明了情况")));
    expect(taken.filter(({ status }) => status === "rejected").map((one) => (one as PromiseRejectedResult).reason.code)).toEqual(["STEP", "STEP"]);
    expect((await listSteps(city.ctx(), matterId, 1)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test("is led by whoever handles ratings for the unit's own body, not by what else they are elsewhere", async () => {
    const matterId = await rated();
    const { unit } = await getRating(city.ctx(), matterId, 1);
    const { actor } = await city.staff("sujin");
    const duty = { area: "990100000000", scope: "unit", post: "监督" } as const;
    const civil = "11990100MB00000044";
    expect(bodyWithin(await organisationNow(city.ctx()), unit, civil)).toBe(false);
    const as = (duties: { role: string; unit: string; scope?: "area" }[]) =>
      city.ctx({ kind: "staff", id: actor.id, name: actor.name, duties: duties.map((each) => ({ ...duty, ...each })) });
    const elsewhere = { role: "supervisor", unit: civil };
    for (const duties of [[elsewhere], [elsewhere, { role: "acceptor", unit }], [elsewhere, { role: "auditor", unit: civil, scope: "area" as const }]])
      await expect(takeStep(as(duties), matterId, 1, "contacted", "电话联系过了")).rejects.toMatchObject({ status: 403 });
    await takeStep(as([elsewhere, { role: "supervisor", unit }]), matterId, 1, "contacted", "电话联系过了");
  });
});

describe("a rating", () => {
  test("of each level is taken; one that nobody gave is not found", async () => {
    const matterId = await rated({ level: 5, tags: [] });
    expect(await listRatings(city.ctx(), matterId)).toMatchObject([{ serviceNumber: 1, level: 5, tags: [], comment: given.comment, named: true }]);
    await rated({ level: 1 });
    for (const [id, number] of [
      [matterId, 2],
      ["no-id", 1],
    ] as const)
      await expect(getRating(city.ctx(), id, number)).rejects.toMatchObject({ status: 404 });
  });

  test("is for each service that was given, in their order", async () => {
    const { kind } = (await getKind(city.ctx(), "application")).definition;
    const acts = ["drafted", "submitted", "accepted", "supplemented", "assigned", "closed"].map((kind, n) => ({ kind: kind as Act["kind"], at: new Date(n) }));
    expect(interactionsOf(acts, kind)).toEqual([
      { serviceNumber: 1, service: "申报", at: new Date(1) },
      { serviceNumber: 2, service: "补正", at: new Date(3) },
      { serviceNumber: 3, service: "办结", at: new Date(5) },
    ]);
  });

  test("counts for its own unit, and one found invalid for none", async () => {
    const count = async (unit?: string) => {
      const { count: all, good, bad, openLoops } = await ratingFigures(city.ctx(), "2026-11-23", unit);
      return { all: Number(all), good: Number(good), bad: Number(bad), open: Number(openLoops) };
    };
    const matterId = await rated();
    const { unit } = await getRating(city.ctx(), matterId, 1);
    const [before, whole] = [await count(unit), await count()];
    expect(await count("11990100MB00000044-99")).toEqual({ all: 0, good: 0, bad: 0, open: 0 });
    for (const step of ["contacted", "appealed", "invalid"]) await takeStep(await city.staff("sujin"), matterId, 1, step, "不是我们的事");
    await rated({ level: 3 });
    expect(await count(unit)).toEqual({ all: before.all, good: before.good + 1, bad: before.bad - 1, open: before.open - 1 });
    expect(await count()).toEqual({ all: whole.all, good: whole.good + 1, bad: whole.bad - 1, open: whole.open - 1 });
  });

  test("that is good, or bad without a name, opens no loop and has no days", async () => {
    for (const change of [{ level: 3 }, { named: false }]) {
      const matterId = await rated(change);
      expect(await getRating(city.ctx(), matterId, 1)).toMatchObject({ contactDay: null, rectifyDay: null, step: null });
      expect(await listSteps(city.ctx(), matterId, 1)).toEqual([]);
      expect((await listBad(city.ctx(), { open: true })).map((rating) => rating.matterId)).not.toContain(matterId);
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
      [{ tags: ["办事效率", "态度"] }, "TAGS"],
    ] as const)
      await expect(rate(await owner(), other, { ...given, ...change, tags: [...("tags" in change ? change.tags : given.tags)] })).rejects.toMatchObject({
        code,
        ...(code === "LEVEL" && { fields: { level: "请选择一项。" } }),
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
