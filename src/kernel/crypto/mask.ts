/** What kind of personal text a field holds; decides how it looks when masked. */
export type PersonalKind = "name" | "id-number" | "phone" | "address" | "bank-account";

const maskers: Record<PersonalKind, (text: string) => string> = {
  // 李明 → 李*, 欧阳小明 → 欧**明: the first character and, from three on, the last.
  name: (text) => (text.length <= 2 ? `${text.slice(0, 1)}*` : `${text.slice(0, 1)}${"*".repeat(text.length - 2)}${text.slice(-1)}`),
  "id-number": (text) => `${text.slice(0, 6)}${"*".repeat(Math.max(text.length - 10, 4))}${text.slice(-4)}`,
  phone: (text) => `${text.slice(0, 3)}****${text.slice(-4)}`,
  // The street stays readable, the door does not.
  address: (text) => `${text.slice(0, Math.min(9, Math.ceil(text.length / 2)))}****`,
  "bank-account": (text) => `${"*".repeat(Math.max(text.length - 4, 4))}${text.slice(-4)}`,
};

/** A personal text as others see it by default, e.g. 110105********002X (standards §5). */
export function mask(kind: PersonalKind, text: string): string {
  return text === "" ? "" : maskers[kind](text);
}
