import { TYPES, type JsonSchema } from "./field/index.ts";
import type { Answers, Field, Form } from "./form.ts";

// A draft may be incomplete and its answers may be wrong; they are kept all the same. What no page of the form could have asked for is not.
/** Longest text of a field that names no length of its own, UTF-16 units; two for each character of those that do. */
const TEXT = 5000;
/** Longest text where a number, a day or a choice belongs: as it was typed. */
const TYPED = 200;
const ITEMS = 200;
const DEEPEST = 4;

function fitsText(value: unknown, most: unknown): boolean {
  return typeof value === "string" && value.length <= (typeof most === "number" ? Math.max(TYPED, most * 2) : TEXT);
}

function fits(schema: JsonSchema, value: unknown, depth = 0): boolean {
  if (value === null || value === undefined) return true;
  if (depth > DEEPEST) return false;
  const { type, items, properties, maxLength, maxItems } = schema as {
    type?: string;
    items?: JsonSchema;
    properties?: Record<string, JsonSchema>;
    maxLength?: number;
    maxItems?: number;
  };
  switch (type) {
    case "string":
      return fitsText(value, maxLength);
    case "number":
    case "integer":
      return Number.isFinite(value) || fitsText(value, TYPED / 2);
    case "boolean":
      return typeof value === "boolean";
    case "array":
      return (
        Array.isArray(value) && value.length <= Math.min(maxItems ?? ITEMS, ITEMS) && value.every((each) => fits(items ?? { type: "string" }, each, depth + 1))
      );
    case "object":
      return (
        typeof value === "object" &&
        !Array.isArray(value) &&
        Object.entries(value).every(([name, each]) => properties !== undefined && Object.hasOwn(properties, name) && fits(properties[name]!, each, depth + 1))
      );
    default:
      // A schema of other words: its check is made at submission, its size now.
      return JSON.stringify(value).length <= TEXT * 4;
  }
}

/** Which answers have not the shape of their fields, or are longer than those could ever be, one sentence each. Whether they are right is asked at submission. */
export function misshapen(form: Form, answers: Answers): Record<string, string> {
  const wrong = Object.entries(answers).flatMap(([name, value]): [string, Field][] => {
    const field = form.fields.get(name);
    return field && !fits(TYPES[field.type].schema(field), value) ? [[name, field]] : [];
  });
  return Object.fromEntries(wrong.map(([name, { label }]) => [name, `「${label}」的内容太长，或者写法不对，请核对`]));
}
