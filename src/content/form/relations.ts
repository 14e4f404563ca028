import { addCalendar, DAY_SPAN, isDay } from "#kernel/clock";
import { idNumberFacts } from "#values/codes";
import { asksForDay, asksForIdentity } from "./asks.ts";
import { answered } from "./field/index.ts";
import type { Answers, Facts, Field, Form } from "./form.ts";

/** The oldest that anybody can be who applies or is applied for. */
const OLDEST_BIRTH = "today - P130Y";
const BOUND = /^(today|\d{4}-\d{2}-\d{2}|[a-z][a-z0-9_]*)(?:\s*([+-])\s*P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?)?$/;
const MALE = new Set(["1", "男", "male"]);

/** The field a bound looks at; undefined for today and for a day. Null when the bound cannot be read. */
export function boundField(text: string): string | undefined | null {
  const match = BOUND.exec(text.trim());
  if (!match) return null;
  return match[1] === "today" || /^\d/.test(match[1]!) ? undefined : match[1]!;
}

interface Bound {
  day: string;
  /** How the day is named in a sentence. */
  words: string;
}

function inWords(day: string): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

/** The day a bound stands for; undefined where what it looks at is not known or no day. */
function boundOf(text: string, form: Form, answers: Answers, facts: Facts): Bound | undefined {
  const [, start = "", sign, years, months, days] = BOUND.exec(text.trim()) ?? [];
  const day = start === "today" ? facts["today"] : /^\d/.test(start) ? start : answers[start];
  if (typeof day !== "string" || !isDay(day)) return undefined;
  const times = (count: string | undefined): number => (sign === "-" ? -1 : 1) * Number(count ?? 0);
  const moved = sign ? addCalendar(day, times(years), times(months), times(days)) : day;
  const name = sign ? undefined : start === "today" ? "今天" : form.fields.get(start)?.label;
  return { day: moved, words: name ? `${name}（${inWords(moved)}）` : inWords(moved) };
}

function dayFault(form: Form, field: Field, value: string, answers: Answers, facts: Facts): string | undefined {
  const { label } = field;
  if (/^\d{1,3}\D/.test(value)) return `${label}的年份要写四位数，例如 1944`;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && (value < DAY_SPAN.from || value > DAY_SPAN.until)) return `${label}的年份不对，请核对四位数的年份`;
  if (!isDay(value)) return undefined;
  const latest = field.not_after ?? (field.born_of ? "today" : undefined);
  const last = latest && boundOf(latest, form, answers, facts);
  if (last && value > last.day) return `${label}不能晚于${last.words}`;
  const earliest = field.not_before ?? (field.born_of ? OLDEST_BIRTH : undefined);
  const first = earliest && boundOf(earliest, form, answers, facts);
  return first && value < first.day ? `${label}不能早于${first.words}` : undefined;
}

/** What the number in a field says of its holder; undefined when the field holds no right number. */
function saidBy(form: Form, name: string | undefined, answers: Answers): { label: string; birth: string; sex: "1" | "2" } | undefined {
  const number = name === undefined ? undefined : answers[name];
  const facts = typeof number === "string" ? idNumberFacts(number) : undefined;
  return facts && { ...facts, label: form.fields.get(name!)?.label ?? "身份证号" };
}

/**
 * What is wrong with an answer towards the calendar, today and other answers, though it is well-formed by itself: a birth that lies ahead, a
 * day of birth or a sex that the identity number does not say.
 */
export function relationFault(form: Form, field: Field, answers: Answers, facts: Facts): string | undefined {
  const value = answers[field.name];
  if (!answered(value) || typeof value !== "string") return undefined;
  const today = typeof facts["today"] === "string" ? facts["today"] : undefined;
  if (asksForIdentity(field) && today && idNumberFacts(value) && !idNumberFacts(value, today)) return `${field.label}里的出生日期不对，请核对第 7 到第 14 位`;
  if (asksForDay(field)) {
    const fault = dayFault(form, field, value, answers, facts);
    if (fault) return fault;
  }
  const before = field.after === undefined ? undefined : answers[field.after];
  if (typeof before === "string" && Date.parse(value) <= Date.parse(before))
    return `${field.label}要晚于${form.fields.get(field.after!)?.label ?? field.after}`;
  const born = saidBy(form, field.born_of, answers);
  if (born && born.birth !== value) return `${field.label}与${born.label}里的出生日期不一致，请核对`;
  const said = saidBy(form, field.sex_of, answers);
  if (said && (said.sex === "1") !== MALE.has(value)) return `${field.label}与${said.label}不一致，请核对`;
  return undefined;
}

/** The answers with every day of birth put in place that was not answered and that an identity number among them says. */
export function withBirths(form: Form, answers: Answers): Answers {
  const births = [...form.fields.values()].flatMap((field) => {
    const said = saidBy(form, field.born_of, answers);
    return said && !answered(answers[field.name]) ? [[field.name, said.birth] as const] : [];
  });
  return { ...answers, ...Object.fromEntries(births) };
}
