import { afterAll, beforeAll, expect, test } from "vitest";
import { suspend } from "#matter/move";
import { accepted } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { countLateSteps } from "./late-steps.ts";
import { figures } from "./figures.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

test("steps past their own day (check and review of each) count apart from matters past their promise, and not while the clock stands", async () => {
  const [matterId, other] = [await accepted(city), await accepted(city)];
  await city.database.owner.query("update matter.tasks set due_at = '2026-11-25T00:00:00+08:00' where matter_id = any ($1) and done_at is null", [
    [matterId, other],
  ]);
  expect(await countLateSteps(city.ctx())).toBe(0);
  at(city, "2026-11-25T10:00:00+08:00");
  expect(await countLateSteps(city.ctx())).toBe(4);
  expect((await figures(city.ctx(), "item", "2026-11-26")).map(({ overdue }) => overdue)).toEqual([0]);
  at(city, "2026-11-26T10:00:00+08:00");
  await suspend(await city.staff("gaojian"), other, "场所在装修");
  expect(await countLateSteps(city.ctx())).toBe(2);
});
