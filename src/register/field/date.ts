import { isDay, readDay } from "#kernel/clock";
import type { FieldType } from "./field.ts";

/** 日期: a day of the calendar, written 2026-11-21. */
export const date: FieldType = {
  column: "date",
  hint: "日期，例如 2026-11-21、2026年11月21日",
  read(cell) {
    if (/^\d{4}-/.test(cell) && isDay(cell)) return { value: cell };
    // A day with an hour behind it, as systems export days.
    const day = readDay(cell.replace(/[T\s]+\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?Z?$/i, ""));
    return isDay(day) ? { value: day } : { fault: /^\d{1,2}\D/.test(day) ? "的年份要写四位数" : "不是日历上有的日期，例如 2026-11-21" };
  },
  fits: (value) => typeof value === "string" && isDay(value),
  say: "要填日期，例如 2026-11-21",
  show: String,
  narrowed: "span",
  ordered: true,
};
