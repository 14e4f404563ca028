import type { Around } from "./around.ts";
import type { FieldDefinition, FormType, Take } from "./field.ts";

/** A text as its type means it; itself, or as its type keeps it, where it cannot be read. */
export function meant(type: FormType, field: FieldDefinition, value: unknown, around: Around): unknown {
  if (typeof value !== "string") return value;
  const read = type.read(value, field, around);
  return "value" in read ? read.value : (read.kept ?? value);
}

/** What was posted for a field; null where nothing was. */
export function posted(type: FormType, field: FieldDefinition, take: Take, around: Around): unknown {
  const given = type.posted?.(field, take, around);
  if (given !== undefined) return meant(type, field, given, around);
  const [first] = take();
  return first === undefined ? null : meant(type, field, first, around);
}
