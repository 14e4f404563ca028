import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addDuration, announcedDays, calendarOf, dayOf, endOf } from "./index.ts";

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

test("five years after the 29th of February is the 28th", () => {
  expect(dayOf(addDuration(calendar, new Date("2024-02-29T10:00:00+08:00"), "P5Y"))).toBe("2029-02-28");
});

test("a due date past the last announced year is known to be uncertain", () => {
  expect([calendar.isUncertain("2026-12-31"), calendar.isUncertain("2027-01-04")]).toEqual([false, true]);
});
