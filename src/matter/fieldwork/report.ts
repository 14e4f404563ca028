import type { Answers } from "#content/form";
import { begin } from "#matter/begin";
import type { BroughtFor } from "#matter/intake";
import { actOn, getMatter } from "#matter/matter";
import type { PartyGiven } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { once } from "#kernel/idempotency";
import { arrivedAt, recordEntry, type Arrived } from "./arrival.ts";
import type { Entry } from "./entry.ts";

/** What was found outside. */
export interface Reported {
  item: string;
  channel: string;
  form: Answers;
  files: readonly BroughtFor[];
  /** Whom it is for, where its channel says so. */
  party?: PartyGiven;
}

/** The system that a matter's source names for what a phone brought; its number is the reporter and the entry. */
export const FIELD_SOURCE = "field";

/** Reports what was found: begins a matter, once for an entry, for ever. Refuses as `begin` does. */
export function report(ctx: Ctx, entry: Entry, { item, channel, form, files, party }: Reported): Promise<Arrived> {
  return once(ctx, entry.id, ["field-report", item], async (inner) => {
    const source = { system: FIELD_SOURCE, number: `${inner.actor.id}/${entry.id}` };
    const { matterId, again } = await begin(inner, { item, channel, form, files, source, ...(party && { party }) });
    if (again) return { ...arrivedAt((await getMatter(inner, matterId)).matter), again };
    return arrivedAt(await actOn(inner, matterId, async (within, occasion) => recordEntry(within, occasion, entry)));
  });
}
