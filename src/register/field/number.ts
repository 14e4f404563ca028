import { readNumber } from "#values/codes";
import type { FieldType } from "./field.ts";

/** 数字. */
export const number: FieldType = {
  column: "double precision",
  hint: "数字",
  read(cell) {
    const found = readNumber(cell);
    return found !== undefined && Number.isFinite(found) ? { value: found } : { fault: "不是数字" };
  },
  fits: (value) => typeof value === "number" && Number.isFinite(value),
  say: "要填数字",
  show: String,
  narrowed: "span",
  ordered: true,
};
