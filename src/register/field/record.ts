import { readCode } from "./code.ts";
import type { FieldType } from "./field.ts";

/** 记录: a row of another register, by its key. That the row exists is asked where it is written. */
export const record: FieldType = {
  column: "text",
  hint: "另一个库里记录的主键",
  read: readCode,
  fits: (value) => typeof value === "string" && value.length <= 100,
  say: "要填另一个库里记录的主键",
  show: String,
  narrowed: "one",
};
