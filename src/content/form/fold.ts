import { meant, NOWHERE, TYPES, type Around, type FieldDefinition } from "./field/index.ts";
import type { Answers } from "./form.ts";

/**
 * An answer as it is meant, however it was written: blanks, hyphens, width and case of numbers and codes, days and months in any usual form, groups of
 * figures. The one place of every door: portal, API and window alike. What cannot be read stays as it is, and the check of the page says so.
 */
export function foldAnswer(field: FieldDefinition, value: unknown, around: Around = NOWHERE): unknown {
  return meant(TYPES[field.type], field, value, around);
}

/** Answers folded, each by its field; names that are no field stay. */
export function foldAnswers(fields: ReadonlyMap<string, FieldDefinition>, answers: Answers, around: Around = NOWHERE): Answers {
  return Object.fromEntries(Object.entries(answers).map(([name, value]) => [name, fields.has(name) ? foldAnswer(fields.get(name)!, value, around) : value]));
}
