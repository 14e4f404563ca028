import { readNumber } from "#values/codes";
import { NumberField } from "#ui";
import { common, plain, typed, type Asked, type FormType } from "./field.ts";
import { keywords, sizeFault } from "./judge.ts";

/** Whether a number is an amount of money: only then may it carry ¥ or 元. */
const MONEY = /元|金额|费用|价/;

/** A unit in the label ("面积（平方米）") stands after the box. */
function unitOf(label: string): { label: string; suffix?: string } {
  const match = /^(.+)（(平方米|米|台|人|元|个|天|次)）$/.exec(label);
  return match ? { label: match[1]!, suffix: match[2]! } : { label };
}

/** Draws a number with its unit behind it. */
export function drawNumber(asked: Asked, decimal: boolean) {
  return <NumberField {...common(asked)} {...unitOf(asked.field.label)} value={typed(asked.value)} decimal={decimal} />;
}

/** 数. */
export const number: FormType = {
  word: "数",
  keys: ["min", "max", "above", "below"],
  schema: ({ min, max, above, below }) => keywords({ type: "number", minimum: min, maximum: max, exclusiveMinimum: above, exclusiveMaximum: below }),
  read(text, { label }) {
    const value = readNumber(text, { money: MONEY.test(label) });
    return value === undefined ? { fault: `${label}请填数字` } : { value };
  },
  check: (value, field) => (typeof value === "number" && Number.isFinite(value) ? sizeFault(value, field) : `${field.label}请填数字`),
  say: plain,
  draw: (asked) => drawNumber(asked, true),
  column: "double precision",
  search: "span",
};
