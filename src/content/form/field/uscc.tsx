import { foldNumber, isUscc } from "#values/codes";
import { TextField } from "#ui";
import { common, plain, typed, type FormType } from "./field.ts";
import { fillIn, wrong } from "./judge.ts";

/** 统一社会信用代码 (GB 32100-2015). */
export const uscc: FormType = {
  word: "统一社会信用代码",
  keys: [],
  schema: () => ({ type: "string", format: "uscc" }),
  read(text, field) {
    const code = foldNumber(text);
    const fault = uscc.check(code, field, {});
    return fault === undefined ? { value: code } : { fault, kept: code };
  },
  check(value, field) {
    if (typeof value !== "string") return fillIn(field);
    return isUscc(value) ? undefined : wrong(field, "请核对，应是 18 位统一社会信用代码");
  },
  say: (value) => (isUscc(plain(value)) ? plain(value) : `${plain(value)}（校验码与国家标准不符，按登记机关所给）`),
  draw: (asked) => <TextField {...common(asked)} value={typed(asked.value)} autocomplete="off" />,
  column: "text",
  search: "whole",
};
