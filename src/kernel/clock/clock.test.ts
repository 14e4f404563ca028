import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addCalendar,
  addDays,
  addDuration,
  announcedDays,
  calendarOf,
  dayOf,
  dueDay,
  endDay,
  endOf,
  isDuration,
  isStatutory,
  readLimit,
  startOf,
} from "./index.ts";

const calendar = calendarOf(announcedDays());

test.each(
  `2024-02-08+5→2024-02-21 2024-09-27+1→2024-09-29 2025-01-24+5→2025-02-07 2025-04-25+5→2025-05-06 2025-09-26+10→2025-10-16 2025-09-26+20→2025-10-30
   2026-01-01+1→2026-01-04 2026-02-13+1→2026-02-14 2026-02-13+20→2026-03-19 2026-04-30+5→2026-05-11 2026-05-08+1→2026-05-09 2026-09-18+10→2026-10-09 2026-09-30+20→2026-11-03`
    .split(/\s+/)
    .map((vector) => /^(.+)\+(\d+)→(.+)$/.exec(vector)!.slice(1) as [string, string, string]),
)("%s and %s working days end on %s", (from, n, due) => expect(calendar.addWorkdays(from, Number(n))).toBe(due));

test.each([
  [2024, 251],
  [2025, 248],
  [2026, 248],
])("%i has %i working days", (year, count) => {
  expect(calendar.workdaysBetween(`${year - 1}-12-31`, `${year}-12-31`)).toBe(count);
});

test("counting the working days of a due date gives back the limit", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 60 }), (offset, n) => {
      const from = addDays("2024-01-01", offset);
      const due = calendar.addWorkdays(from, n);
      return calendar.workdaysBetween(from, due) === n && calendar.isWorkday(due);
    }),
  );
});

test("five working days end at midnight after the fifth, whatever the hour they began", () => {
  expect(addDuration(calendar, new Date("2026-09-18T23:30:00+08:00"), "P10WD")).toEqual(endOf("2026-10-09"));
});

test("a day begins in China, not in Greenwich", () => {
  expect(dayOf(new Date("2026-11-20T16:00:00Z"))).toBe("2026-11-21");
  expect(dayOf(new Date("2026-11-20T15:59:59Z"))).toBe("2026-11-20");
});

test("a day has 24 hours, from midnight in China to the next", () => {
  expect([startOf("2026-11-21"), endOf("2026-11-21")].map((instant) => instant.toISOString())).toEqual([
    "2026-11-20T16:00:00.000Z",
    "2026-11-21T16:00:00.000Z",
  ]);
});

test("working days are counted forwards and back, and none from a day to itself", () => {
  const counted = (from: string, to: string): number => calendar.workdaysBetween(from, to);
  expect([counted("2026-11-20", "2026-11-24"), counted("2026-11-24", "2026-11-20"), counted("2026-11-24", "2026-11-24")]).toEqual([2, -2, 0]);
});

test.each([
  ["PT36H", "2026-11-22T21:15:30"],
  ["PT90M", "2026-11-21T10:45:30"],
  ["PT45S", "2026-11-21T09:16:15"],
  ["PT1H10M40S", "2026-11-21T10:26:10"],
  ["P1DT12H", "2026-11-22T21:15:30"],
  ["P10D", "2026-12-01T09:15:30"],
  ["P1Y2M10D", "2028-01-31T09:15:30"],
  ["P12M", "2027-11-21T09:15:30"],
  ["P30Y", "2056-11-21T09:15:30"],
  ["PT100S", "2026-11-21T09:17:10"],
  ["P5WD", "2026-11-28T00:00:00"],
  ["P2W", "2026-12-05T09:15:30"],
  ["PT4WH", "2026-11-23T14:30:00"],
])("%s after a Saturday morning is %s", (text, end) => {
  expect(isDuration(text)).toBe(true);
  expect(addDuration(calendar, new Date("2026-11-21T09:15:30+08:00"), text)).toEqual(new Date(`${end}+08:00`));
});

test.each(["", "P", "PT", "P1DT", "5WD", "P5", "P5wd", "xP5D", "P5Dx", "xP5WD", "P5WDx", "P12345WD", "P1M1Y", "PT1S1M", "PxD", "PTxM", "P-5D", "soon"])(
  "%j is no duration",
  (text) => {
    expect([isDuration(text), readLimit(text)]).toEqual([false, undefined]);
    expect(() => addDuration(calendar, new Date("2026-11-21T09:15:30+08:00"), text)).toThrow(RangeError);
  },
);

