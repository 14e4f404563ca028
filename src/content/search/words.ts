import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Jieba } from "@node-rs/jieba";
import { pinyin } from "pinyin-pro";

let made: Jieba | undefined;

// Made when first asked, and of the one list that it needs: its words take 45 MB, the package's own door to them another 11.
function cutter(): Jieba {
  made ??= Jieba.withDict(readFileSync(createRequire(import.meta.url).resolve("@node-rs/jieba/dict.txt")));
  return made;
}

// Words that carry nothing in a question to an office.
const EMPTY = new Set("的 了 吗 呢 怎么 如何 我 我要 要 想 在 和 与 及 或 等 请问 什么 哪里 可以 需要 办理 办 一个 个".split(" "));

/** Cuts Chinese text into its words, for search: overlapping, without punctuation and empty words. */
export function wordsOf(text: string): string[] {
  const words = cutter()
    .cutForSearch(text.toLowerCase(), true)
    .map((word) => word.trim());
  return [...new Set(words.filter((word) => /[\p{L}\p{N}]/u.test(word) && !EMPTY.has(word)))];
}

/** Pinyin initials of a text, e.g. 食品经营许可 → spjyxk. Letters and digits stay. */
export function initialsOf(text: string): string {
  return pinyin(text, { pattern: "first", toneType: "none", type: "array", nonZh: "consecutive" })
    .join("")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Full pinyin without tones, e.g. shipinjingyingxuke. */
export function pinyinOf(text: string): string {
  return pinyin(text, { toneType: "none", type: "array", nonZh: "consecutive" })
    .join("")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}
