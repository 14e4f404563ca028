import { TYPES } from "#register/field";
import { MoneyField } from "#ui";
import { NO_CELLS } from "./cells.ts";
import { common, plain, typed, type FormType } from "./field.ts";
import { keywords, quoted, sizeFault } from "./judge.ts";

function words(fen: number): string {
  return TYPES.money.show(fen, () => undefined);
}

/** 金额: whole fen, written and shown in 元, as people write it: 1,200.50 元, 1.2万元. Nothing below zero unless the field says so. */
export const money: FormType = {
  word: "金额",
  keys: ["min", "max", "above", "below"],
  schema: ({ min = 0, max, above, below }) => keywords({ type: "integer", minimum: min, maximum: max, exclusiveMinimum: above, exclusiveMaximum: below }),
  read(text, field) {
    const read = TYPES.money.read(text, NO_CELLS);
    return "value" in read ? read : { fault: quoted(field, text, read.fault) };
  },
  check(value, field, around) {
    if (!Number.isSafeInteger(value)) {
      const read = money.read(typeof value === "string" ? value : plain(value), field, around);
      return "fault" in read ? read.fault : quoted(field, plain(value), "要写到分，例如 1234.50");
    }
    return sizeFault(value as number, { ...field, min: field.min ?? 0 }, words);
  },
  say: (value) => (Number.isSafeInteger(value) ? words(value as number) : plain(value)),
  draw(asked) {
    const { value } = asked;
    return <MoneyField {...common(asked)} value={Number.isSafeInteger(value) ? words(value as number).replace(" 元", "") : typed(value)} />;
  },
  column: "bigint",
  search: "span",
};
