import { Select } from "#ui";
import { common, typed, type FormType } from "./field.ts";
import { lookedUp } from "./looked-up.tsx";

const byKey = lookedUp(
  { word: "库里的一条记录", keys: ["register"], none: "在库里没有，请核对主键", hint: "填它在库里的主键，例如统一社会信用代码" },
  (around, { register = "" }, key) => around.record?.(register, key),
);

/** 库里的一条记录, by its key; of a short register chosen by what its rows are called. */
export const record: FormType = {
  ...byKey,
  say(value, field, around) {
    return around.records?.(field.register ?? "")?.find((row) => row.value === value)?.label ?? byKey.say(value, field, around);
  },
  draw(asked) {
    const rows = asked.around.records?.(asked.field.register ?? "");
    const value = typed(asked.value);
    if (!rows || (value !== "" && !rows.some((row) => row.value === value))) return byKey.draw(asked);
    return <Select {...common(asked)} options={rows} value={value} />;
  },
};
