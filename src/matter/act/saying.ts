import { dayOf, endOf, isDay } from "#kernel/clock";

/** The day of an instant. What ends with a day ends at its 24:00, which is 0:00 of the next: it is said as the day that it ends. */
function dayIn(instant: number): string {
  const day = dayOf(new Date(instant - 1));
  return endOf(day).getTime() === instant ? day : dayOf(new Date(instant));
}

/** A day or an instant as 11月23日; empty for what is neither. */
export function dayInWords(value: unknown): string {
  const day = typeof value === "string" ? (isDay(value) ? value : Number.isNaN(Date.parse(value)) ? "" : dayIn(Date.parse(value))) : "";
  const [, month, date] = day.split("-").map(Number);
  return month && date ? `${month}月${date}日` : "";
}

/** Fen as 元, without an empty fraction: 12000 is 120. */
export function yuanInWords(fen: unknown): string {
  if (typeof fen !== "number" || !Number.isFinite(fen)) return "";
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
}

/** A value of FEEL in a text; a list is its entries, nothing is nothing. */
export function sayValue(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(sayValue).join("、");
  if (typeof value === "boolean") return value ? "是" : "否";
  return typeof value === "object" ? "" : String(value);
}
