import { lookedUp } from "./looked-up.tsx";

/** 一件事, by its number. */
export const matter = lookedUp({ word: "一件事", keys: [], none: "没有这个编号，请核对", hint: "填它的编号" }, (around, _field, key) => around.matter?.(key));
