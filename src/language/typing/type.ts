/** How a text is written: a day 2026-11-21, a month 2026-11, or as whoever types it likes. */
export type TextForm = "day" | "month" | "free";

/** A record: its entries. `open`: others may be there. `called` is what it is, in a sentence: 表单. */
export type RecordType = Readonly<{ is: "record"; entries: Readonly<Record<string, Type>>; open?: true; called?: string }>;

/**
 * What values an expression can give, besides null. A text with `values` takes these alone (`words`: what they mean); a number is known to be whole
 * or known to have fractions, or neither. A function with `gives` takes one of these texts first, each giving its own; `what` they are, in a sentence. `hidden` is there and gives null all the same: `why` completes “x”….
 */
export type Type =
  | Readonly<{ is: "any" | "null" | "boolean" }>
  | Readonly<{ is: "function"; gives?: Readonly<Record<string, Type>>; what?: string }>
  | Readonly<{ is: "text"; values?: readonly string[]; words?: Readonly<Record<string, string>>; form?: TextForm }>
  | Readonly<{ is: "number"; whole?: boolean }>
  | Readonly<{ is: "date" | "time" | "date and time" | "duration" }>
  | Readonly<{ is: "list"; of: Type }>
  | RecordType
  | Readonly<{ is: "hidden"; why: string }>;

export const ANY: Type = { is: "any" };
export const NULL: Type = { is: "null" };
export const TEXT: Type = { is: "text" };
export const NUMBER: Type = { is: "number" };
export const WHOLE: Type = { is: "number", whole: true };
export const BOOLEAN: Type = { is: "boolean" };
export const DAY: Type = { is: "text", form: "day" };
export const MONTH: Type = { is: "text", form: "month" };
/** A text that somebody types. */
export const TYPED: Type = { is: "text", form: "free" };

/** A list of things of one type. */
export function listOf(of: Type): Type {
  return { is: "list", of };
}

/** A record with these entries and no others, unless it is open. */
export function recordOf(entries: Readonly<Record<string, Type>>, more: Partial<Pick<RecordType, "open" | "called">> = {}): RecordType {
  return { is: "record", entries, ...more };
}

/** A text that takes these values alone, with what they mean. */
export function oneOf(values: readonly string[], words?: Readonly<Record<string, string>>): Type {
  return { is: "text", values, ...(words && { words }) };
}

/** An entry of a record by its own name. */
export function ownEntry({ entries }: RecordType, name: string): Type | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** The type of what is of the one or of the other. */
export function join(a: Type, b: Type): Type {
  if (a.is === "null" || a.is === "hidden") return b;
  if (b.is === "null" || b.is === "hidden") return a;
  if (a.is !== b.is) return ANY;
  if (a.is === "text" && b.is === "text") return joinTexts(a, b);
  if (a.is === "number" && b.is === "number") return a.whole === b.whole ? a : a.whole === false || b.whole === false ? { is: "number", whole: false } : NUMBER;
  if (a.is === "list" && b.is === "list") return listOf(join(a.of, b.of));
  if (a.is === "record" && b.is === "record") return joinRecords(a, b);
  return a;
}

type TextType = Extract<Type, { is: "text" }>;

function joinTexts(a: TextType, b: TextType): Type {
  if (a.values && b.values) return { is: "text", values: [...new Set([...a.values, ...b.values])], words: { ...a.words, ...b.words } };
  return a.form !== undefined && a.form === b.form ? { is: "text", form: a.form } : TEXT;
}

// What only one of them has may not be there.
function joinRecords(a: RecordType, b: RecordType): Type {
  const names = Object.keys(a.entries).filter((name) => Object.hasOwn(b.entries, name));
  const open = a.open || b.open || names.length < Object.keys(a.entries).length || names.length < Object.keys(b.entries).length;
  return recordOf(Object.fromEntries(names.map((name) => [name, join(a.entries[name]!, b.entries[name]!)])), open ? { open } : {});
}

/** The type of all of these; null of none. */
export function joined(types: readonly Type[]): Type {
  return types.reduce(join, NULL);
}

const WORDS: Record<Type["is"], string> = {
  any: "任何值",
  null: "空值",
  boolean: " true 或 false",
  function: "函数",
  text: "文字",
  number: "数字",
  date: "日期",
  time: "时刻",
  "date and time": "日期和时刻",
  duration: "时长",
  list: "清单",
  record: "一组数据",
  hidden: "看不到的数据",
};

/** What a type is called in a sentence. */
export function typeWords(type: Type): string {
  if (type.is === "text" && type.form && type.form !== "free") return type.form === "day" ? "写成文字的日期" : "年月";
  return type.is === "number" && type.whole ? "整数" : WORDS[type.is];
}
