import type { PartyRole } from "#content/kind";

/** What is wrong with how many there are of a role: none where there has to be one, several where there is one; undefined where it is right. */
export function countFault({ word, count }: Pick<PartyRole, "word" | "count">, how: number): string | undefined {
  if (how === 0 && (count === "1" || count === "1..n")) return `请写明${word}是谁`;
  if (how > 1 && (count === "1" || count === "0..1")) return `${word}只能有一个，这里写了 ${how} 个，请只留一个`;
  return undefined;
}
