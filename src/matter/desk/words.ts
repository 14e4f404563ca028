import { wordsOf } from "#content/search";

const SPACES = /[\s、，,]+/;

/** The words by which an entry of a list is recognised, as a pack writes them: 路灯 灯不亮 不亮. */
export function wordsIn(written: unknown): string[] {
  return typeof written === "string" ? written.split(SPACES).filter((word) => word !== "") : [];
}

/** Those of some words that a text says; of 路灯 and 灯 the longer. */
export function said(text: string, words: readonly string[]): string[] {
  const plain = text.normalize("NFKC").toLowerCase();
  const found = [...new Set(words)].filter((word) => plain.includes(word.normalize("NFKC").toLowerCase()));
  return found.filter((word) => !found.some((other) => other !== word && other.includes(word)));
}

/** The words of a text that may tell what it is about: of two signs and more, without figures. */
export function tellingWords(text: string): string[] {
  return wordsOf(text).filter((word) => [...word].length > 1 && !/\d/.test(word));
}
