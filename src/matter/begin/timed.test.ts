import { expect, test } from "vitest";
import { periodOf } from "./timed.ts";

test.each([
  ["R/P1M", "2026-11-01", "2026-11-30", true],
  ["R/P1M", "2026-11-30", "2026-12-01", false],
  ["R/P1D", "2026-11-30", "2026-12-01", false],
  ["R/P7D", "2026-11-23", "2026-11-29", true],
  ["R/P7D", "2026-11-29", "2026-11-30", false],
  ["R/P1W", "2026-11-23", "2026-11-29", true],
  ["R/P1W", "2026-11-29", "2026-11-30", false],
  ["R/P3M", "2026-10-01", "2026-12-31", true],
  ["R/P3M", "2026-12-31", "2027-01-01", false],
])("%s: %s and %s are in one period: %s", (every, day, other, one) => {
  expect(periodOf(every, day)).toBeDefined();
  expect(periodOf(every, day) === periodOf(every, other)).toBe(one);
});

test("what is no period is none", () => {
  expect([periodOf("R/PT1H", "2026-11-30"), periodOf("R/P0D", "2026-11-30"), periodOf("P1M", "2026-11-30")]).toEqual([undefined, undefined, undefined]);
});
