import { CheckboxGroup } from "#ui";
import { calledBy, choice, optionOf } from "./choice.tsx";
import { common, type FormType } from "./field.ts";
import { choose, countFault, keywords, notAmong, wrong } from "./judge.ts";

/** 选几项. */
export const choices: FormType = {
  word: "选几项",
  keys: ["options", "min", "max"],
  schema: (field) => keywords({ type: "array", uniqueItems: true, minItems: field.min, maxItems: field.max, items: choice.schema(field) }),
  read(text, field) {
    const options = field.options ?? [];
    const found = text
      .split(/[、，,;；\n]+/)
      .map((each) => each.trim())
      .filter((each) => each !== "")
      .map((each) => optionOf(each, options));
    return found.length > 0 && found.every((each) => each !== undefined) ? { value: found.map(({ value }) => value) } : { fault: notAmong(field) };
  },
  posted(_field, take) {
    const given = take();
    return given.length > 0 ? given : null;
  },
  check(value, field) {
    if (!Array.isArray(value)) return choose(field);
    if (new Set(value).size < value.length && countFault(value.length, field) === undefined) return wrong(field);
    const count = countFault(value.length, field);
    if (count) return count;
    if (value.some((each) => typeof each !== "string")) return choose(field);
    return value.every((each) => field.options?.some((option) => option.value === each)) ? undefined : notAmong(field);
  },
  missing: choose,
  say: (value, field) =>
    [value]
      .flat()
      .map((each) => calledBy(each, field))
      .join("、"),
  draw: (asked) => <CheckboxGroup {...common(asked)} options={asked.field.options ?? []} values={Array.isArray(asked.value) ? asked.value.map(String) : []} />,
  column: "text[]",
  search: "whole",
};
