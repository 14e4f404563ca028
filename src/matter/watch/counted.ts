import type { Ctx } from "#kernel/ctx";
import type { Counted, Full, Gathered } from "./gathering.ts";
import { spanOf, type Rule } from "./rule.ts";
import { sightings, type Sighting } from "./sighting.ts";

/** A matter that a rule counts, with all that is seen of it. */
export interface Seen extends Counted {
  seen: Sighting;
}

/** A group of matters that a rule counts. */
export type Group = Gathered<Seen>;

/** Those that a rule counts, of what is seen. */
export function countedBy({ counts, keyOf }: Rule, all: readonly Sighting[]): Seen[] {
  return all.flatMap((seen) => {
    const key = counts(seen.said) ? keyOf(seen.said) : undefined;
    return key === undefined ? [] : [{ id: seen.id, key, at: seen.at, ...(seen.point && { point: seen.point }), seen }];
  });
}

/** What makes a group of a rule full. */
export function fullOf({ watch }: Rule): Full {
  return { span: spanOf(watch.within ?? "P0D"), count: watch.count, ...(watch.near !== undefined && { near: watch.near }) };
}

/** What a rule counts of what was received in a time. */
export async function countedIn(ctx: Ctx, rule: Rule, time: { from: Date; until: Date }): Promise<Seen[]> {
  return countedBy(rule, await sightings(ctx, rule.kind, rule.fields, time));
}
