import type { Arithmetic, Iterator, Test, Tree } from "./tree.ts";
import { NAME_BEFORE_IN, tidy } from "./characters.ts";
import { chained, must, mustWord, sees, skip, takeComparison, takeMatch, takes, takesWord, within, wordAhead, wrong, type Reader } from "./reader.ts";
import { readPostfix, readPrimary } from "./read-primary.ts";
import { readType } from "./read-type.ts";

/** An expression (DMN 1.5 grammar rule 1), as far as it goes. */
export function readExpression(reader: Reader): Tree {
  return within(reader, () => {
    // A known name may begin with a keyword ("if any"); then it is that name.
    skip(reader);
    if (!reader.known.longest(reader.text, reader.at)) {
      const word = wordAhead(reader);
      if (word === "if") return readIf(reader);
      if (word === "for") return readFor(reader);
      if (word === "some" || word === "every") return readQuantified(reader, word);
    }
    return readOr(reader);
  });
}

function readIf(reader: Reader): Tree {
  mustWord(reader, "if");
  const condition = readExpression(reader);
  mustWord(reader, "then");
  const yes = readExpression(reader);
  mustWord(reader, "else");
  return { kind: "if", condition, yes, no: readExpression(reader) };
}

function readFor(reader: Reader): Tree {
  mustWord(reader, "for");
  const iterators = readIterators(reader);
  mustWord(reader, "return");
  return { kind: "for", iterators, body: readExpression(reader) };
}

function readQuantified(reader: Reader, kind: "some" | "every"): Tree {
  mustWord(reader, kind);
  const iterators = readIterators(reader);
  mustWord(reader, "satisfies");
  return { kind, iterators, body: readExpression(reader) };
}

function readIterators(reader: Reader): Iterator[] {
  const found: Iterator[] = [];
  do {
    const [, raw] = takeMatch(reader, NAME_BEFORE_IN) ?? [];
    if (raw === undefined) throw wrong(reader);
    const name = tidy(raw);
    reader.known.add(name);
    const from = readExpression(reader);
    found.push(takes(reader, "..") ? { name, from, to: readExpression(reader) } : { name, from });
  } while (takes(reader, ","));
  return found;
}

function readOr(reader: Reader): Tree {
  return chained<Tree>(reader, readAnd(reader), (left) => (takesWord(reader, "or") ? { kind: "or", left, right: readAnd(reader) } : undefined));
}

function readAnd(reader: Reader): Tree {
  return chained<Tree>(reader, readComparison(reader), (left) => (takesWord(reader, "and") ? { kind: "and", left, right: readComparison(reader) } : undefined));
}

function readComparison(reader: Reader): Tree {
  return chained<Tree>(reader, readSum(reader), (left) => {
    const sign = takeComparison(reader);
    if (sign) return { kind: "compare", sign, left, right: readSum(reader) };
    const word = wordAhead(reader);
    if (word === "in") return readIn(reader, left);
    return word === "between" ? readBetween(reader, left) : undefined;
  });
}

function readBetween(reader: Reader, value: Tree): Tree {
  mustWord(reader, "between");
  const low = readSum(reader);
  mustWord(reader, "and");
  return { kind: "between", value, low, high: readSum(reader) };
}

/** Behind `in` brackets may hold tests; what else begins with a bracket goes on as an expression, so nothing is read twice. */
function readIn(reader: Reader, value: Tree): Tree {
  mustWord(reader, "in");
  if (!sees(reader, "(")) return { kind: "in", value, tests: [readTest(reader)] };
  const from = reader.at;
  must(reader, "(");
  if (sees(reader, "..")) {
    reader.at = from;
    return { kind: "in", value, tests: [readTest(reader)] };
  }
  const first = within(reader, () => readTestInside(reader));
  if (first.sign === undefined && takes(reader, "..")) {
    const high = readExpression(reader);
    const highIn = takes(reader, "]");
    if (!highIn && !takes(reader, "[")) must(reader, ")");
    const range: Tree = { kind: "range", low: first.expression, lowIn: false, high, highIn };
    return { kind: "in", value, tests: [{ expression: readSum(reader, readPostfix(reader, range)) }] };
  }
  const tests = [first];
  while (takes(reader, ",")) tests.push(readTestInside(reader));
  must(reader, ")");
  const [only] = tests;
  if (tests.length > 1 || only?.sign !== undefined) return { kind: "in", value, tests };
  return { kind: "in", value, tests: [{ expression: readSum(reader, readPostfix(reader, only!.expression)) }] };
}

/** A test behind `in` without brackets: operators of comparison and logic end it. */
function readTest(reader: Reader): Test {
  const sign = takeComparison(reader);
  return sign ? { sign, end: readSum(reader) } : { expression: readSum(reader) };
}

/** A test among others, between brackets or in a cell: any expression. */
export function readTestInside(reader: Reader): Test {
  const sign = takeComparison(reader);
  return sign ? { sign, end: readSum(reader) } : { expression: readExpression(reader) };
}

/** Sums and what binds closer. @param first a product's first factor that was read already */
export function readSum(reader: Reader, first?: Tree): Tree {
  return chained<Tree>(reader, readProduct(reader, first), (left) => {
    const sign = takeSign(reader, ["+", "-"]);
    return sign && { kind: "calculate", sign, left, right: readProduct(reader) };
  });
}

function readProduct(reader: Reader, first?: Tree): Tree {
  return chained<Tree>(reader, readPower(reader, first), (left) => {
    if (sees(reader, "**")) return undefined;
    const sign = takeSign(reader, ["*", "/"]);
    return sign && { kind: "calculate", sign, left, right: readPower(reader) };
  });
}

/** 3 ** 4 ** 5 goes from left to right, and −3 ** 2 is 9: the sign belongs to the number. */
function readPower(reader: Reader, first?: Tree): Tree {
  return chained<Tree>(reader, first ?? readSigned(reader), (left) =>
    takes(reader, "**") ? { kind: "calculate", sign: "**", left, right: readSigned(reader) } : undefined,
  );
}

function takeSign(reader: Reader, signs: readonly Arithmetic[]): Arithmetic | undefined {
  return signs.find((sign) => takes(reader, sign));
}

function readSigned(reader: Reader): Tree {
  const value = readUnsigned(reader);
  if (wordAhead(reader) !== "instance") return value;
  mustWord(reader, "instance");
  mustWord(reader, "of");
  return { kind: "instance", value, type: readType(reader) };
}

function readUnsigned(reader: Reader): Tree {
  if (!takes(reader, "-")) return readPostfix(reader, readPrimary(reader));
  const of = within(reader, () => readUnsigned(reader));
  return of.kind === "literal" && typeof of.value === "number" ? { kind: "literal", value: 0 - of.value } : { kind: "negate", of };
}
