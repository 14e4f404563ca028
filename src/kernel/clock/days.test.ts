import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { sqlOf } from "#kernel/db";
import { testCity, type TestCity } from "../../../test/city.ts";
import { announcedDays, announceYear, calendarAnew, calendarNow, noticedYears, seedDays, setDay } from "./index.ts";

let city: TestCity;
let ctx: Ctx;
beforeAll(async () => {
  city = await testCity();
  ctx = city.ctx();
});
afterAll(() => city.close());

const worked = async (day: string): Promise<boolean> => (await calendarNow(ctx)).isWorkday(day);
const noted = (): Promise<{ day: string; worked: boolean; note: string }[]> => ctx.db.query("select day, worked, note from clock.days order by day", []);

test("a city begins with what the State Council has announced", async () => {
  const days = await noted();
  expect(days.map((row) => [row.day, row.worked])).toEqual([...announcedDays()].sort(([one], [other]) => (one < other ? -1 : 1)));
  const calendar = await calendarNow(ctx);
  expect([...noticedYears()].map((year) => calendar.isUncertain(`${year}-06-01`))).toEqual([false, false, false]);
  expect(calendar.isUncertain("2027-06-01")).toBe(true);
});

test("a day set by the city holds from the next question on, and may be set again", async () => {
  expect(await worked("2026-11-25")).toBe(true);
  await setDay(ctx, "2026-11-25", false, "云州市庆");
  expect(await worked("2026-11-25")).toBe(false);
  await setDay(ctx, "2026-11-25", true, "市庆改期");
  expect(await worked("2026-11-25")).toBe(true);
  expect((await noted()).filter(({ day }) => day === "2026-11-25")).toEqual([{ day: "2026-11-25", worked: true, note: "市庆改期" }]);
});

test("a year is certain once its notice is entered; the notice may be put right", async () => {
  await calendarNow(ctx);
  await announceYear(ctx, 2027, "国办发明电〔2026〕9 号");
  expect((await calendarNow(ctx)).isUncertain("2027-06-01")).toBe(false);
  await announceYear(ctx, 2027, "国办发明电〔2026〕10 号");
  expect(await ctx.db.query("select notice from clock.announced_years where year = 2027", [])).toEqual([{ notice: "国办发明电〔2026〕10 号" }]);
});

test("what another process has entered is seen by whoever asks anew", async () => {
  expect(await worked("2026-11-26")).toBe(true);
  await city.database.owner.query("insert into clock.days (day, worked, note) values ('2026-11-26', false, '台风停工')");
  expect(await worked("2026-11-26")).toBe(true); // kept for half a minute
  expect((await calendarAnew(ctx)).isWorkday("2026-11-26")).toBe(false);
  expect(await worked("2026-11-26")).toBe(false);
});

test("seeding fills what is missing, and leaves alone what the city has edited", async () => {
  await setDay(ctx, "2026-10-08", false, "市里多放一天");
  await setDay(ctx, "2026-10-01", true, "值班");
  const before = await noted();
  await city.database.owner.query("delete from clock.days where day = '2026-05-01'");
  await city.database.owner.query("delete from clock.announced_years where year = 2025");
  await seedDays(sqlOf(city.database.owner));
  expect((await noted()).map(({ day, worked: is, note }) => [day, is, note])).toEqual(before.map(({ day, worked: is, note }) => [day, is, note]));
  expect((await calendarAnew(ctx)).isUncertain("2025-06-01")).toBe(false);
});
