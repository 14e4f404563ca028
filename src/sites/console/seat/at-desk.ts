import { kindsNow, listItems, type ItemEntry } from "#content/catalogue";
import type { CodeEntry, Desk, Kind } from "#content/kind";
import { channelsFor } from "#matter/begin";
import type { Ctx } from "#kernel/ctx";
import { forbidden } from "#values/errors";

/** The kind of matter that is written at the actor's seat, and by which channel. */
export interface AtDesk {
  kind: Kind;
  desk: Desk;
  channel: string;
  items: ItemEntry[];
  /** Lines that a call is handed on to. */
  lines: readonly CodeEntry[];
}

/** What the actor writes at a seat; undefined where their duties name no seat of any kind. */
export async function findDesk(ctx: Ctx): Promise<AtDesk | undefined> {
  for (const { kind } of (await kindsNow(ctx)).values()) {
    const { desk } = kind;
    const channel = channelsFor(ctx.actor, kind).find((id) => kind.channels[id]!.for !== undefined);
    if (!desk || channel === undefined) continue;
    const items = (await listItems(ctx)).filter((item) => item.kind === kind.id && !item.guideOnly);
    if (items.length > 0) return { kind, desk, channel, items, lines: (desk.lines === undefined ? undefined : kind.codes?.[desk.lines]) ?? [] };
  }
  return undefined;
}

/** The item with which an order begins: the one that was chosen, where it is one of the desk's. */
export function itemOf({ items, desk }: AtDesk, chosen: string | undefined): string {
  const known = (id: string | undefined): boolean => items.some(({ itemId }) => itemId === id);
  return known(chosen) ? chosen! : known(desk.item) ? desk.item! : items[0]!.itemId;
}

/** The same; refuses who sits at no seat. */
export async function deskOf(ctx: Ctx): Promise<AtDesk> {
  const desk = await findDesk(ctx);
  if (!desk) throw forbidden("您的职责里没有接电话。");
  return desk;
}
