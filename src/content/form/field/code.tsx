import { coded, codeWord, TYPES, wordOf } from "#register/field";
import { Select, TextField } from "#ui";
import { NO_CELLS } from "./cells.ts";
import { common, plain, typed, type FormType } from "./field.ts";
import { choose, fillIn, quoted } from "./judge.ts";

/** 代码: one of a list, by code or word; without a list any code. */
export const code: FormType = {
  word: "代码",
  keys: ["codes", "under"],
  schema: ({ codes }) => (codes ? { type: "string", enum: Object.keys(codes) } : { type: "string", maxLength: 100 }),
  read(text, field) {
    const read = field.codes ? coded(field.codes, text) : TYPES.code.read(text, NO_CELLS);
    return "value" in read ? read : { fault: quoted(field, text, read.fault) };
  },
  check(value, field, around) {
    if (typeof value !== "string") return code.missing!(field);
    if (field.codes && Object.hasOwn(field.codes, value)) return undefined;
    const read = code.read(value, field, around);
    return "fault" in read ? read.fault : read.value === value ? undefined : quoted(field, value, "不是代码本身，请写代码");
  },
  missing: (field) => (field.codes ? choose(field) : fillIn(field)),
  say: (value, field) => wordOf(field, plain(value)),
  draw(asked) {
    const { codes, under = {} } = asked.field;
    if (!codes) return <TextField {...common(asked)} value={typed(asked.value)} length={20} autocomplete="off" />;
    const options = Object.entries(codes).map(([value, word]) => {
      const group = under[value];
      // A heading is an answer too: for what none below it says.
      return { value, label: group === word ? `${codeWord(word)}（其他）` : codeWord(word), ...(group !== undefined && { group }) };
    });
    return <Select {...common(asked)} options={options} value={typed(asked.value)} />;
  },
  column: "text",
  search: "whole",
};
