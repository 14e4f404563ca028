import type { FieldType, Meaning } from "./field.ts";

/** A code that is written as it is meant: nothing to fold. */
const PLAIN = /^[0-9A-Za-z][!-~]{0,90}$/;
const LONGEST = 100;

/** A code as it is written: wide or narrow, with spaces between, with the mark that keeps it text in a spreadsheet. */
export function readCode(cell: string): Meaning {
  if (PLAIN.test(cell)) return { value: cell };
  const folded = cell
    .normalize("NFKC")
    .replace(/[\s\p{Cf}]/gu, "")
    .replace(/^'/, "");
  return folded.length <= LONGEST ? { value: folded } : { fault: "太长，不是代码" };
}

/** 代码, of a list or free. */
export const code: FieldType = {
  column: "text",
  hint: "代码",
  read: readCode,
  fits: (value) => typeof value === "string" && value.length <= LONGEST,
  say: "要填代码",
  show: (value, place) => place(String(value)) ?? String(value),
  narrowed: "one",
  ordered: true,
};
