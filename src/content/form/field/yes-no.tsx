import { Checkbox, RadioGroup } from "#ui";
import { common, type FieldDefinition, type FormType } from "./field.ts";
import { choose } from "./judge.ts";

const YES = new Set(["true", "yes", "on", "1", "是", "有"]);
const NO = new Set(["false", "no", "off", "0", "否", "没有"]);
const OPTIONS = [
  { value: "yes", label: "是" },
  { value: "no", label: "否" },
];

/** Whether it is a sentence to tick, not a question. */
function ticked({ widget, fixed }: FieldDefinition): boolean {
  return widget === undefined ? fixed === true : widget === "checkboxes";
}

/** 是或否; with `fixed` a promise that has to be given. */
export const yesNo: FormType = {
  word: "是或否",
  keys: ["fixed"],
  schema: ({ fixed }) => (fixed ? { type: "boolean", const: true } : { type: "boolean" }),
  read: (text, field) => (YES.has(text) ? { value: true } : NO.has(text) ? { value: false } : { fault: yesNo.missing!(field) }),
  check: (value, field) => (typeof value !== "boolean" || (field.fixed && !value) ? yesNo.missing!(field) : undefined),
  missing: (field) => (ticked(field) ? "请阅读并勾选这一项" : choose(field)),
  say: (value, { fixed }) => (fixed ? "已确认" : value ? "是" : "否"),
  draw(asked) {
    const { value, field } = asked;
    if (ticked(field)) return <Checkbox {...common(asked)} checked={value === true} />;
    return <RadioGroup {...common(asked)} inline options={OPTIONS} {...(typeof value === "boolean" && { value: value ? "yes" : "no" })} />;
  },
  column: "boolean",
  search: "whole",
};
