import type { Organisation } from "#people/duty";
import { wordOf } from "#register/register";

/** A register's value as it is read: yes and no, the word of a code, the name of an area or unit, a day. */
export function valueWords(value: unknown, organisation: Organisation, field: Parameters<typeof wordOf>[0] = {}): string {
  if (value === undefined || value === null || value === "") return "—";
  if (typeof value === "boolean") return value ? "是" : "否";
  const text = String(value);
  if (field.codes) return wordOf(field, text);
  return organisation.areas.get(text)?.name ?? organisation.units.get(text)?.name ?? text;
}
