import { anyCase, between, classOf, except, propertyOf } from "./character-set.ts";
import { NoPattern, type CharacterSet, type Flags } from "./tree.ts";

/** A place in a pattern that is being read, sign by sign. */
export type Pattern = { readonly signs: readonly string[]; at: number; readonly flags: Flags; groups: number; readonly closed: Set<number>; depth: number };

const SINGLE: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
const ESCAPABLE = "\\|.-^?*+{}()[]$";

/** Takes the sign if it stands next. */
export function takes(pattern: Pattern, sign: string): boolean {
  if (pattern.signs[pattern.at] !== sign) return false;
  pattern.at += 1;
  return true;
}

/** The sign that stands next, taken. @throws NoPattern at the end */
export function next(pattern: Pattern): string {
  const sign = pattern.signs[pattern.at];
  if (sign === undefined) throw new NoPattern("ends too early");
  pattern.at += 1;
  return sign;
}

/** One sign, in any case where the flags say so. */
export function single(point: number, flags: Flags): CharacterSet {
  const set: CharacterSet = (other) => other === point;
  return flags.i ? anyCase(set) : set;
}

/** What follows a backslash: a class of signs, or one sign as its code point. @throws NoPattern */
export function readEscape(pattern: Pattern): CharacterSet | number {
  const letter = next(pattern);
  const control = SINGLE[letter];
  if (control !== undefined) return control.codePointAt(0)!;
  if (ESCAPABLE.includes(letter)) return letter.codePointAt(0)!;
  if (letter === "p" || letter === "P") {
    if (!takes(pattern, "{")) throw new NoPattern("\\p without a name");
    let name = "";
    for (let sign = next(pattern); sign !== "}"; sign = next(pattern)) name += sign;
    return letter === "p" ? propertyOf(name) : except(propertyOf(name));
  }
  const set = classOf(letter);
  if (!set) throw new NoPattern(`\\${letter}`);
  return set;
}

/** [a-z], [^a-z], [a-z-[aeiou]] (XML Schema Part 2, appendix F), after its first bracket. @throws NoPattern */
export function readClass(pattern: Pattern): CharacterSet {
  pattern.depth += 1;
  if (pattern.depth > 50) throw new NoPattern("too deep");
  const negative = takes(pattern, "^");
  const sets: CharacterSet[] = [];
  let without: CharacterSet | undefined;
  while (!takes(pattern, "]")) {
    if (without) throw new NoPattern("something after a subtraction");
    if (pattern.signs[pattern.at] === "-" && pattern.signs[pattern.at + 1] === "[" && sets.length > 0) {
      pattern.at += 2;
      without = readClass(pattern);
    } else sets.push(readMember(pattern));
  }
  if (sets.length === 0) throw new NoPattern("an empty class");
  pattern.depth -= 1;
  const positive: CharacterSet = (point) => sets.some((set) => set(point));
  const whole = negative ? except(positive) : positive;
  const less = without;
  return less ? (point) => whole(point) && !less(point) : whole;
}

function readMember(pattern: Pattern): CharacterSet {
  const first = readPoint(pattern);
  if (typeof first !== "number") return first;
  const ahead = pattern.signs[pattern.at + 1];
  if (pattern.signs[pattern.at] !== "-" || ahead === "]" || ahead === "[") return single(first, pattern.flags);
  pattern.at += 1;
  const last = readPoint(pattern);
  if (typeof last !== "number" || last < first) throw new NoPattern("a range that goes backwards");
  return pattern.flags.i ? anyCase(between(first, last)) : between(first, last);
}

function readPoint(pattern: Pattern): CharacterSet | number {
  const sign = next(pattern);
  if (sign === "[") throw new NoPattern("a bracket inside a class");
  return sign === "\\" ? readEscape(pattern) : sign.codePointAt(0)!;
}
