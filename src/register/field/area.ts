import type { FieldType } from "./field.ts";

/** 区划: the 12 figures of an area of this city, or of elsewhere; lists may name it. */
export const area: FieldType = {
  column: "text",
  hint: "区划名称（例如青溪区青瓷街道）或者 12 位代码",
  read: (cell, around) => around.area(cell),
  fits: (value) => typeof value === "string" && /^[1-9]\d{11}$/.test(value),
  say: "要填 12 位区划代码",
  show: (value, place) => place(String(value)) ?? String(value),
  narrowed: "one",
  ordered: true,
};
