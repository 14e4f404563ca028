import type { Sign } from "#language/feel-value";
import type { Tree, WrittenParameter } from "./tree.ts";
import { FREE_NAME, NAME_BEFORE_COLON, tidy, WORD } from "./characters.ts";
import { readAt, readNumber, readText } from "./read-literal.ts";
import { readType } from "./read-type.ts";
import { chained, isKeyword, must, sees, skip, takeComparison, takeMatch, takes, takesWord, within, wordAhead, wrong, type Reader } from "./reader.ts";

const NOTHING: Tree = { kind: "literal", value: null };
const WORDS: Readonly<Record<string, Tree>> = { null: NOTHING, true: { kind: "literal", value: true }, false: { kind: "literal", value: false } };

/** A literal, a name, or something between brackets. */
export function readPrimary(reader: Reader): Tree {
  return within(reader, () => {
    skip(reader);
    const sign = reader.text[reader.at];
    if (sign === '"') return { kind: "literal", value: readText(reader) };
    if (sign === "@") return readAt(reader);
    if (sign === "[") return readList(reader);
    if (sign === "(") return readBrackets(reader);
    if (sign === "{") return readContext(reader);
    if (sign === "]") return readOpenRange(reader);
    if (sign === "`") return readTicked(reader);
    return readNumber(reader) ?? readName(reader);
  });
}

function readTicked(reader: Reader): Tree {
  const at = reader.at;
  const [, name] = takeMatch(reader, /`([^`]+)`/y) ?? [];
  if (name === undefined) throw wrong(reader);
  return { kind: "name", name: tidy(name), at };
}

function readName(reader: Reader): Tree {
  const at = reader.at;
  const long = reader.known.longest(reader.text, at);
  if (long) {
    reader.at = long.end;
    return { kind: "name", name: long.name, at };
  }
  const word = wordAhead(reader);
  if (word === undefined) throw wrong(reader);
  if (word === "function") return readFunction(reader);
  // A text may begin with these words only where an expression may begin; here they would be names that nobody can have.
  if (isKeyword(word)) return ["if", "for", "some", "every"].includes(word) ? reader.grammar.expression(reader) : refuse(reader);
  reader.at += word.length;
  return Object.hasOwn(WORDS, word) ? WORDS[word]! : { kind: "name", name: word, at };
}

function refuse(reader: Reader): never {
  throw wrong(reader);
}

/** (a), (a..b), (< a). */
function readBrackets(reader: Reader): Tree {
  must(reader, "(");
  const sign = takeComparison(reader);
  if (sign) {
    const end = reader.grammar.sum(reader);
    must(reader, ")");
    return { kind: "half range", sign: sign satisfies Sign, end };
  }
  const first = reader.grammar.expression(reader);
  if (takes(reader, "..")) return readRangeEnd(reader, first, false);
  must(reader, ")");
  return first;
}

function readOpenRange(reader: Reader): Tree {
  must(reader, "]");
  const low = reader.grammar.expression(reader);
  must(reader, "..");
  return readRangeEnd(reader, low, false);
}

function readRangeEnd(reader: Reader, low: Tree, lowIn: boolean): Tree {
  const high = reader.grammar.expression(reader);
  const highIn = takes(reader, "]");
  if (!highIn && !takes(reader, ")")) must(reader, "[");
  return { kind: "range", low, lowIn, high, highIn };
}

function readList(reader: Reader): Tree {
  must(reader, "[");
  const items: Tree[] = [];
  while (!takes(reader, "]")) {
    if (items.length > 0) must(reader, ",");
    items.push(reader.grammar.expression(reader));
    if (items.length === 1 && takes(reader, "..")) return readRangeEnd(reader, items[0]!, true);
  }
  return { kind: "list", items };
}

function readContext(reader: Reader): Tree {
  must(reader, "{");
  const names: string[] = [];
  const values: Tree[] = [];
  while (!takes(reader, "}")) {
    if (names.length > 0) must(reader, ",");
    const name = readKey(reader);
    names.push(name);
    values.push(reader.grammar.expression(reader));
    reader.known.add(name);
  }
  // Two entries of one name are no context (DMN 1.5 clause 10.3.2.6).
  return new Set(names).size < names.length ? NOTHING : { kind: "context", names, values };
}

function readKey(reader: Reader): string {
  if (sees(reader, '"')) {
    const name = readText(reader);
    must(reader, ":");
    return name;
  }
  const [, name] = takeMatch(reader, NAME_BEFORE_COLON) ?? [];
  if (name === undefined) throw wrong(reader);
  return tidy(name);
}

function readFunction(reader: Reader): Tree {
  must(reader, "function");
  must(reader, "(");
  const parameters: WrittenParameter[] = [];
  while (!takes(reader, ")")) {
    if (parameters.length > 0) must(reader, ",");
    const name = tidy(takeMatch(reader, FREE_NAME)?.[0] ?? refuse(reader));
    reader.known.add(name);
    parameters.push(takes(reader, ":") ? { name, type: readType(reader) } : { name });
  }
  const external = takesWord(reader, "external");
  return { kind: "function", parameters, body: reader.grammar.expression(reader), external };
}

/** What follows a value: .name, [filter], (arguments). */
export function readPostfix(reader: Reader, first: Tree): Tree {
  return chained<Tree>(reader, first, (of) => {
    skip(reader);
    if (sees(reader, ".") && !sees(reader, "..")) return readMember(reader, of);
    if (sees(reader, "(")) return readCall(reader, of);
    return sees(reader, "[") && !closesRange(reader) ? readFilter(reader, of) : undefined;
  });
}

function readMember(reader: Reader, of: Tree): Tree {
  must(reader, ".");
  skip(reader);
  if (sees(reader, "`")) return { kind: "path", of, name: tidy(takeMatch(reader, /`([^`]+)`/y)?.[1] ?? refuse(reader)) };
  const long = reader.known.longest(reader.text, reader.at);
  if (long) {
    reader.at = long.end;
    return { kind: "path", of, name: long.name };
  }
  const words = [takeMatch(reader, WORD)?.[0] ?? refuse(reader)];
  // Two words side by side are an error anyway, so here they can only be a member whose name holds a space.
  for (let next = wordAhead(reader); next !== undefined && next !== "?" && !isKeyword(next); next = wordAhead(reader)) {
    words.push(next);
    reader.at += next.length;
  }
  return { kind: "path", of, name: words.join(" ") };
}

function readFilter(reader: Reader, of: Tree): Tree {
  must(reader, "[");
  const condition = reader.grammar.expression(reader);
  must(reader, "]");
  return { kind: "filter", of, condition };
}

/** In [1..10[ the last bracket opens nothing: what could be a filter does not follow. */
function closesRange(reader: Reader): boolean {
  const after = /\[\s*(?:$|[)\],}=!<>*/+]|\.(?!\d)|(?:and|or|then|else|return|satisfies|in|between|instance)\b)/y;
  after.lastIndex = reader.at;
  return after.test(reader.text);
}

function readCall(reader: Reader, of: Tree): Tree {
  must(reader, "(");
  const args: Tree[] = [];
  const names: string[] = [];
  while (!takes(reader, ")")) {
    if (args.length > 0) must(reader, ",");
    const [, name] = takeMatch(reader, NAME_BEFORE_COLON) ?? [];
    if (name !== undefined) names.push(tidy(name));
    args.push(reader.grammar.expression(reader));
  }
  if (names.length > 0 && names.length < args.length) throw wrong(reader);
  return { kind: "call", of, args, names: names.length > 0 ? names : undefined };
}
