import { readDay, readMonth } from "#kernel/clock";
import { foldIdPaper, foldNumber, foldPhone, readNumber } from "#values/codes";
import type { Answers, FieldDefinition } from "./form.ts";

type Typed = Pick<FieldDefinition, "schema" | "widget" | "personal" | "label">;

/** Numbers and codes by what they are: the format of a schema, else the widget or the kind of personal information. */
const FOLDS: Record<string, (text: string) => string> = {
  "id-number": foldNumber,
  uscc: foldNumber,
  "bank-card": foldNumber,
  "bank-account": foldNumber,
  "id-paper": foldIdPaper,
  phone: foldPhone,
  date: readDay,
  month: readMonth,
};

/** Whether a number is an amount of money: only then may it carry ¥ or 元. */
const MONEY = /元|金额|费用|价/;

/**
 * An answer as it is meant, however it was written: blanks, hyphens, width and case of numbers and codes, days and months in any usual form, groups of
 * figures. The one place of every door: portal, API and window alike. What cannot be read stays as it is, and the check of the page says so.
 */
export function foldAnswer({ schema, widget, personal, label }: Typed, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const type = schema["type"];
  if (type === "number" || type === "integer") return readNumber(value, { money: MONEY.test(label) }) ?? value;
  const fold = FOLDS[String(schema["format"] ?? "")] ?? FOLDS[widget ?? ""] ?? (personal === "bank-account" ? FOLDS[personal] : undefined);
  return fold && type === "string" ? fold(value) : value;
}

/** Answers folded, each by its field; names that are no field stay. */
export function foldAnswers(fields: ReadonlyMap<string, Typed>, answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, fields.has(name) ? foldAnswer(fields.get(name)!, value) : value]));
}
