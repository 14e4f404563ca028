import type { Item } from "./item.ts";

/** The kind that everything of format 1 is: what somebody applies for. */
export const FIRST_KIND = "application";

/** An item of format 1, whose `kind` was its pace, in the words of format 2. One of format 2 stays as it is. Pure. */
export function upgradedItem(item: Item): Item {
  return item.kind === "promised" || item.kind === "instant" ? { ...item, pace: item.kind, kind: FIRST_KIND } : item;
}

/** A definition of an item as any format keeps it, in the words of format 2. */
export function upgraded<T extends { item: Item }>(definition: T): T {
  const item = upgradedItem(definition.item);
  return item === definition.item ? definition : { ...definition, item };
}
