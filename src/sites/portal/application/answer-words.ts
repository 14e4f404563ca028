import { showAnswer, type FieldDefinition } from "#content/form";
import { formatDate } from "#ui";

/** An answer as a person reads it: days as they are spoken, labels of options, 是 and 否, 未填. */
export function answerWords(field: Pick<FieldDefinition, "options" | "schema">, value: unknown): string {
  const day = field.schema["format"] === "date" && typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
  return day ? formatDate(value, { year: true }) : showAnswer(field, value);
}
