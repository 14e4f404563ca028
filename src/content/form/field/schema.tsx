import type { ValidateFunction } from "ajv";
import { account } from "./account.tsx";
import { choice } from "./choice.tsx";
import { choices } from "./choices.tsx";
import { date } from "./date.tsx";
import { answered, type FieldDefinition, type FormType, type JsonSchema } from "./field.ts";
import { schemaChecker } from "./formats.ts";
import { idNumber } from "./id-number.tsx";
import { complaint, missingBySchema } from "./messages.ts";
import { number } from "./number.tsx";
import { integer } from "./integer.tsx";
import { paragraph } from "./paragraph.tsx";
import { phone } from "./phone.tsx";
import { text } from "./text.tsx";
import { uscc } from "./uscc.tsx";
import { yesNo } from "./yes-no.tsx";

// What the first writing of forms could say and no type says as well: a schema judges, and the type that comes nearest reads and draws.

const BY_FORMAT: Record<string, FormType> = { date, month: date, phone, "id-number": idNumber, "id-paper": idNumber, uscc, "bank-card": account };
const BY_WIDGET: Record<string, FormType> = { phone, "id-number": idNumber, date, textarea: paragraph };
const BY_TYPE: Record<string, FormType> = { array: choices, boolean: yesNo, number, integer };

function nearest({ schema = {}, widget, options }: FieldDefinition): FormType {
  const { type, format } = schema as { type?: string; format?: string };
  return BY_TYPE[type ?? ""] ?? (options ? choice : (BY_FORMAT[format ?? ""] ?? BY_WIDGET[widget ?? ""] ?? text));
}

/** The field as the nearest type sees it. */
function asNearest(field: FieldDefinition): FieldDefinition {
  const { format, maxLength, const: only } = (field.schema ?? {}) as { format?: FieldDefinition["format"]; maxLength?: number; const?: unknown };
  return { ...field, ...(format && { format }), ...(maxLength !== undefined && { max: maxLength }), ...(only === true && { fixed: true }) };
}

/** The written schema with the options as the allowed values. */
export function writtenSchema({ schema = {}, options }: Pick<FieldDefinition, "schema" | "options">): JsonSchema {
  if (!options) return schema;
  const values = { enum: options.map((option) => option.value) };
  if (schema["type"] === "array") return { uniqueItems: true, ...schema, items: { type: "string", ...values } };
  return { ...schema, ...values };
}

const checker = schemaChecker();
const compiled = new WeakMap<FieldDefinition, ValidateFunction>();

function validator(field: FieldDefinition): ValidateFunction {
  let found = compiled.get(field);
  if (!found) compiled.set(field, (found = checker.compile(writtenSchema(field))));
  return found;
}

/** A field that says with a JSON Schema what it takes. */
export const schema: FormType = {
  word: "JSON Schema",
  keys: ["schema", "widget", "options"],
  schema: writtenSchema,
  read(given, field, around) {
    const read = nearest(field).read(given, asNearest(field), around);
    const value = "value" in read ? read.value : (read.kept ?? given);
    const fault = schema.check(value, field, around);
    return fault === undefined ? { value } : { fault, kept: value };
  },
  posted: (field, take, around) => nearest(field).posted?.(asNearest(field), take, around),
  owns: (part, field) => nearest(field).owns?.(part, asNearest(field)) ?? false,
  check(value, field) {
    const validate = validator(field);
    return !answered(value) || validate(value) ? undefined : complaint(field, validate.errors![0]!);
  },
  missing: missingBySchema,
  say(value, field, around) {
    if (typeof value === "boolean") return yesNo.say(value, asNearest(field), around);
    return Array.isArray(value) ? choices.say(value, field, around) : nearest(field).say(value, asNearest(field), around);
  },
  draw: (asked) => nearest(asked.field).draw({ ...asked, field: asNearest(asked.field) }),
};
