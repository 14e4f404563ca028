import { badInput } from "#values/errors";
import type { FeelType } from "#language/feel-value";
import { knownNames, type KnownNames } from "./known-names.ts";
import { readExpression, readSum, readTestInside } from "./read-expression.ts";
import { must, skip, takes, takesWord, wrong, type Reader } from "./reader.ts";
import { syntax } from "./syntax.ts";
import type { Test, Tree } from "./tree.ts";

/** Longest FEEL text that is read, in characters. */
const LONGEST = 100_000;

/** The types that `instance of` and parameters may name besides the built-in ones. */
export type NamedTypes = Readonly<Record<string, FeelType>>;

function readerOf(text: string, names: KnownNames, types: NamedTypes): Reader {
  if (text.length > LONGEST) throw badInput("FEEL_TOO_LONG", `表达式最长 ${LONGEST} 个字符，现在有 ${text.length} 个。请拆成几个决策。`);
  return { text, at: 0, depth: 0, known: knownNames([], names), types, grammar: { expression: readExpression, sum: readSum } };
}

function ended<T>(reader: Reader, found: T): T {
  skip(reader);
  if (reader.at < reader.text.length) throw wrong(reader);
  return found;
}

/** Reads an expression. @throws Refusal FEEL_SYNTAX, FEEL_TOO_LONG */
export function readTree(text: string, names: KnownNames, types: NamedTypes): Tree {
  if (text.trim() === "") throw syntax(text, 0, "没有内容");
  const reader = readerOf(text, names, types);
  return ended(reader, readExpression(reader));
}

/** Reads the tests of a cell: `-`, `not(…)`, or tests with commas between (grammar rules 12 and 17). @throws Refusal FEEL_SYNTAX */
export function readTests(text: string, names: KnownNames, types: NamedTypes): { tests: readonly Test[]; negated: boolean } {
  const reader = readerOf(text, names, types);
  skip(reader);
  if (reader.at === text.length || /^-\s*$/.test(text.slice(reader.at))) return { tests: [], negated: false };
  const negated = takesWord(reader, "not") && takes(reader, "(");
  if (!negated) reader.at = 0;
  const tests = [readTestInside(reader)];
  while (takes(reader, ",")) tests.push(readTestInside(reader));
  if (negated) must(reader, ")");
  skip(reader);
  // not(a) and b is an expression that only begins like a negated test.
  if (negated && reader.at < text.length) return readPositive(readerOf(text, names, types));
  return { tests: ended(reader, tests), negated };
}

function readPositive(reader: Reader): { tests: readonly Test[]; negated: boolean } {
  const tests = [readTestInside(reader)];
  while (takes(reader, ",")) tests.push(readTestInside(reader));
  return { tests: ended(reader, tests), negated: false };
}
