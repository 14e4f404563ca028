import { expect, test } from "vitest";
import { readDay, readMonth } from "./index.ts";

test.each([
  "2026-01-02",
  "2026-1-2",
  "2026/1/2",
  "2026.1.2",
  "2026年1月2日",
  "2026年01月02号",
  "20260102",
  "２０２６－１－２",
  "二〇二六年一月二日",
  "2026—1—2",
  "2026。1。2",
  " 2026 / 1 / 2 ",
])("%s is 2 January 2026", (text) => expect(readDay(text)).toBe("2026-01-02"));

test.each(["26/1/2", "1/2/2026", "2026-1", "三月二日", "", "9.90101E+17"])("%j is no day that is clear", (text) => expect(readDay(text)).toBe(text));

test.each(["2026-12", "2026年12月", "2026/12", "２０２６-12", "202612", "二〇二六年十二月", "2026.12"])("%s is December 2026", (text) =>
  expect(readMonth(text)).toBe("2026-12"),
);

test("a month of one figure gets its zero, a month that no year has stays as it was", () => {
  expect(["2026-1", "2026-13", "26-1", "2026-12-01"].map(readMonth)).toEqual(["2026-01", "2026-13", "26-1", "2026-12-01"]);
});
