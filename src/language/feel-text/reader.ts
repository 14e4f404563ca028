import type { FeelType } from "#language/feel-value";
import { BLANK, WORD } from "./characters.ts";
import type { KnownNames } from "./known-names.ts";
import { syntax } from "./syntax.ts";
import type { Comparison, Tree } from "./tree.ts";

/** Brackets within brackets, and operators in one chain: what is written by people stays far below. */
const DEEPEST = 200;
const LONGEST_CHAIN = 1000;

/** Words that are never the beginning of a name, unless a known name begins with them. */
const KEYWORDS = new Set([
  "and",
  "or",
  "in",
  "between",
  "instance",
  "of",
  "if",
  "then",
  "else",
  "for",
  "return",
  "some",
  "every",
  "satisfies",
  "function",
  "external",
]);

/** A place in a text that is being read, and what is known there. */
export type Reader = {
  readonly text: string;
  at: number;
  depth: number;
  readonly known: KnownNames;
  readonly types: Readonly<Record<string, FeelType>>;
  /** How what stands within something else is read. */
  readonly grammar: Grammar;
};

/** The parts of the grammar that lie within others. */
export type Grammar = Readonly<{ expression: (reader: Reader) => Tree; sum: (reader: Reader) => Tree }>;

const COMPARISONS: readonly Comparison[] = ["<=", ">=", "!=", "<", ">", "="];

/** The sign of a comparison, taken. */
export function takeComparison(reader: Reader): Comparison | undefined {
  return COMPARISONS.find((sign) => takes(reader, sign));
}

/** Moves over blanks and comments. */
export function skip(reader: Reader): void {
  BLANK.lastIndex = reader.at;
  BLANK.test(reader.text);
  reader.at = BLANK.lastIndex;
}

/** Whether the sign stands next; it is not taken. */
export function sees(reader: Reader, sign: string): boolean {
  skip(reader);
  return reader.text.startsWith(sign, reader.at);
}

/** Takes the sign if it stands next. */
export function takes(reader: Reader, sign: string): boolean {
  if (!sees(reader, sign)) return false;
  reader.at += sign.length;
  return true;
}

/** Takes the sign. @throws Refusal FEEL_SYNTAX where something else stands */
export function must(reader: Reader, sign: string): void {
  if (!takes(reader, sign)) throw wrong(reader);
}

/** What the pattern finds here, taken. */
export function takeMatch(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  skip(reader);
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text) ?? undefined;
  if (found) reader.at = pattern.lastIndex;
  return found;
}

/** The word that stands next, not taken; undefined where none does. */
export function wordAhead(reader: Reader): string | undefined {
  skip(reader);
  WORD.lastIndex = reader.at;
  return WORD.exec(reader.text)?.[0];
}

/** Takes the keyword if it stands next as a word of its own. */
export function takesWord(reader: Reader, word: string): boolean {
  if (wordAhead(reader) !== word) return false;
  reader.at += word.length;
  return true;
}

/** Takes the keyword. @throws Refusal FEEL_SYNTAX */
export function mustWord(reader: Reader, word: string): void {
  if (!takesWord(reader, word)) throw wrong(reader);
}

/** Whether the word belongs to the grammar. */
export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word);
}

/** The refusal of what stands here. */
export function wrong(reader: Reader): Error {
  skip(reader);
  return syntax(reader.text, reader.at);
}

/** Reads what lies within something else. @throws Refusal FEEL_SYNTAX where that goes too deep */
export function within<T>(reader: Reader, read: () => T): T {
  if (reader.depth >= DEEPEST) throw syntax(reader.text, reader.at, `嵌套超过 ${DEEPEST} 层`);
  reader.depth += 1;
  const found = read();
  reader.depth -= 1;
  return found;
}

/** Reads what follows one after the other until nothing more does. */
export function chained<T>(reader: Reader, first: T, next: (before: T) => T | undefined): T {
  let whole = first;
  for (let turn = 0; turn < LONGEST_CHAIN; turn += 1) {
    const longer = next(whole);
    if (longer === undefined) return whole;
    whole = longer;
  }
  throw syntax(reader.text, reader.at, `一串运算超过 ${LONGEST_CHAIN} 个`);
}
