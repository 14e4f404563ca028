import type { Day } from "#kernel/clock";

/** What stands between addressee and signature, in order. */
export type Block =
  | { type: "paragraph"; text: string }
  | { type: "list"; title?: string; items: readonly string[] }
  | { type: "table"; head: readonly string[]; rows: readonly (readonly string[])[]; widths?: readonly number[] };

/** 版式: 红头 (公文), 信函, 表格, 回证. */
export type LayoutName = "red-head" | "letter" | "form" | "receipt";

/** A numbered document as it is printed. */
export interface Paper {
  number: string;
  title: string;
  /** The unit that speaks: red head, signature, seal. */
  issuer: string;
  addressee?: string;
  date: Day;
  body: readonly Block[];
  /** Under the signature, small: whom to ask. */
  contact?: string;
  /** A code to scan and what it opens; `more` in small letters under the words. */
  check?: { url: string; words: string; more?: readonly string[] };
  /** Under the star of the drawn seal; the drawing proves nothing, the signature in the file does. */
  sealNote?: string;
  /** How it is laid out; in the manner of all papers where it is not said. */
  layout?: LayoutName;
}

/** "2026年11月21日" */
export function longDate(day: Day): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
