import { type Numeric, whole } from "#language/decimal";
import { fitting, occupy, spend, type Value } from "#language/feel-value";
import { matches, replace, split } from "#language/pattern";
import { lengthOf, signsOf } from "./code-points.ts";
import { define, type Signature } from "./define.ts";

/** A place counted from 1, or from the end where it is negative; as an index from 0. */
export function placeOf(position: Numeric, length: number): number | undefined {
  const at = whole(position);
  if (at === undefined || at === 0 || Math.abs(at) > length) return undefined;
  return at > 0 ? at - 1 : length + at;
}

function substring(text: string, position: Numeric, length?: Numeric): string | undefined {
  const signs = signsOf(text);
  const from = placeOf(position, signs.length);
  const count = length === undefined ? signs.length : whole(length);
  return from === undefined || count === undefined || count < 1 ? undefined : signs.slice(from, from + count).join("");
}

function joined(list: readonly Value[], delimiter?: string | null): string | undefined {
  const texts = list.filter((item) => item !== null);
  occupy(texts.length);
  return texts.every((item) => typeof item === "string") ? fitting(texts.join(delimiter ?? "")) : undefined;
}

/** String functions (DMN 1.5 Table 75). */
export const STRING: readonly Signature[] = [
  define("substring(string: string, start position: number, length?: number)", substring),
  define("string length(string: string)", lengthOf),
  define("upper case(string: string)", (text: string) => text.toUpperCase()),
  define("lower case(string: string)", (text: string) => text.toLowerCase()),
  define("substring before(string: string, match: string)", (text: string, match: string) => text.slice(0, Math.max(0, text.indexOf(match)))),
  define("substring after(string: string, match: string)", (text: string, match: string) =>
    text.includes(match) ? text.slice(text.indexOf(match) + match.length) : "",
  ),
  define(
    "replace(input: string, pattern: string, replacement: string, flags?: string|null)",
    (input: string, pattern: string, by: string, flags?: string | null) => {
      const found = replace(input, pattern, by, flags ?? "", spend);
      return found === undefined ? undefined : fitting(found);
    },
  ),
  define("contains(string: string, match: string)", (text: string, match: string) => text.includes(match)),
  define("starts with(string: string, match: string)", (text: string, match: string) => text.startsWith(match)),
  define("ends with(string: string, match: string)", (text: string, match: string) => text.endsWith(match)),
  define("matches(input: string, pattern: string, flags?: string|null)", (input: string, pattern: string, flags?: string | null) =>
    matches(input, pattern, flags ?? "", spend),
  ),
  define("split(string: string, delimiter: string)", (text: string, delimiter: string) => {
    const parts = split(text, delimiter, "", spend);
    occupy(parts?.length ?? 0);
    return parts;
  }),
  define("string join(list: list, delimiter?: string|null)", joined),
];
