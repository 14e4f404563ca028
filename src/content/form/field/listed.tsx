import { CheckboxGroup, Select, TextField } from "#ui";
import type { Around } from "./around.ts";
import { optionOf } from "./choice.tsx";
import { common, plain, typed, type FieldDefinition, type FormType, type Option } from "./field.ts";
import { choose, countFault, keywords, quoted } from "./judge.ts";

// Types whose values are chosen from a list that the city has: areas, units, staff, registers and their columns.

/** The list for a field; undefined where it is not known here. */
export type ListOf = (around: Around, field: FieldDefinition) => readonly Option[] | undefined;

/** What was on a list and is no more, with what stands in its place. */
export type GoneOf = (around: Around) => ReadonlyMap<string, { label: string; heir: Option }> | undefined;

const LONGEST = 100;

/** One of a list, by its code or name. `noun` stands in the sentence about what is none: 不在机构名单里. */
export function oneListed(word: string, noun: string, listOf: ListOf, goneOf: GoneOf = () => undefined): FormType {
  const gone = (value: unknown, around: Around) => (typeof value === "string" ? goneOf(around)?.get(value) : undefined);
  const faultOf = (value: unknown, field: FieldDefinition, around: Around): string => {
    const was = gone(value, around);
    if (was) return quoted(field, was.label, `已经撤并，现在由${was.heir.label}接手，请改选`);
    return quoted(field, plain(value), `不在${noun}里，请从给出的选项里选`);
  };
  const own: FormType = {
    word,
    keys: [],
    schema: () => ({ type: "string", maxLength: LONGEST }),
    read(text, field, around) {
      const list = listOf(around, field);
      const found = list ? optionOf(text, list) : { value: text };
      return found ? { value: found.value } : { fault: faultOf(text, field, around) };
    },
    check(value, field, around) {
      if (typeof value !== "string") return choose(field);
      const list = listOf(around, field);
      const known = list ? list.some((option) => option.value === value) : value.length <= LONGEST;
      return known ? undefined : faultOf(value, field, around);
    },
    missing: choose,
    say: (value, field, around) => listOf(around, field)?.find((option) => option.value === value)?.label ?? gone(value, around)?.label ?? plain(value),
    draw(asked) {
      const list = listOf(asked.around, asked.field);
      const value = gone(asked.value, asked.around)?.heir.value ?? typed(asked.value);
      if (!list) return <TextField {...common(asked)} value={typed(asked.value)} length={30} autocomplete="off" />;
      return <Select {...common(asked)} options={list} value={value} />;
    },
    column: "text",
    search: "whole",
  };
  return own;
}

/** Several of a list. */
export function severalListed(word: string, noun: string, listOf: ListOf, goneOf?: GoneOf): FormType {
  const one = oneListed(word, noun, listOf, goneOf);
  const own: FormType = {
    ...one,
    keys: ["min", "max"],
    schema: ({ min, max }) => keywords({ type: "array", uniqueItems: true, minItems: min, maxItems: max, items: { type: "string", maxLength: LONGEST } }),
    read(text, field, around) {
      const read = text
        .split(/[、，,;；\n]+/)
        .map((each) => each.trim())
        .filter((each) => each !== "")
        .map((each) => one.read(each, field, around));
      const fault = read.find((each) => "fault" in each);
      return fault ?? { value: [...new Set(read.map((each) => (each as { value: unknown }).value))] };
    },
    posted(_field, take) {
      const given = take();
      return given.length > 1 ? given : given.length === 1 ? given[0] : null;
    },
    check(value, field, around) {
      // One that was typed and could not be read is a list of itself.
      if (typeof value === "string") return one.check(value, field, around) ?? choose(field);
      if (!Array.isArray(value)) return choose(field);
      if (new Set(value).size < value.length) return `${field.label}里有选了两次的，请去掉一个`;
      return value.map((each) => one.check(each, field, around)).find((fault) => fault !== undefined) ?? countFault(value.length, field);
    },
    say: (value, field, around) =>
      [value]
        .flat()
        .map((each) => one.say(each, field, around))
        .join("、"),
    draw(asked) {
      const list = listOf(asked.around, asked.field);
      const values = Array.isArray(asked.value) ? asked.value.map((each) => goneOf?.(asked.around)?.get(String(each))?.heir.value ?? String(each)) : [];
      if (!list) return <TextField {...common(asked)} value={values.join("、") || typed(asked.value)} autocomplete="off" />;
      return <CheckboxGroup {...common(asked)} options={list} values={values} />;
    },
    column: "text[]",
  };
  return own;
}
