import type { Organisation } from "#base/duty";

/** A register's value as it is read: yes and no, the name of an area or unit, a day. */
export function valueWords(value: unknown, organisation: Organisation): string {
  if (value === undefined || value === null || value === "") return "—";
  if (typeof value === "boolean") return value ? "是" : "否";
  const text = String(value);
  return organisation.areas.get(text)?.name ?? organisation.units.get(text)?.name ?? text;
}
