import { chineseFigures } from "#values/codes";

/** A year, month or day as it is written: wide or narrow, with its word, in Chinese figures. Undefined where it is not clear. */
function readPiece(typed: string, words: string, figures: RegExp): string | undefined {
  const text = chineseFigures(typed.normalize("NFKC").replace(new RegExp(`[\\s${words}]`, "g"), ""));
  return figures.test(text) ? text : undefined;
}

/** A day of year, month and day; undefined where one of them is not clear. A year of two figures could be any century: it is not. */
export function dayFrom(year: string, month: string, day: string): string | undefined {
  const [y, m, d] = [readPiece(year, "年", /^\d{4}$/), readPiece(month, "月", /^\d{1,2}$/), readPiece(day, "日号", /^\d{1,2}$/)];
  return y && m && d ? `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}` : undefined;
}

const PIECE = "[^年月日/.-]+";
const DAY = new RegExp(`^(${PIECE})\\s*[-/.年]\\s*(${PIECE})\\s*[-/.月]\\s*(${PIECE})\\s*[日号]?$`);
const MONTH = new RegExp(`^(${PIECE})\\s*[-/.年]\\s*(${PIECE})\\s*月?$`);

/** What people write between year, month and day, made one. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/^['‘’]/, "")
    .replace(/[\u2010-\u2015\u2212\u2500]/g, "-")
    .replace(/[。·、]/g, ".")
    .trim();
}

/** A day as people write it: 2026-1-2, 2026/1/2, 2026.1.2, 2026年1月2日, 20260102, 二〇二六年一月二日. What is not clear comes back as it was. */
export function readDay(text: string): string {
  const parts = DAY.exec(plain(text)) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain(text));
  return (parts && dayFrom(parts[1]!, parts[2]!, parts[3]!)) ?? text;
}

/** A month as people write it: 2026-1, 2026/12, 2026年12月, 202612. What is not clear, or no month of a year, comes back as it was. */
export function readMonth(text: string): string {
  const parts = MONTH.exec(plain(text)) ?? /^(\d{4})(\d{2})$/.exec(plain(text));
  const day = parts && dayFrom(parts[1]!, parts[2]!, "1");
  return day && Number(day.slice(5, 7)) >= 1 && Number(day.slice(5, 7)) <= 12 ? day.slice(0, 7) : text;
}
