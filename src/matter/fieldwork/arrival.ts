import { pointOf } from "#matter/location";
import { listActs, record, type Act, type Matter, type Occasion } from "#matter/matter";
import type { Ctx } from "#kernel/ctx";
import { clockOff, entryWords } from "./clock.ts";
import type { Entry } from "./entry.ts";

/** The act by which the history says that something came from outside, and that by which it keeps what was only noted. */
export const ENTRY_ACT = "field-entry";
export const NOTE_ACT = "field-note";

/** What a phone is told of an entry that is here. */
export interface Arrived {
  matterId: string;
  number: string;
  title: string;
  /** It had come before, and nothing was done now. */
  again?: true;
}

export function arrivedAt({ matterId, number, title }: Pick<Matter, "matterId" | "number" | "title">): Arrived {
  return { matterId, number: number ?? "", title };
}

/** What an act keeps of an entry: both times as the phone said them, what its clock was off, what photographs said. */
function dataOf(ctx: Ctx, { change, blueprint }: Occasion, entry: Entry, more: Record<string, unknown>): Record<string, unknown> {
  const { id, madeAt, sentAt, photos } = entry;
  const off = clockOff(entry, ctx.now);
  return {
    entry: id,
    made: madeAt?.toISOString() ?? null,
    sent: sentAt?.toISOString() ?? null,
    ...(off !== undefined && { off }),
    ...(photos.length > 0 && { photos }),
    words: entryWords(entry, ctx.now, pointOf(blueprint.kind, change.matter.form)),
    ...more,
  };
}

/** Writes into the history how an entry came. */
export function recordEntry(ctx: Ctx, occasion: Occasion, entry: Entry, act: string = ENTRY_ACT, more: Record<string, unknown> = {}): void {
  record(ctx, occasion.change, act, dataOf(ctx, occasion, entry, more));
}

/** Whether the history of a matter has an entry already. */
export function hasEntry(acts: readonly Act[], { id }: Entry): boolean {
  return acts.some(({ kind, data }) => (kind === ENTRY_ACT || kind === NOTE_ACT) && data["entry"] === id);
}

/** The acts of a matter, and whether the entry is among them. */
export async function actsWith(ctx: Ctx, matterId: string, entry: Entry): Promise<{ acts: Act[]; there: boolean }> {
  const acts = await listActs(ctx, matterId);
  return { acts, there: hasEntry(acts, entry) };
}
