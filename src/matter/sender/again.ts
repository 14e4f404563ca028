import { addDuration, calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { begin } from "#matter/begin";
import type { BroughtFor } from "#matter/intake";
import { blueprintOf, type Matter } from "#matter/matter";
import type { PartyGiven } from "#matter/party";
import { conflict } from "#values/errors";

/** What was said of a matter that has ended: that it is not solved. */
export interface NotSolved {
  words: string;
  id?: string;
  system: string;
  party: PartyGiven;
  photos: readonly Omit<BroughtFor, "field">[];
}

/**
 * What has ended stays as it ended: another of the same item is begun at the same place, tied to it by the link of its kind that says until when (`reopens`).
 * Gives its number. Refuses (409) where the kind has no such link, and what ended too long ago.
 */
export async function beginAgain(ctx: Ctx, matter: Matter, { words, id, system, party, photos }: NotSolved): Promise<string> {
  const { kind, form } = await blueprintOf(ctx, matter);
  const [link, within] = Object.entries(kind.links).flatMap(([name, { reopens }]) => (reopens === undefined ? [] : [[name, reopens] as const]))[0] ?? [];
  if (link === undefined || within === undefined)
    throw conflict("ENDED", `${matter.number} 已经结束，“${kind.name}”结束以后不能重新打开。还没有解决的，请另报一件。`);
  if (addDuration(await calendarNow(ctx), matter.closedAt!, within) < ctx.now)
    throw conflict("ENDED", `${matter.number} 结束已经太久，不能再重新打开。还没有解决的，请另报一件。`);
  const place = kind.place === undefined ? undefined : (matter.form[kind.place] as Record<string, unknown> | undefined);
  const about = [...form.fields.values()].find(({ type, personal }) => type === "paragraph" && !personal);
  const shown = [...form.fields.values()].find(({ type }) => type === "photos");
  const told = `${matter.number} 办结以后又反映：${words || "没有解决"}`;
  const { number } = await begin(ctx, {
    item: matter.itemId,
    channel: matter.channel,
    form: { ...(place && { [kind.place!]: place }), ...(about && { [about.name]: told.slice(0, about.max ?? told.length) }) },
    party,
    ...(shown && photos.length > 0 && { files: photos.map((photo) => ({ ...photo, field: shown.name })) }),
    ties: [{ link, matterId: matter.matterId }],
    ...(id !== undefined && { source: { system, number: `again:${matter.number}:${id}`.slice(0, 200) } }),
  });
  return number;
}
