import type { Organisation } from "#people/duty";
import { valueText, type RegisterField } from "#register/field";

/** A register's value as a page shows it; a dash for none. */
export function valueWords(value: unknown, { areas, units }: Organisation, field: Pick<RegisterField, "type" | "codes" | "personal">): string {
  return valueText(field, value, (code) => areas.get(code)?.name ?? units.get(code)?.name) || "—";
}
