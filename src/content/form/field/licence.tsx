import { Select } from "#ui";
import { common, typed, type FormType } from "./field.ts";
import { lookedUp } from "./looked-up.tsx";

const byNumber = lookedUp({ word: "一张证照", keys: [], none: "没有这个证照编号，请核对", hint: "填证照编号" }, (around, _field, key) => around.licence?.(key));

/** 一张证照, by its number: one of those that whoever answers holds, or any that is typed. */
export const licence: FormType = {
  ...byNumber,
  draw(asked) {
    const { licences } = asked.around;
    const value = typed(asked.value);
    const held = licences?.some((option) => option.value === value) || value === "";
    return licences && licences.length > 0 && held ? <Select {...common(asked)} options={licences} value={value} /> : byNumber.draw(asked);
  },
};
