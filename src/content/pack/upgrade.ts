import type { Item } from "./item.ts";

/** The kind that everything of format 1 is: what somebody applies for. */
export const FIRST_KIND = "application";

/** An item of format 1, whose `kind` was its pace, in the words of format 2. One of format 2 stays as it is. Pure. */
export function upgradedItem(item: Item): Item {
  return item.kind === "promised" || item.kind === "instant" ? { ...item, pace: item.kind, kind: FIRST_KIND } : item;
}

/** Acts that code did once, and which of its acts the first kind has in their place. */
const NOW_OF_THE_KIND: Readonly<Record<string, string>> = {
  accept: "accepted",
  "accept-by-law": "accepted-by-law",
  decline: "declined",
  grant: "granted",
  refuse: "refused",
  close: "closed",
};

/** A flow in which service tasks call acts of their kind by the names that it has for them; their ids stay, so that what waits in it goes on. Pure. */
export function upgradedFlow(flow: string): string {
  return flow.replaceAll(/(\bact\s*=\s*["'])matter\.([a-z-]+)(?=["'])/g, (whole, before: string, act: string) =>
    Object.hasOwn(NOW_OF_THE_KIND, act) ? `${before}${NOW_OF_THE_KIND[act]!}` : whole,
  );
}

/** A definition of an item as any format keeps it, in the words of format 2. */
export function upgraded<T extends { item: Item; flow?: string | undefined }>(definition: T): T {
  const item = upgradedItem(definition.item);
  const flow = definition.flow === undefined ? undefined : upgradedFlow(definition.flow);
  return item === definition.item && flow === definition.flow ? definition : { ...definition, item, ...(flow !== undefined && { flow }) };
}
