import type { FieldType } from "./field.ts";

const YES = new Set(["是", "有", "true", "yes", "y", "1", "√", "✓", "对"]);
const NO = new Set(["否", "无", "没有", "false", "no", "n", "0", "×", "✗", "x", "不是"]);

/** 是或否. */
export const boolean: FieldType = {
  column: "boolean",
  hint: "是或者否",
  read(cell) {
    const word = cell.normalize("NFKC").toLowerCase();
    return YES.has(word) ? { value: true } : NO.has(word) ? { value: false } : { fault: "要填“是”或者“否”" };
  },
  fits: (value) => typeof value === "boolean",
  say: "要填是或否",
  show: (value) => (value === true || value === "true" ? "是" : "否"),
  narrowed: "one",
};
