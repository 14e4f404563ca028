import { kindsNow, listItems, type ItemEntry } from "#content/catalogue";
import type { Ctx } from "#kernel/ctx";
import { publicChannels } from "../begin/beginning.ts";

/** Items of kinds without a guide, by what their kind is called, in the order in which their pack writes them. */
export interface OfKind {
  kind: string;
  name: string;
  items: ItemEntry[];
}

/** Items as the public finds them: those with a guide, and by their kind those that are begun by a form. What only the house begins is nobody's here. */
export interface PublicItems {
  guides: ItemEntry[];
  others: OfKind[];
}

/** Sorts items into what the public finds of them. */
export async function sortedOut(ctx: Ctx, items: readonly ItemEntry[]): Promise<PublicItems> {
  const kinds = await kindsNow(ctx);
  const sorted: PublicItems = { guides: [], others: [] };
  for (const item of items) {
    const kind = kinds.get(item.kind)?.kind;
    if (!kind || kind.guide) sorted.guides.push(item);
    else if (!item.guideOnly && publicChannels(kind).length > 0) {
      const known = sorted.others.find((each) => each.kind === kind.id);
      if (known) known.items.push(item);
      else sorted.others.push({ kind: kind.id, name: kind.said ?? kind.name, items: [item] });
    }
  }
  for (const { items: own } of sorted.others) own.sort((a, b) => a.place - b.place);
  return sorted;
}

/** Every item that the public finds. */
export async function publicItems(ctx: Ctx): Promise<PublicItems> {
  return sortedOut(ctx, await listItems(ctx));
}
