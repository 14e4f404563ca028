import { graphemes } from "#kernel/graphemes";

/** What kind of personal text a field holds; decides how it looks when masked. */
export type PersonalKind = "name" | "id-number" | "phone" | "address" | "bank-account";

const first = (letters: readonly string[], count: number): string => letters.slice(0, count).join("");
const last = (letters: readonly string[], count: number): string => letters.slice(letters.length - Math.min(count, letters.length)).join("");

// By letters as people count them: half a character is neither masked nor shown.
const maskers: Record<PersonalKind, (letters: string[]) => string> = {
  // 李明 → 李*, 欧阳小明 → 欧**明: the first character and, from three on, the last.
  name: (letters) => (letters.length <= 2 ? `${first(letters, 1)}*` : `${first(letters, 1)}${"*".repeat(letters.length - 2)}${last(letters, 1)}`),
  "id-number": (letters) => `${first(letters, 6)}${"*".repeat(Math.max(letters.length - 10, 4))}${last(letters, 4)}`,
  phone: (letters) => `${first(letters, 3)}****${last(letters, 4)}`,
  // The street stays readable, the door does not.
  address: (letters) => `${first(letters, Math.min(9, Math.ceil(letters.length / 2)))}****`,
  "bank-account": (letters) => `${"*".repeat(Math.max(letters.length - 4, 4))}${last(letters, 4)}`,
};

/** A personal text as others see it by default, e.g. 110105********002X (standards §5). */
export function mask(kind: PersonalKind, text: string): string {
  const letters = graphemes(text.trim());
  return letters.length === 0 ? "" : maskers[kind](letters);
}
