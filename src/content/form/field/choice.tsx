import { RadioGroup, Select } from "#ui";
import { common, plain, typed, type FieldDefinition, type FormType, type Option } from "./field.ts";
import { choose, notAmong } from "./judge.ts";

/** More choices than this are shown as a list to pull down. */
const RADIO_AT_MOST = 6;

/** The option that a text stands for: its value, or what it is called. */
export function optionOf(text: string, options: readonly Option[]): Option | undefined {
  return options.find(({ value }) => value === text) ?? options.find(({ label }) => label === text);
}

/** What a chosen value is called; itself where it is none of the options. */
export function calledBy(value: unknown, { options = [] }: Pick<FieldDefinition, "options">): string {
  return options.find((option) => option.value === value)?.label ?? plain(value);
}

/** 选一项. */
export const choice: FormType = {
  word: "选一项",
  keys: ["options"],
  schema: ({ options = [] }) => ({ type: "string", enum: options.map(({ value }) => value) }),
  read(text, field) {
    const option = optionOf(text, field.options ?? []);
    return option ? { value: option.value } : { fault: notAmong(field) };
  },
  check(value, field) {
    if (typeof value !== "string") return choose(field);
    return field.options?.some((option) => option.value === value) ? undefined : notAmong(field);
  },
  missing: choose,
  say: calledBy,
  draw(asked) {
    const { options = [], widget } = asked.field;
    const value = typed(asked.value);
    if (widget === "select" || (widget === undefined && options.length > RADIO_AT_MOST)) return <Select {...common(asked)} options={options} value={value} />;
    return <RadioGroup {...common(asked)} options={options} {...(value !== "" && { value })} />;
  },
  column: "text",
  search: "whole",
};
