import { foldNumber } from "#values/codes";
import { TextField } from "#ui";
import { common, plain, typed, type FormType } from "./field.ts";
import { fillIn, wrong } from "./judge.ts";

/** 账号 of a bank: 6 to 40 figures and letters; with `format: bank-card` the number on a card. That a check figure does not fit is a remark, no fault. */
export const account: FormType = {
  word: "银行账号",
  keys: ["format"],
  formats: ["bank-card"],
  schema: ({ format }) => (format === "bank-card" ? { type: "string", format } : { type: "string", pattern: "^[0-9A-Z]{6,40}$" }),
  read(text, field) {
    const number = foldNumber(text);
    const fault = account.check(number, field, {});
    return fault === undefined ? { value: number } : { fault, kept: number };
  },
  check(value, field) {
    if (typeof value !== "string") return fillIn(field);
    if (field.format === "bank-card") return /^\d{16,19}$/.test(value) ? undefined : wrong(field, "请核对，应是 16 到 19 位卡号");
    return /^[0-9A-Z]{6,40}$/.test(value) ? undefined : wrong(field, "请核对，账号是 6 到 40 位数字，不写户名和开户行");
  },
  say: plain,
  draw: (asked) => <TextField {...common(asked)} value={typed(asked.value)} autocomplete="off" />,
};
