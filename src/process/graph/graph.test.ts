import { expect, test } from "vitest";
import { cycleOf, isCycle, isDuration, isPlainDuration } from "./index.ts";

test.each(["P5WD", "PT4WH", "P1Y2M3D", "P2W", "PT2H", "P1DT30M", "PT10S"])("%s is a duration", (text) => {
  expect([isDuration(text), isPlainDuration(text)]).toEqual([true, true]);
});

test.each(["P", "PT", "P1DT", "5WD", "P5WDT1H", "P-1D", "p1d", ""])("%j is none", (text) => {
  expect([isDuration(text), isPlainDuration(text)]).toEqual([false, false]);
});

test("what FEEL will give is taken where it is written, not where it came out", () => {
  expect([isDuration("=form.days"), isPlainDuration("=form.days"), isCycle("=form.cycle"), isPlainDuration(5)]).toEqual([true, false, true, false]);
});

test("a cycle says how often, from when and in which steps", () => {
  expect(cycleOf("R3/PT1H")).toEqual({ times: 3, step: "PT1H" });
  expect(cycleOf("R/P1D")).toEqual({ step: "P1D" });
  expect(cycleOf("R2/2026-12-01T08:00:00+08:00/P1D")).toEqual({ times: 2, from: "2026-12-01T08:00:00+08:00", step: "P1D" });
  for (const none of ["R0/P1D", "R3/P", "3/P1D", "R3/2026-13-01T00:00:00Z/P1D", 3, null]) expect(cycleOf(none)).toBeUndefined();
});
