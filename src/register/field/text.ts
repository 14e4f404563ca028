import { countGraphemes, isLongerThan } from "#values/graphemes";
import type { FieldType } from "./field.ts";

const LONGEST = 2000;

/** 文字. */
export const text: FieldType = {
  column: "text",
  hint: "文字",
  read: (cell) => (isLongerThan(cell, LONGEST) ? { fault: `有 ${countGraphemes(cell)} 个字，最多 ${LONGEST} 个` } : { value: cell }),
  fits: (value) => typeof value === "string" && !isLongerThan(value, LONGEST),
  say: "要填文字",
  show: (value, place) => place(String(value)) ?? String(value),
  ordered: true,
};
