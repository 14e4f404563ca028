import { lookedUp } from "./looked-up.tsx";

/** 库里的一条记录, by its key. */
export const record = lookedUp(
  { word: "库里的一条记录", keys: ["register"], none: "在库里没有，请核对主键", hint: "填它在库里的主键，例如统一社会信用代码" },
  (around, { register = "" }, key) => around.record?.(register, key),
);
