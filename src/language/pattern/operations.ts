import { matcherOf, type Matcher, type Search } from "./match.ts";
import { readPattern } from "./read.ts";
import { NoPattern, type Flags } from "./tree.ts";

/** Counts the steps of a search, and throws when there are too many. */
export type Spend = (steps: number) => void;

type Compiled = Readonly<{ match: Matcher; groups: number; literal: boolean }>;
type Found = Readonly<{ from: number; to: number; groups: readonly (readonly [number, number] | undefined)[] }>;

const KEPT = 500;
const LONGEST = 2000;
const compiled = new Map<string, Compiled | undefined>();

function compile(pattern: string, flags: string): Compiled | undefined {
  const key = `${flags}/${pattern}`;
  if (compiled.has(key)) return compiled.get(key);
  if (compiled.size >= KEPT) compiled.clear();
  const made = make(pattern, flags);
  compiled.set(key, made);
  return made;
}

function make(pattern: string, given: string): Compiled | undefined {
  if (!/^[smixq]*$/.test(given) || pattern.length > LONGEST) return undefined;
  const has = (flag: string): boolean => given.includes(flag);
  const flags: Flags = { i: has("i"), s: has("s"), m: has("m"), x: has("x"), q: has("q") };
  try {
    const { node, groups } = readPattern(pattern, flags);
    return { match: matcherOf(node, flags), groups, literal: flags.q };
  } catch (error) {
    if (error instanceof NoPattern) return undefined;
    throw error;
  }
}

function pointsOf(text: string): number[] {
  return Array.from(text, (sign) => sign.codePointAt(0)!);
}

function textOf(points: readonly number[], from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += 1) text += String.fromCodePoint(points[at]!);
  return text;
}

function find({ match }: Compiled, points: readonly number[], start: number, spend: Spend): Found | undefined {
  for (let from = start; from <= points.length; from += 1) {
    const search: Search = { points, groups: [], spend, depth: 0 };
    const to = match(search, from, (at) => at);
    if (to >= 0) return { from, to, groups: search.groups };
  }
  return undefined;
}

/** Whether the pattern matches somewhere in the text; undefined where it is none. */
export function matches(text: string, pattern: string, flags: string, spend: Spend): boolean | undefined {
  const way = compile(pattern, flags);
  return way && find(way, pointsOf(text), 0, spend) !== undefined;
}

/** Every match, one after the other; undefined where the pattern is none or matches the empty text, which would be everywhere. */
function findAll(points: readonly number[], way: Compiled | undefined, spend: Spend): Found[] | undefined {
  if (!way || find(way, [], 0, spend)) return undefined;
  const all: Found[] = [];
  for (let found = find(way, points, 0, spend); found; found = find(way, points, Math.max(found.to, found.from + 1), spend)) all.push(found);
  return all;
}

/** The text with every match replaced: $1 is the first group, $0 the whole, \$ and \\ are signs. Undefined for what is no pattern or no replacement. */
export function replace(text: string, pattern: string, replacement: string, flags: string, spend: Spend): string | undefined {
  const way = compile(pattern, flags);
  const parts = way && (way.literal ? [replacement] : partsOf(replacement, way.groups));
  const points = pointsOf(text);
  const all = parts && findAll(points, way, spend);
  if (!all) return undefined;
  let made = "";
  let done = 0;
  for (const found of all) {
    made += textOf(points, done, found.from);
    for (const part of parts) {
      const [from, to] = typeof part === "string" ? [0, 0] : part === 0 ? [found.from, found.to] : (found.groups[part] ?? [0, 0]);
      made += typeof part === "string" ? part : textOf(points, from, to);
    }
    spend(parts.length);
    done = found.to;
  }
  return made + textOf(points, done, points.length);
}

/** A replacement as texts and numbers of groups. $12 is the first group and a 2 where there are no twelve. */
function partsOf(replacement: string, groups: number): (string | number)[] | undefined {
  const parts: (string | number)[] = [];
  const token = /\\([\\$])|\$(\d+)|([^\\$]+)/y;
  while (token.lastIndex < replacement.length) {
    const [, sign, digits, text] = token.exec(replacement) ?? [];
    if (digits !== undefined) {
      let length = digits.length;
      while (length > 1 && Number(digits.slice(0, length)) > groups) length -= 1;
      const number = Number(digits.slice(0, length));
      parts.push(number > groups ? "" : number, digits.slice(length));
    } else if (sign !== undefined || text !== undefined) parts.push(sign ?? text ?? "");
    else return undefined;
  }
  return parts;
}

/** The text cut at every match; undefined where the pattern is none. */
export function split(text: string, pattern: string, flags: string, spend: Spend): string[] | undefined {
  const points = pointsOf(text);
  const all = findAll(points, compile(pattern, flags), spend);
  return all && [...all, undefined].map((found, at) => textOf(points, all[at - 1]?.to ?? 0, found?.from ?? points.length));
}
