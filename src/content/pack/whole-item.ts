import type { Item } from "./item.ts";
import { FIRST_KIND } from "./upgrade.ts";

/** What item.yaml or a row of items.yaml writes. */
export type WrittenItem = Partial<Item> & Pick<Item, "id" | "name">;

/** Keys of an item that are not columns of its kind. */
export const ITEM_KEYS: ReadonlySet<string> = new Set(
  "id name short code type kind pace level unit department area area_field audience beneficiary once synonyms themes basis conditions situations materials limits fee visits channels places consult complaint appeal outcome questions minimum_identity clocks bundle group".split(
    " ",
  ),
);

/** An item with everything it does not say as it is for every item: lists are empty, not absent; what it does not know are columns of its kind. */
export function wholeItem(written: WrittenItem, { department, unit, kind = FIRST_KIND }: { department: string; unit: string; kind?: string }): Item {
  const entries = Object.entries(written);
  const attributes = Object.fromEntries(entries.filter(([name]) => !ITEM_KEYS.has(name)));
  const own = Object.fromEntries(entries.filter(([name]) => ITEM_KEYS.has(name)));
  return {
    short: "",
    code: written.id,
    type: "20",
    kind,
    pace: "promised",
    level: "",
    unit,
    department,
    area: "",
    audience: [],
    synonyms: [],
    themes: [],
    basis: [],
    conditions: [],
    situations: [],
    materials: [],
    channels: [],
    places: [],
    questions: [],
    minimum_identity: 0,
    ...own,
    ...(Object.keys(attributes).length > 0 && { attributes }),
  } as unknown as Item;
}
