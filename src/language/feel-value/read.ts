import { numberOf } from "#language/decimal";
import { parseClock, parseDate, parseDuration, parseMoment } from "#language/temporal";
import type { FeelType } from "./type.ts";
import type { Value } from "./value.ts";

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/;

const READERS = {
  string: (text) => text,
  number: (text) => (NUMBER.test(text.trim()) ? numberOf(text.trim()) : undefined),
  boolean: (text) => (text.trim() === "true" || text.trim() === "1" ? true : text.trim() === "false" || text.trim() === "0" ? false : undefined),
  date: parseDate,
  time: parseClock,
  "date and time": parseMoment,
  "days and time duration": parseDuration,
  "years and months duration": parseDuration,
} as const satisfies Partial<Record<FeelType["kind"], (text: string) => Value | undefined>>;

/** The value that a text stands for where a type is declared (DMN 1.5 Table 44, from XML and JSON); undefined where it is none. */
export function readText(text: string, type: FeelType): Value | undefined {
  if (type.kind === "constrained") return readText(text, type.of);
  return Object.hasOwn(READERS, type.kind) ? READERS[type.kind as keyof typeof READERS](text) : undefined;
}
