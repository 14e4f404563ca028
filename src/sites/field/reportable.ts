import { kindsNow, listItems, type ItemEntry } from "#content/catalogue";
import { pagesFor, type Field } from "#content/form";
import type { Kind } from "#content/kind";
import { beginningOf, channelsFor, factsBefore, partyField } from "#matter/begin";
import { aroundMatter } from "#matter/around";
import type { Blueprint } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { badInput, forbidden } from "#values/errors";
import type { Around, FieldDefinition } from "#content/form";

/** Something that the actor may report: an item, by a channel of its kind that names one of their roles. */
export interface Reportable {
  kind: Kind;
  item: ItemEntry;
  channel: string;
}

/** What the actor may report: items of kinds without a guide whose channels name a role of theirs, each by the first such channel. */
export async function listReportable(ctx: Ctx): Promise<Reportable[]> {
  const [kinds, items] = await Promise.all([kindsNow(ctx), listItems(ctx)]);
  return [...kinds.values()].flatMap(({ kind }) => {
    const [channel] = kind.guide ? [] : channelsFor(ctx.actor, kind);
    if (channel === undefined) return [];
    return items.filter((item) => item.kind === kind.id && !item.guideOnly).map((item) => ({ kind, item, channel }));
  });
}

/** One of them by its item; refuses what the actor may not report. */
export async function reportableOf(ctx: Ctx, itemId: string): Promise<Reportable> {
  const found = (await listReportable(ctx)).find(({ item }) => item.itemId === itemId);
  if (found) return found;
  const known = (await listItems(ctx)).some((item) => item.itemId === itemId);
  if (known) throw forbidden("您的职责里没有上报这一类。");
  throw badInput("NOT_ONLINE", "没有这一类，请重新选择。");
}

/** What a report of an item asks: whom it is for, where the channel says so, and the form, page by page, as the console asks it. */
export interface ReportAsked {
  blueprint: Blueprint;
  around: Around;
  party: FieldDefinition | undefined;
  pages: { title: string; fields: Field[] }[];
}

export async function askedBy(ctx: Ctx, { kind, item, channel }: Reportable, answers: Record<string, unknown>): Promise<ReportAsked> {
  const { blueprint } = await beginningOf(ctx, item.itemId);
  const pages = pagesFor(blueprint.form, answers, factsBefore(ctx, blueprint, channel)).map(({ title, fields }) => ({ title, fields }));
  const around = await aroundMatter(ctx, undefined, blueprint, answers);
  return { blueprint, around, party: partyField(kind, kind.channels[channel]?.for), pages: pages.filter(({ fields }) => fields.length > 0) };
}
