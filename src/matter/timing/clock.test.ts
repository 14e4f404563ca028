import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { accepted, act, submitted, timed, waiting } from "../../../test/application.ts";
import { extendLimit } from "./extension.ts";
import { endStop, startStop } from "./stopping.ts";
import { sweepClocks } from "./sweep.ts";
import { getMatter, listActs, listDocuments } from "#matter/matter";
import { dueDayOf } from "#matter/clocks";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

describe("the clock", () => {
  test("five working days without an answer are acceptance by law, counted from the day of receipt", async () => {
    const matterId = await submitted(city); // Monday 23 November
    at(city, "2026-11-30T23:59:59+08:00");
    await sweepClocks(city.ctx());
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("submitted");
    city.now = new Date("2026-12-01T00:00:01+08:00");
    await sweepClocks(city.ctx());
    const { matter } = await getMatter(city.ctx(), matterId);
    expect(timed(matter)).toMatchObject({ state: "accepted", dueDay: "2026-12-01", statutoryDay: "2026-12-07" });
    expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "accepted-by-law", actor: { kind: "system" } });
  });

  test("promises six working days from acceptance, ten by law", async () => {
    const { matter } = await getMatter(city.ctx(), await accepted(city));
    expect(timed(matter)).toMatchObject({ dueDay: "2026-12-01", statutoryDay: "2026-12-07" });
  });

  test("says on the paper that a day is not certain while the holidays of its year are not announced", async () => {
    const provisional = async (): Promise<unknown> =>
      (await listDocuments(city.ctx(), await accepted(city))).find(({ kind }) => kind === "acceptance")!.data["provisional"];
    expect(await provisional()).toBeUndefined();
    at(city, "2026-12-28T09:30:00+08:00");
    expect(await provisional()).toBe(true);
  });

  test("stands still during a special procedure, and no task is done meanwhile", async () => {
    const matterId = await accepted(city);
    const reviewDue = async (): Promise<string | null> => dueDayOf(await waiting(city, matterId, "review"));
    expect(await reviewDue()).toBe("2026-11-26");
    await startStop(await city.staff("zhouwen"), matterId, { stop: "test", reason: "水质需要检测", days: 5 });
    await expect(act(city, "zhouwen", matterId, "review", { outcome: "pass" })).rejects.toMatchObject({ code: "PAUSED" });
    at(city, "2026-12-02T10:00:00+08:00"); // seven working days later
    await endStop(await city.staff("zhouwen"), matterId, "检测合格");
    expect(timed((await getMatter(city.ctx(), matterId)).matter)).toMatchObject({ pausedAt: null, dueDay: "2026-12-10", statutoryDay: "2026-12-16" });
    expect(await reviewDue()).toBe("2026-12-07");
  });

  test("is extended once, by who decides, by ten working days at most", async () => {
    const matterId = await accepted(city);
    await expect(extendLimit(await city.staff("zhouwen"), matterId, { days: 5, reason: "需要调查" })).rejects.toMatchObject({ status: 403 });
    await expect(extendLimit(await city.staff("gaojian"), matterId, { days: 11, reason: "需要调查" })).rejects.toMatchObject({ status: 422 });
    await extendLimit(await city.staff("gaojian"), matterId, { days: 5, reason: "需要调查" });
    expect(timed((await getMatter(city.ctx(), matterId)).matter).dueDay).toBe("2026-12-08");
    expect((await listDocuments(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "special", data: { extended: 5, due: "2026-12-08" } });
    await expect(extendLimit(await city.staff("gaojian"), matterId, { days: 1, reason: "还需要" })).rejects.toMatchObject({ code: "EXTENDED" });
  });
});
