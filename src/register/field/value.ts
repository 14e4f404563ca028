import { wordOf } from "./codes.ts";
import type { RegisterField } from "./field.ts";
import { TYPES } from "./types.ts";

/** A value as it is read: yes and no, the word of a code, the name of an area or unit, a day, a sum in 元. A personal one comes masked and stays so; "" of none. */
export function valueText(
  { type, codes, personal }: Pick<RegisterField, "type" | "codes" | "personal">,
  value: unknown,
  place: (code: string) => string | undefined,
): string {
  if (value === undefined || value === null) return "";
  if (personal) return String(value);
  return codes ? wordOf({ codes }, String(value)) : TYPES[type].show(value, place);
}
