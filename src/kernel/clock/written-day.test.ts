import { expect, test } from "vitest";
import { isDay, readDay, readMonth } from "./index.ts";

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

test("a text is a day when the calendar has it, as Date counts", () => {
  for (const year of [1900, 1999, 2000, 2024, 2026, 2100]) {
    for (let month = 0; month <= 13; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const at = Date.parse(`${text}T00:00:00Z`);
        expect(isDay(text), text).toBe(!Number.isNaN(at) && new Date(at).toISOString().startsWith(text));
      }
  }
  expect(["1899-12-31", "2101-01-01", "2026-1-1", "0026-02-28"].map((text) => isDay(text))).toEqual([false, false, false, false]);
});
