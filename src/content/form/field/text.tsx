import { foldNumber } from "#values/codes";
import { TextArea, TextField } from "#ui";
import { common, plain, typed, type FormType } from "./field.ts";
import { fillIn, keywords, textFault, wrong } from "./judge.ts";

/** From how many letters on an answer gets several lines. */
const LONG = 300;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
const FORMATS: Record<string, { right: (text: string) => boolean; say: string }> = {
  email: { right: (text) => EMAIL.test(text), say: "请核对，应是邮箱地址" },
  uri: { right: (text) => URL.canParse(text), say: "请核对，应是网址" },
};

/** 一行文字; an address, of which blanks and the names of areas before it do not count where two are compared. */
export const text: FormType = {
  word: "一行文字",
  keys: ["min", "max", "pattern", "format"],
  formats: ["address", "email", "uri"],
  schema: ({ min, max, pattern, format }) =>
    keywords({ type: "string", minLength: min, maxLength: max, pattern, format: format === "address" ? undefined : format }),
  // An account that is kept as a text is one all the same.
  read: (given, { personal }) => ({ value: personal === "bank-account" ? foldNumber(given) : given }),
  check(value, field) {
    if (typeof value !== "string") return fillIn(field);
    const format = FORMATS[field.format ?? ""];
    return textFault(value, field) ?? (format && !format.right(value) ? wrong(field, format.say) : undefined);
  },
  say: plain,
  draw(asked) {
    const { max, format } = asked.field;
    const value = typed(asked.value);
    if (max !== undefined && max > LONG) return <TextArea {...common(asked)} value={value} maxLength={max} />;
    return <TextField {...common(asked)} value={value} autocomplete={format === "address" ? "street-address" : "off"} />;
  },
  column: "text",
  search: "part",
};
