import { NUMERAL, numberOf } from "./number.ts";

/** Words that end the name of a street, longest first; 街 of 街道 is none. */
export const STREET_WORDS = ["大道", "大街", "新村", "胡同", "公路", "路", "街", "巷", "弄", "里", "苑", "园", "院", "村"] as const;

/** A way and a number that were named in a sentence, as they stand there. */
export interface Said {
  /** All that stands before the word of the street, cleaned: the name is its end, however long. */
  before: string;
  /** 路, 街, … */
  word: string;
  /** As figures: 18, 18-1; undefined where none was said. */
  number?: string;
  /** What marks the number as that of a building: 幢, 栋; empty for 号. */
  mark: string;
  /** What follows the number: 3幢2单元401, 对面. */
  tail: string;
  /** Whether the number is sure: written 号, or nothing behind it that could belong to it. */
  sure: boolean;
}

const WORDS = STREET_WORDS.join("|");
const WAY = new RegExp(`(${WORDS.replace("|街|", "|街(?!道)|")})`, "g");
// Figures or words, never both: 之一6幢 is part one, building six.
const COUNT = `(\\d+|[${NUMERAL.replace("0-9", "")}]+)`;
const NUMBER = new RegExp(`^(?:第|门牌|的)?${COUNT}(?:号?(?:之|-|—|附)${COUNT}号?|(号院|号楼|号|號|栋|幢)(?:(?:之|-|附)${COUNT}号?)?)?`);
const FILLER = /嗯+|呃+|啊|哦|喂|您好|你好|那个|这个|就是|那边|这边|我(?:家)?(?:住在?|在|是)|在|是|地址|位于|到|靠近|附近的|请问|麻烦/g;

/** What was typed or said without what says nothing: full width, blanks, fillers. */
export function plainSaying(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s,，。、；;：:！!？?“”"'()（）]/g, "")
    .replace(/[‐-―－~]/g, "-")
    .toUpperCase();
}

/** Every reading of a sentence: each word that could end a street's name, with what stands before it and the number behind it. Those with a number first. */
export function sayingsIn(plain: string): Said[] {
  const found: Said[] = [];
  for (const match of plain.matchAll(WAY)) {
    const before = plain.slice(0, match.index).replace(FILLER, " ").split(" ").at(-1)!;
    if (before === "") continue;
    const after = plain.slice(match.index + match[1]!.length);
    const numbered = NUMBER.exec(after);
    const number = numbered ? numberOf(numbered[1]!, numbered[2] ?? numbered[4]) : undefined;
    const tail = numbered && number !== undefined ? after.slice(numbered[0].length) : after;
    // 83幢 is number 83, or number 8 and its third building.
    const sure = number === undefined || (numbered?.[3] ? !/[栋幢]/.test(numbered[3]) : !/^(?:[单栋幢室]|楼(?![下上前后旁里]))/.test(tail));
    const mark = /[栋幢]/.test(numbered?.[3] ?? "") ? numbered![3]! : "";
    found.push({ before, word: match[1]!, ...(number !== undefined && { number }), mark, tail, sure });
  }
  return found.toSorted((a, b) => Number(b.number !== undefined) - Number(a.number !== undefined));
}
