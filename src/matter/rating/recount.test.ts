import { afterAll, beforeAll, expect, test } from "vitest";
import { setDay } from "#kernel/clock";
import { submitted } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { getRating, rate, recountRatings, takeStep } from "./index.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

async function rated({ level = 4, named = true } = {}): Promise<string> {
  const matterId = await submitted(city);
  await rate(await city.person("chen-xiaoman", "xiaoman-catering"), matterId, { serviceNumber: 1, level, tags: [], comment: "", named });
  return matterId;
}
const days = async (matterId: string) => {
  const { contactDay, rectifyDay } = await getRating(city.ctx(), matterId, 1);
  return [contactDay, rectifyDay];
};
const off = (day: string): Promise<void> => setDay(city.ctx(), day, false, "国办发明电〔2026〕7 号");

test("the days of bad ratings whose loop is open move with the calendar, once, each where it has to", async () => {
  at(city, "2026-11-27T20:00:00+08:00"); // a Friday
  const [open, unnamed, closed] = [await rated(), await rated({ named: false }), await rated()];
  for (const step of ["contacted", "explained", "revisited", "closed"]) await takeStep(await city.staff("sujin"), closed, 1, step, "电话联系，说明了情况");
  expect(await days(open)).toEqual(["2026-11-30", "2026-12-18"]);
  expect(await recountRatings(city.ctx())).toEqual([]);

  await off("2026-12-01");
  expect(await recountRatings(city.ctx())).toEqual([{ matterId: open, what: "差评整改期限", from: "2026-12-18", to: "2026-12-21" }]);
  expect(await days(open)).toEqual(["2026-11-30", "2026-12-21"]);
  expect(await recountRatings(city.ctx())).toEqual([]);

  await off("2026-11-30");
  expect(await recountRatings(city.ctx())).toEqual([
    { matterId: open, what: "差评联系期限", from: "2026-11-30", to: "2026-12-02" },
    { matterId: open, what: "差评整改期限", from: "2026-12-21", to: "2026-12-22" },
  ]);

  // A Saturday worked instead: the call is due later, the end is where it was.
  await off("2026-12-02");
  await setDay(city.ctx(), "2026-12-12", true, "补班");
  expect(await recountRatings(city.ctx())).toEqual([{ matterId: open, what: "差评联系期限", from: "2026-12-02", to: "2026-12-03" }]);
  expect([await days(open), await days(unnamed), await days(closed)]).toEqual([
    ["2026-12-03", "2026-12-22"],
    [null, null],
    ["2026-11-30", "2026-12-18"],
  ]);
});
