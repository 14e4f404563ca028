import { TYPES } from "#register/field";
import { KeyField } from "#ui";
import type { Around, Called } from "./around.ts";
import { NO_CELLS } from "./cells.ts";
import { common, plain, typed, type FieldDefinition, type FormType } from "./field.ts";
import { fillIn, quoted } from "./judge.ts";

// Types whose values are keys that people type or paste, and that are answered by what stands behind them.

/** A type by what its key names. `find` says what a key is called here; `none` ends the sentence about a key that nothing has: 没有这件办件…. */
export function lookedUp(
  { word, keys, none, hint }: { word: string; keys: readonly string[]; none: string; hint: string },
  find: (around: Around, field: FieldDefinition, key: string) => Called,
): FormType {
  const own: FormType = {
    word,
    keys,
    schema: () => ({ type: "string", maxLength: 100 }),
    read(text, field, around) {
      // As it is shown: 云州小满餐饮有限公司（91990100…）.
      const key = /^.+（([0-9A-Z][0-9A-Z-]{5,})）$/i.exec(text)?.[1] ?? text;
      const read = TYPES.code.read(key, NO_CELLS);
      if ("fault" in read) return { fault: quoted(field, text, read.fault) };
      return find(around, field, String(read.value)) === null ? { fault: quoted(field, text, none), kept: read.value } : read;
    },
    check(value, field, around) {
      if (typeof value !== "string") return fillIn(field);
      if (!TYPES.code.fits(value)) return quoted(field, value, "太长，不是编号");
      return find(around, field, value) === null ? quoted(field, value, none) : undefined;
    },
    say(value, field, around) {
      const called = find(around, field, plain(value));
      return called ? `${called}（${plain(value)}）` : plain(value);
    },
    draw(asked) {
      const { field, around } = asked;
      const key = typed(asked.value);
      const called = key === "" ? undefined : (find(around, field, key) ?? undefined);
      return <KeyField {...common(asked)} {...(!asked.field.hint && !asked.remark && { hint })} value={key} {...(called && { called })} />;
    },
    column: "text",
    search: "whole",
  };
  return own;
}
