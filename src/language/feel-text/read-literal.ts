import { numberOf } from "#language/decimal";
import { parseTemporal } from "#language/temporal";
import type { Tree } from "./tree.ts";
import { NUMBER } from "./characters.ts";
import { must, takeMatch, wrong, type Reader } from "./reader.ts";

const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(["'\\nrt]))/g;
const SIGNS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
const TEXT = /"((?:[^"\\]|\\[^])*)"/y;

/** A text between quotes; a backslash before any other sign stays, as patterns need it. */
export function readText(reader: Reader): string {
  const [, inside] = takeMatch(reader, TEXT) ?? [];
  if (inside === undefined) throw wrong(reader);
  return inside.replace(ESCAPE, (whole, four?: string, six?: string, sign?: string) => {
    if (sign !== undefined) return SIGNS[sign] ?? sign;
    const point = Number.parseInt(four ?? six ?? "", 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** A number as it is written; undefined where none stands. */
export function readNumber(reader: Reader): Tree | undefined {
  const [digits] = takeMatch(reader, NUMBER) ?? [];
  return digits === undefined ? undefined : { kind: "literal", value: numberOf(digits) ?? null };
}

/** `@"2026-11-21"` (rule 62); null where the text is no date, time or duration. */
export function readAt(reader: Reader): Tree {
  must(reader, "@");
  return { kind: "literal", value: parseTemporal(readText(reader)) ?? null };
}
