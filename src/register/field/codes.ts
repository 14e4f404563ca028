import type { Meaning } from "./field.ts";

/** The word of a code: of several that mean the same, the first. */
export function codeWord(words: string): string {
  return words.split("/")[0]!;
}

/** A value of a field in words, where it is one of its codes. */
export function wordOf({ codes }: { codes?: Record<string, string> | undefined }, value: string): string {
  return codes && Object.hasOwn(codes, value) ? codeWord(codes[value]!) : value;
}

/** A cell as one of the codes, by code or word. */
export function coded(codes: Record<string, string>, text: string): Meaning {
  const plain = text.normalize("NFKC").replace(/[\s\p{Cf}]/gu, "");
  if (Object.hasOwn(codes, plain)) return { value: plain };
  const found = Object.keys(codes).find((code) => codes[code]!.split("/").includes(plain));
  // A spreadsheet takes the zero from 01.
  const padded = Object.keys(codes).find((code) => /^0\d+$/.test(code) && code.replace(/^0+/, "") === plain);
  const value = found ?? padded;
  return value === undefined ? { fault: `不在代码表里，可以填：${Object.values(codes).slice(0, 12).map(codeWord).join("、")}` } : { value };
}
