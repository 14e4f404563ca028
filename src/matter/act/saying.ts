import { dayOf, endOf, isDay, readLimit } from "#kernel/clock";

/** The day of an instant. What ends with a day ends at its 24:00, which is 0:00 of the next: it is said as the day that it ends. */
function dayIn(instant: number): string {
  const day = dayOf(new Date(instant - 1));
  return endOf(day).getTime() === instant ? day : dayOf(new Date(instant));
}

/** A day as it is written, that of an instant; empty for what is neither. */
function dayOfValue(value: unknown): string {
  return typeof value === "string" ? (isDay(value) ? value : Number.isNaN(Date.parse(value)) ? "" : dayIn(Date.parse(value))) : "";
}

/** A day or an instant as 11月23日; empty for what is neither. */
export function dayInWords(value: unknown): string {
  const [, month, date] = dayOfValue(value).split("-").map(Number);
  return month && date ? `${month}月${date}日` : "";
}

/** The same with its year: 2026年11月23日. */
export function fullDayInWords(value: unknown): string {
  const [year, month, date] = dayOfValue(value).split("-").map(Number);
  return year && month && date ? `${year}年${month}月${date}日` : "";
}

const TIME = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });

/** An instant as 2026年11月23日 09:30, in the city's time; empty for what is none. */
export function momentInWords(value: unknown): string {
  const at = typeof value === "string" ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? `${fullDayInWords(dayOf(at))} ${TIME.format(at)}` : "";
}

/** What somebody wrote, closed as a sentence: a mark that only parts clauses, or none, becomes a full stop. */
export function sentenceOf(value: unknown): string {
  const said = sayValue(value).trim();
  return /[。！？…!?][”’」』）)]?$/u.test(said) ? said : `${said.replace(/[；;，,、：:.]$/u, "")}。`;
}

/** How many days a limit has: P20WD is 20; 0 of what is none. */
export function daysOfLimit(value: unknown): number {
  return (typeof value === "string" && readLimit(value)?.days) || 0;
}

/** Rows with their place in front, from 1 on. */
export function numbered(rows: unknown): unknown[][] {
  return (Array.isArray(rows) ? rows : []).map((row: unknown, at) => [at + 1, ...(Array.isArray(row) ? (row as unknown[]) : [row])]);
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
