import { foldPhone, isPhone } from "#values/codes";
import { PhoneField } from "#ui";
import { common, plain, typed, type FormType } from "./field.ts";
import { fillIn, wrong } from "./judge.ts";

/** 电话: a mobile number, or a fixed one with its area code. */
export const phone: FormType = {
  word: "电话",
  keys: [],
  schema: () => ({ type: "string", format: "phone" }),
  read(text, field) {
    const number = foldPhone(text);
    const fault = phone.check(number, field, {});
    return fault === undefined ? { value: number } : { fault, kept: number };
  },
  check(value, field) {
    if (typeof value !== "string") return fillIn(field);
    return isPhone(value) ? undefined : wrong(field, "请核对，应是 11 位手机号，或者带区号的座机号");
  },
  say: plain,
  draw: (asked) => <PhoneField {...common(asked)} value={typed(asked.value)} />,
  column: "text",
  search: "whole",
};
