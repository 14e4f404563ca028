import { dayFrom, readDay } from "#kernel/clock";
import { badInput } from "#values/errors";
import { foldAnswer } from "./fold.ts";
import type { Answers, FieldDefinition } from "./form.ts";

type Body = Record<string, unknown>;

const YES = new Set(["true", "yes", "on", "1"]);
const NO = new Set(["false", "no", "off", "0"]);
const DATE_PARTS = ["year", "month", "day"];
/** The kind of an identity paper comes beside its number. */
const KIND = "kind";

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value])
    .filter((one) => one !== undefined && one !== null)
    .map((one) => String(one).replaceAll("\r\n", "\n").trim())
    .filter((one) => one !== "");
}

/**
 * A date may come as one text or as the three boxes of a date field (`name-year`, `name-month`, `name-day`). What is not clear comes back as
 * it was typed, nothing added, box by box.
 */
function dayParts(body: Body, name: string): string[] {
  const [year = "", month = "", day = ""] = DATE_PARTS.map((part) => texts(body[`${name}-${part}`])[0] ?? "");
  if (year === "" && month === "" && day === "") return [];
  if (month === "" && day === "" && readDay(year) !== year) return [readDay(year)];
  return [dayFrom(year, month, day) ?? [year, month, day].join("-")];
}

/** The number of a paper with its kind before it, as it is read. */
function paperParts(body: Body, name: string, number: string | undefined): string | undefined {
  const kind = texts(body[`${name}-${KIND}`])[0];
  // The first kind stands there when nobody chose: then a number that says its kind itself may say it.
  return number !== undefined && kind !== undefined && kind !== "id-card" ? `${kind}:${number}` : number;
}

function read(field: FieldDefinition, body: Body): unknown {
  const { name, schema } = field;
  const given = texts(body[name]);
  const isDay = schema["format"] === "date";
  if (schema["type"] === "array") return given.length > 0 ? given : null;
  const [first] = given.length > 0 || !isDay ? given : dayParts(body, name);
  const text = schema["format"] === "id-paper" ? paperParts(body, name, first) : first;
  if (text === undefined) return null;
  if (schema["type"] === "boolean") return YES.has(text) ? true : NO.has(text) ? false : text;
  return foldAnswer(field, text);
}

/** The names under which a field may come: its own, and those of its parts. */
function partsOf({ name, schema }: FieldDefinition): string[] {
  const parts = schema["format"] === "date" ? DATE_PARTS : schema["format"] === "id-paper" ? [KIND] : [];
  return [name, ...parts.map((part) => `${name}-${part}`)];
}

/**
 * Typed answers out of a form body (urlencoded: texts, or lists of texts): trimmed; numbers, yes and no, days and lists made of
 * what was written. A field that was left empty is `null`, so that saved answers can be overwritten by spreading. What cannot be
 * read stays text, and the check of the page says so. Names that begin with "_" belong to the page, not the form.
 * @throws Refusal UNKNOWN_FIELD when the body holds a name that is none of `fields`.
 */
export function parseAnswers(fields: readonly FieldDefinition[], body: Body): Answers {
  const known = new Set(fields.flatMap(partsOf));
  const unknown = Object.keys(body).filter((name) => !name.startsWith("_") && !known.has(name));
  if (unknown.length > 0)
    throw badInput("UNKNOWN_FIELD", "提交的内容里有表单没有的项目，请刷新页面后重填。", Object.fromEntries(unknown.map((name) => [name, "表单里没有这一项"])));
  return Object.fromEntries(fields.map((field) => [field.name, read(field, body)]));
}
