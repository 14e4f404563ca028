import { readNumber } from "#values/codes";
import type { FieldType } from "./field.ts";

/** 整数. */
export const integer: FieldType = {
  column: "bigint",
  hint: "整数",
  read(cell) {
    const number = readNumber(cell);
    return number !== undefined && Number.isSafeInteger(number) ? { value: number } : { fault: "不是整数" };
  },
  fits: (value) => Number.isSafeInteger(value),
  say: "要填整数",
  show: String,
  narrowed: "span",
  ordered: true,
};
