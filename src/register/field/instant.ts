import { dayOf, isDay, readDay } from "#kernel/clock";
import type { FieldType } from "./field.ts";

const CLOCK = /^(.*?)[T\s]*(\d{1,2})[:时点](\d{1,2})(?:[:分](?:(\d{1,2})(?:\.\d+)?秒?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const WHOLE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;
const BEIJING = "+08:00";
const two = (figures: string): string => figures.padStart(2, "0");

/** 时间: an instant, held as 2026-11-21T01:30:00.000Z; written without a zone it is Beijing time. */
export const instant: FieldType = {
  column: "timestamptz",
  hint: "日期和时间，例如 2026-11-21 09:30",
  read(cell) {
    const parts = CLOCK.exec(cell.normalize("NFKC").trim());
    if (!parts) return { fault: isDay(readDay(cell)) ? "要写到几点几分，例如 2026-11-21 09:30" : "不是日期和时间，例如 2026-11-21 09:30" };
    const [, written = "", hour = "", minute = "", second = "0", zone = BEIJING] = parts;
    const day = readDay(written.trim());
    if (!isDay(day)) return { fault: "不是日历上有的日期，例如 2026-11-21 09:30" };
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return { fault: "没有这个钟点，例如 09:30" };
    const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
    const at = new Date(`${day}T${two(hour)}:${two(minute)}:${two(second)}${offset}`);
    return Number.isNaN(at.getTime()) ? { fault: "不是日期和时间，例如 2026-11-21 09:30" } : { value: at.toISOString() };
  },
  fits: (value) => typeof value === "string" && WHOLE.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)),
  say: "要填带时区的日期和时间，例如 2026-11-21T09:30:00+08:00",
  show(value) {
    const at = new Date(String(value));
    return `${dayOf(at)} ${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)}`;
  },
  narrowed: "span",
  ordered: true,
  kept: (stored) => (stored instanceof Date ? stored : new Date(String(stored))).toISOString(),
};
