import { expect, test } from "vitest";
import { dayFrom, isDay, readDay, readMonth } from "./index.ts";

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
  " 20260102 ",
  "'2026-01-02",
  "‘2026-01-02",
  "2026 年 1 月 2 日",
  "\u200b2026-1-2\ufeff",
])("%s is 2 January 2026", (text) => expect(readDay(text)).toBe("2026-01-02"));

test.each(["26/1/2", "1/2/2026", "2026-1", "三月二日", "", "9.90101E+17", "202601021", "120260102", "2026-1-'2", "2026-001-2", "2026-1-002", "02026-1-2"])(
  "%j is no day that is clear",
  (text) => expect(readDay(text)).toBe(text),
);

test.each(["2026-12", "2026年12月", "2026/12", "２０２６-12", "202612", "二〇二六年十二月", "2026.12"])("%s is December 2026", (text) =>
  expect(readMonth(text)).toBe("2026-12"),
);

test.each(["2026123", "12026-1", "1202612", "2026-0", "2026-00", "2026-123", "十二月"])("%j is no month that is clear", (text) =>
  expect(readMonth(text)).toBe(text),
);

test("a day is made of what stands in three boxes, or not at all", () => {
  expect(dayFrom("２０２６年", " 一月", "2号")).toBe("2026-01-02");
  const unclear = ["26 1 2", "12026 1 2", "20261 1 2", "2026 001 2", "2026 112 2", "2026 1 002", "2026 1 112", "x2026 1 2", "2026 x1 2", "2026 1 2x"];
  for (const boxes of unclear.map((text) => text.split(" ") as [string, string, string])) expect(dayFrom(...boxes), boxes.join("-")).toBeUndefined();
  expect(dayFrom("2026", "", "2")).toBeUndefined();
});

test("a month of one figure gets its zero, a month that no year has stays as it was", () => {
  expect(["2026-1", "2026-13", "2026年13月", "26-1", "2026-12-01"].map(readMonth)).toEqual(["2026-01", "2026-13", "2026年13月", "26-1", "2026-12-01"]);
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
  expect(["1899-12-31", "2101-01-01", "2026-1-1", "0026-02-28", "2026-01-01 ", " 2026-01-01"].map((text) => isDay(text))).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});
