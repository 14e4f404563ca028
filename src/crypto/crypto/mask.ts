import { ID_PAPERS } from "#values/codes";
import { graphemes } from "#values/graphemes";

/** What kind of personal text a field holds; decides how it looks when masked. */
export type PersonalKind = "name" | "id-number" | "phone" | "address" | "bank-account";

const first = (letters: readonly string[], count: number): string => letters.slice(0, count).join("");
const last = (letters: readonly string[], count: number): string => letters.slice(letters.length - Math.min(count, letters.length)).join("");

/** The ends of a text; of a short one no more than half of it in all. */
function between(letters: readonly string[], head: number, tail: number): string {
  const [before, after] = letters.length >= 2 * (head + tail) - 4 ? [head, tail] : [Math.floor(letters.length / 4), Math.floor(letters.length / 4)];
  return `${first(letters, before)}${"*".repeat(Math.max(letters.length - before - after, 4))}${last(letters, after)}`;
}

// By letters as people count them: half a character is neither masked nor shown.
const maskers: Record<PersonalKind, (letters: string[]) => string> = {
  // 李明 → 李*, 欧阳小明 → 欧**明: the first character and, from three on, the last.
  name: (letters) => (letters.length <= 2 ? `${first(letters, 1)}*` : `${first(letters, 1)}${"*".repeat(letters.length - 2)}${last(letters, 1)}`),
  // 护照 E1****78: the kind of a paper that is no 身份证 is nobody's secret.
  "id-number": (letters) => {
    const [, kind = "", number = ""] = /^([a-z-]+):(.*)$/s.exec(letters.join("")) ?? [];
    return Object.hasOwn(ID_PAPERS, kind) ? `${ID_PAPERS[kind as keyof typeof ID_PAPERS].name} ${between([...number], 6, 4)}` : between(letters, 6, 4);
  },
  phone: (letters) => (letters.length < 10 ? between(letters, 3, 4) : `${first(letters, 3)}****${last(letters, 4)}`),
  // The street stays readable, the door does not.
  address: (letters) => `${first(letters, Math.min(9, Math.ceil(letters.length / 2)))}****`,
  "bank-account": (letters) => `${"*".repeat(Math.max(letters.length - 4, 4))}${last(letters, 4)}`,
};

// Digits as people type them: of either width, with blanks and hyphens between.
const D = "[0-9０-９]";
const GAP = "[ \\u3000-]?";
const ID_NUMBERS = new RegExp(`(?<!${D})${D}{6}${GAP}${D}{8}${GAP}${D}{3}[0-9０-９XxＸｘ](?!${D})`, "g");
const PHONES = new RegExp(`(?<!${D})[1１][3-9３-９]${D}(?:${GAP}${D}{4}){2}(?!${D})`, "g");

/** Words of people with the telephones and identity numbers that stand in them masked. */
export function withoutNumbers(words: string): string {
  return words.replace(ID_NUMBERS, (number) => mask("id-number", number)).replace(PHONES, (number) => mask("phone", number));
}

/** A personal text as others see it by default, e.g. 110105********002X (standards §5). */
export function mask(kind: PersonalKind, text: string): string {
  const letters = graphemes(text.trim());
  return letters.length === 0 ? "" : maskers[kind](letters);
}
