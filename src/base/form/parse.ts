import { badInput } from "#kernel/errors";
import type { Answers, FieldDefinition } from "./form.ts";

type Body = Record<string, unknown>;

const YES = new Set(["true", "yes", "on", "1"]);
const NO = new Set(["false", "no", "off", "0"]);
const DATE_PARTS = ["year", "month", "day"];
/** Codes and numbers are the same written wide or narrow, with spaces or without. */
const CODES = new Set(["id-number", "uscc", "phone"]);

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value])
    .filter((one) => one !== undefined && one !== null)
    .map((one) => String(one).replaceAll("\r\n", "\n").trim())
    .filter((one) => one !== "");
}

function readNumber(text: string): unknown {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text;
}

const FIGURES = "〇一二三四五六七八九";

/** 二〇二六 and 十二 as figures; what is no Chinese number stays. */
function chineseFigures(text: string): string {
  const plain = text.replaceAll("零", "〇").replaceAll("○", "〇");
  if (/^[〇一二三四五六七八九]+$/.test(plain)) return [...plain].map((figure) => FIGURES.indexOf(figure)).join("");
  const tens = /^([一二三])?十([一二三四五六七八九])?$/.exec(plain);
  return tens ? String((tens[1] ? FIGURES.indexOf(tens[1]) : 1) * 10 + (tens[2] ? FIGURES.indexOf(tens[2]) : 0)) : text;
}

/** A year, month or day as it is written: wide or narrow, with its word, in Chinese figures. Undefined where it is not clear. */
function readPiece(typed: string, words: string, figures: RegExp): string | undefined {
  const text = chineseFigures(typed.normalize("NFKC").replace(new RegExp(`[\\s${words}]`, "g"), ""));
  return figures.test(text) ? text : undefined;
}

/** A day of year, month and day; undefined where one of them is not clear. A year of two figures could be any century: it is not. */
function dayFrom(year: string, month: string, day: string): string | undefined {
  const [y, m, d] = [readPiece(year, "年", /^\d{4}$/), readPiece(month, "月", /^\d{1,2}$/), readPiece(day, "日号", /^\d{1,2}$/)];
  return y && m && d ? `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}` : undefined;
}

function readDay(text: string): string {
  const plain = text.normalize("NFKC");
  const parts = /^([^年月日/.-]+)\s*[-/.年]\s*([^年月日/.-]+)\s*[-/.月]\s*([^年月日/.-]+)\s*[日号]?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  return (parts && dayFrom(parts[1]!, parts[2]!, parts[3]!)) ?? text;
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

function read({ name, schema, widget }: FieldDefinition, body: Body): unknown {
  const given = texts(body[name]);
  const isDay = schema["format"] === "date";
  const [text] = given.length > 0 || !isDay ? given : dayParts(body, name);
  if (schema["type"] === "array") return given.length > 0 ? given : null;
  if (text === undefined) return null;
  const type = schema["type"];
  if (type === "boolean") return YES.has(text) ? true : NO.has(text) ? false : text;
  if (type === "number" || type === "integer") return readNumber(text);
  if (isDay) return readDay(text);
  if (CODES.has(String(schema["format"])) || CODES.has(widget ?? "")) return text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  return text;
}

/**
 * Typed answers out of a form body (urlencoded: texts, or lists of texts): trimmed; numbers, yes and no, days and lists made of
 * what was written. A field that was left empty is `null`, so that saved answers can be overwritten by spreading. What cannot be
 * read stays text, and the check of the page says so. Names that begin with "_" belong to the page, not the form.
 * @throws Refusal UNKNOWN_FIELD when the body holds a name that is none of `fields`.
 */
export function parseAnswers(fields: readonly FieldDefinition[], body: Body): Answers {
  const known = new Set(fields.flatMap(({ name, schema }) => [name, ...(schema["format"] === "date" ? DATE_PARTS.map((part) => `${name}-${part}`) : [])]));
  const unknown = Object.keys(body).filter((name) => !name.startsWith("_") && !known.has(name));
  if (unknown.length > 0)
    throw badInput("UNKNOWN_FIELD", "提交的内容里有表单没有的项目，请刷新页面后重填。", Object.fromEntries(unknown.map((name) => [name, "表单里没有这一项"])));
  return Object.fromEntries(fields.map((field) => [field.name, read(field, body)]));
}
