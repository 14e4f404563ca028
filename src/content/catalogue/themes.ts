import type { CodeEntry } from "#content/pack";

/** What lists of items are read by: the types of items and the themes under which people look for them, as packs bring them. */
export interface ItemWords {
  types: readonly CodeEntry[];
  themes: readonly CodeEntry[];
}

/** The lists of that name among all code lists; empty where no pack brings them. */
export function itemWords(lists: ReadonlyMap<string, readonly CodeEntry[]>): ItemWords {
  return { types: lists.get("item-type") ?? [], themes: lists.get("theme") ?? [] };
}

/** What a type is called; the code itself where nobody says it. */
export function typeWord({ types }: Pick<ItemWords, "types">, type: string): string {
  return types.find(({ value }) => value === type)?.label ?? type;
}

/** Whether a name holds a word of a theme; "…" stands for anything between its parts. */
function holds(name: string, word: string): boolean {
  let at = 0;
  for (const part of word.split("…")) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

/** The themes of an item by what it is called. A theme only helps to find; it decides nothing. */
export function themesOf({ themes }: Pick<ItemWords, "themes">, name: string): string[] {
  return themes.flatMap(({ value, words }) => (Array.isArray(words) && words.some((word) => holds(name, String(word))) ? [value] : []));
}
