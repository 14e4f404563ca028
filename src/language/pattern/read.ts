import { next, readClass, readEscape, single, takes, type Pattern } from "./read-class.ts";
import { NoPattern, type Flags, type Node } from "./tree.ts";

const DEEPEST = 50;
/** Repeating more often than this asks for no pattern that people write. */
const MOST = 10_000;

/** Reads a pattern. @throws NoPattern */
export function readPattern(text: string, flags: Flags): { node: Node; groups: number } {
  const signs = Array.from(flags.x && !flags.q ? withoutBlanks(text) : text);
  const pattern: Pattern = { signs, at: 0, flags, groups: 0, closed: new Set(), depth: 0 };
  if (flags.q) return { node: { kind: "sequence", parts: signs.map((sign) => ({ kind: "set", holds: single(sign.codePointAt(0)!, flags) })) }, groups: 0 };
  const node = readChoice(pattern);
  if (pattern.at < signs.length) throw new NoPattern("a bracket too many");
  return { node, groups: pattern.groups };
}

/** Flag x takes away blanks, except inside a class. */
function withoutBlanks(text: string): string {
  let depth = 0;
  let kept = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (depth === 0 && /[\t\n\r ]/.test(sign)) continue;
    kept += sign;
    if (sign === "\\") {
      while (depth === 0 && /[\t\n\r ]/.test(text[at + 1] ?? "")) at += 1;
      at += 1;
      kept += text[at] ?? "";
    } else if (sign === "[") depth += 1;
    else if (sign === "]") depth -= 1;
  }
  return kept;
}

function readChoice(pattern: Pattern): Node {
  pattern.depth += 1;
  if (pattern.depth > DEEPEST) throw new NoPattern("too deep");
  const parts = [readSequence(pattern)];
  while (takes(pattern, "|")) parts.push(readSequence(pattern));
  pattern.depth -= 1;
  return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
}

function readSequence(pattern: Pattern): Node {
  const parts: Node[] = [];
  for (let sign = pattern.signs[pattern.at]; sign !== undefined && sign !== "|" && sign !== ")"; sign = pattern.signs[pattern.at])
    parts.push(readPiece(pattern));
  return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
}

function readPiece(pattern: Pattern): Node {
  const of = readAtom(pattern);
  const count = readCount(pattern);
  if (!count) return of;
  const greedy = !takes(pattern, "?");
  if (["?", "*", "+", "{"].includes(pattern.signs[pattern.at] ?? "")) throw new NoPattern("repeated twice");
  return { kind: "repeat", of, ...count, greedy };
}

function readCount(pattern: Pattern): { least: number; most: number } | undefined {
  if (takes(pattern, "?")) return { least: 0, most: 1 };
  if (takes(pattern, "*")) return { least: 0, most: Number.POSITIVE_INFINITY };
  if (takes(pattern, "+")) return { least: 1, most: Number.POSITIVE_INFINITY };
  if (!takes(pattern, "{")) return undefined;
  let inside = "";
  for (let sign = next(pattern); sign !== "}"; sign = next(pattern)) inside += sign;
  const [, least, comma, most] = /^(\d{1,5})(,(\d{1,5})?)?$/.exec(inside) ?? [];
  if (least === undefined) throw new NoPattern("a count that is none");
  const count = { least: Number(least), most: comma === undefined ? Number(least) : most === undefined ? Number.POSITIVE_INFINITY : Number(most) };
  if (count.most < count.least || count.least > MOST) throw new NoPattern("a count that is none");
  return count;
}

function readAtom(pattern: Pattern): Node {
  const sign = next(pattern);
  const { s } = pattern.flags;
  if (sign === ".") return { kind: "set", holds: s ? () => true : (point) => point !== 0xa && point !== 0xd };
  if (sign === "^") return { kind: "start" };
  if (sign === "$") return { kind: "end" };
  if (sign === "(") return readGroup(pattern);
  if (sign === "[") return { kind: "set", holds: readClass(pattern) };
  if (sign === "\\") return readEscaped(pattern);
  if ("?*+{}]".includes(sign)) throw new NoPattern(`${sign} without anything before it`);
  return { kind: "set", holds: single(sign.codePointAt(0)!, pattern.flags) };
}

function readGroup(pattern: Pattern): Node {
  if (pattern.signs[pattern.at] === "?") {
    pattern.at += 1;
    if (!takes(pattern, ":")) throw new NoPattern("(? without :");
    const inner = readChoice(pattern);
    if (!takes(pattern, ")")) throw new NoPattern("a bracket too few");
    return inner;
  }
  pattern.groups += 1;
  const number = pattern.groups;
  const of = readChoice(pattern);
  if (!takes(pattern, ")")) throw new NoPattern("a bracket too few");
  pattern.closed.add(number);
  return { kind: "group", of, number };
}

/** \3 means the third group, which must be closed before; \12 means the first and a 2 where there are no twelve. */
function readEscaped(pattern: Pattern): Node {
  if (!/[0-9]/.test(pattern.signs[pattern.at] ?? "")) {
    const found = readEscape(pattern);
    return { kind: "set", holds: typeof found === "number" ? single(found, pattern.flags) : found };
  }
  let number = Number(next(pattern));
  while (/[0-9]/.test(pattern.signs[pattern.at] ?? "") && number * 10 + Number(pattern.signs[pattern.at]) <= pattern.groups)
    number = number * 10 + Number(next(pattern));
  if (!pattern.closed.has(number)) throw new NoPattern("a group that is not there");
  return { kind: "same as", number };
}
