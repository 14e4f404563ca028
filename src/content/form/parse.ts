import { badInput } from "#values/errors";
import { NOWHERE, posted, TYPES, type Around, type FieldDefinition } from "./field/index.ts";
import type { Answers } from "./form.ts";

type Body = Record<string, unknown>;

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value])
    .filter((one) => one !== undefined && one !== null)
    .map((one) => String(one).replaceAll("\r\n", "\n").trim())
    .filter((one) => one !== "");
}

/** One field out of a body, its parts under `name-part`. */
function read(field: FieldDefinition, body: Body, around: Around): unknown {
  const take = (part?: string): string[] => texts(body[part === undefined ? field.name : `${field.name}-${part}`]);
  return posted(TYPES[field.type], field, take, around);
}

/**
 * Typed answers out of a form body (urlencoded: texts, or lists of texts): trimmed; numbers, yes and no, days and lists made of
 * what was written. A field that was left empty is `null`, so that saved answers can be overwritten by spreading. What cannot be
 * read stays text, and the check of the page says so. Names that begin with "_" belong to the page, not the form.
 * @throws Refusal UNKNOWN_FIELD when the body holds a name that is none of `fields`.
 */
export function parseAnswers(fields: readonly FieldDefinition[], body: Body, around: Around = NOWHERE): Answers {
  const named = new Map(fields.map((field) => [field.name, field] as const));
  const known = (name: string): boolean => {
    const [own = "", ...parts] = name.split("-");
    const field = named.get(own);
    return field !== undefined && (parts.length === 0 || (TYPES[field.type].owns?.(parts.join("-"), field) ?? false));
  };
  const unknown = Object.keys(body).filter((name) => !name.startsWith("_") && !known(name));
  if (unknown.length > 0)
    throw badInput("UNKNOWN_FIELD", "提交的内容里有表单没有的项目，请刷新页面后重填。", Object.fromEntries(unknown.map((name) => [name, "表单里没有这一项"])));
  return Object.fromEntries(fields.map((field) => [field.name, read(field, body, around)]));
}
