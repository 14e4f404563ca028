import { lookedUp } from "./looked-up.tsx";

/** 一件办件, by its number. */
export const matter = lookedUp({ word: "一件办件", keys: [], none: "没有这个办件编号，请核对", hint: "填办件编号" }, (around, _field, key) =>
  around.matter?.(key),
);