test("a limit is in working days or in days; what has years, months or hours is none", () => {
  expect(["P20WD", "P30D", "P1M", "PT2H", "P1Y30D", "P30DT2H"].map(readLimit)).toEqual([
    { days: 20, unit: "workday" },
    { days: 30, unit: "day" },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("a month after the last of a longer month is the last of the shorter, then days are added", () => {
  expect(addCalendar("2026-01-31", 0, 1, 0)).toBe("2026-02-28");
  expect(addCalendar("2026-01-31", 0, 1, 1)).toBe("2026-03-01");
  expect(addCalendar("2026-11-15", 1, 2, -15)).toBe("2027-12-31");
});

test("five years after the 29th of February is the 28th", () => {
  expect(dayOf(addDuration(calendar, new Date("2024-02-29T10:00:00+08:00"), "P5Y"))).toBe("2029-02-28");
});

test("a due date past the last announced year is known to be uncertain", () => {
  expect([calendar.isUncertain("2026-12-31"), calendar.isUncertain("2027-01-04")]).toEqual([false, true]);
});

test("one local day does not make a year certain, and a year before the first notice is not either", () => {
  const local = calendarOf(new Map([...announcedDays(), ["2027-03-03", false]]));
  expect(["2027-03-03", "2027-10-01", "2023-05-04", "2026-10-08"].map((day) => local.isUncertain(day))).toEqual([true, true, true, false]);
  expect(calendarOf(announcedDays(), new Set([2027])).isUncertain("2027-10-01")).toBe(false);
});

// 全国年节及纪念日放假办法 as revised in 2024; the moon's days as the Purple Mountain Observatory publishes them.
test.each([
  [2000, "01-01 02-05 02-06 02-07 04-04 05-01 06-06 09-12 10-01 10-02 10-03"],
  [2024, "01-01 02-10 02-11 02-12 04-04 05-01 06-10 09-17 10-01 10-02 10-03"],
  [2025, "01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06"],
  [2026, "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03"],
  [2027, "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"],
  [2028, "01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03 10-03"],
  [2029, "01-01 02-12 02-13 02-14 02-15 04-04 05-01 05-02 06-16 09-22 10-01 10-02 10-03"],
  [2030, "01-01 02-02 02-03 02-04 02-05 04-05 05-01 05-02 06-05 09-12 10-01 10-02 10-03"],
])("the regulation itself makes days off in %i", (year, days) => {
  const off = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) if (isStatutory(day)) off.push(day.slice(5));
  expect(off).toEqual([...new Set(days.split(" "))]);
});

test("beyond the years whose moon and sun are reckoned, the days by the sun are off all the same", () => {
  for (const year of [1999, 2100]) {
    expect(["01-01", "05-01", "10-01", "10-02", "10-03"].map((day) => isStatutory(`${year}-${day}`))).toEqual([true, true, true, true, true]);
    expect(["04-04", "04-05", "05-02", "10-04"].map((day) => isStatutory(`${year}-${day}`))).toEqual([false, false, false, false]);
  }
  expect(["2099-04-04", "2099-04-05"].map(isStatutory)).toEqual([true, false]);
});

test("the first day of the moon's year is known for decades", () => {
  const known = "2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12".split(" ");
  for (const day of known) expect([-2, -1, 0, 1, 2, 3].map((n) => isStatutory(addDays(day, n)))).toEqual([false, true, true, true, true, false]);
});

test("no working day is counted over New Year's Day of a year without a notice; what the city enters rules", () => {
  expect(["2027-01-01", "2027-05-03", "2027-10-01"].map((day) => calendar.isWorkday(day))).toEqual([false, true, false]);
  expect(calendar.addWorkdays("2026-12-28", 5)).toBe("2027-01-05");
  expect(calendarOf(new Map([["2027-01-01", true]])).isWorkday("2027-01-01")).toBe(true);
});

test("a limit in calendar days that ends on a day off ends on the day after (民法典 第二百零三条); one in working days is counted", () => {
  expect(dueDay(calendar, "2026-09-21", { days: 10, unit: "day" })).toBe("2026-10-08"); // 10-01, in the holidays
  expect(dueDay(calendar, "2026-11-23", { days: 5, unit: "day" })).toBe("2026-11-30"); // a Saturday
  expect(dueDay(calendar, "2026-11-23", { days: 4, unit: "day" })).toBe("2026-11-27");
  expect(dueDay(calendar, "2026-09-21", { days: 10, unit: "workday" })).toBe("2026-10-12");
  expect([endDay(calendar, "2026-09-05", "P1M"), endDay(calendar, "2026-09-21", "P10D"), endDay(calendar, "2026-09-28", "P3WD")]).toEqual([
    "2026-10-08",
    "2026-10-08",
    "2026-10-08",
  ]);
});
