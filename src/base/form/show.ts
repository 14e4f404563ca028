import { answered } from "./form.ts";
import type { FieldDefinition } from "./form.ts";

/** An answer as a person reads it: labels of options, 是 and 否, 未填. */
export function showAnswer({ options, schema }: Pick<FieldDefinition, "options" | "schema">, value: unknown): string {
  if (!answered(value)) return "未填";
  if (typeof value === "boolean") return schema["const"] === true ? "已确认" : value ? "是" : "否";
  const label = (one: unknown): string => options?.find((option) => option.value === one)?.label ?? String(one);
  return Array.isArray(value) ? value.map(label).join("、") : label(value);
}
