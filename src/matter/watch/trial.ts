import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { countedBy, fullOf, type Group, type Seen } from "./counted.ts";
import { gathered } from "./gathering.ts";
import { spanOf, type Rule } from "./rule.ts";
import { monthOf, ripe, yearBefore, type Month } from "./season.ts";
import { sightings, type Sighting } from "./sighting.ts";

/** Months that a trial looks back on, this one among them. */
export const MONTHS = 12;

/** What a rule would have begun: when, for which group, with what behind it. */
export interface Would extends Pick<Group, "key" | "members" | "anchor"> {
  month: string;
  at: Date;
  /** Those that came before it was begun; the others would have been added. */
  first: number;
  /** The month that would have been prepared for. */
  season?: string;
}

/** A trial of a rule on history. */
export interface Trial {
  months: { month: string; begun: number }[];
  /** The newest first. */
  would: Would[];
  /** How many matters behind all of them. */
  behind: number;
}

function monthsBack(now: Date): Month[] {
  const today = dayOf(now);
  return Array.from({ length: MONTHS }, (_each, back) => monthOf(today, back - MONTHS + 1));
}

/** From when on history is read for a rule: the months of the trial, and what lies before the first of them. */
function historyOf({ watch }: Rule, now: Date): Date {
  const [first] = monthsBack(now) as [Month];
  return watch.season ? yearBefore(first).from : new Date(first.from.getTime() - spanOf(watch.within ?? "P0D"));
}

function withinDays(rule: Rule, counted: readonly Seen[]): Would[] {
  const full = { ...fullOf(rule), fades: true };
  return gathered(counted, full).map(({ key, anchor, members, began }) => {
    const at = new Date(began);
    const first = members.filter((one) => one.at <= began).length;
    return { key, ...(anchor && { anchor }), members, at, first, month: dayOf(at).slice(0, 7) };
  });
}

function seasonal({ watch }: Rule, counted: readonly Seen[], months: readonly Month[], now: Date): Would[] {
  return months.flatMap((month) => {
    const at = new Date(month.from.getTime() - spanOf(watch.season!.ahead));
    if (at > now) return [];
    return ripe(counted, yearBefore(month), watch.count).map(({ key, members }) => ({
      key,
      members,
      at,
      first: members.length,
      month: dayOf(at).slice(0, 7),
      season: month.month,
    }));
  });
}

/** Tries a rule on what is seen: as if it had run in the last twelve months. A matter would have run as long as others came within the days of the rule. Pure. */
export function triedOn(rule: Rule, all: readonly Sighting[], now: Date): Trial {
  const months = monthsBack(now);
  const counted = countedBy(rule, all);
  const next = monthOf(dayOf(now), 1);
  const would = (rule.watch.season ? seasonal(rule, counted, [...months, next], now) : withinDays(rule, counted))
    .filter(({ at }) => at >= months[0]!.from)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.key < b.key ? -1 : 1));
  return {
    would,
    months: months.map(({ month }) => ({ month, begun: would.filter((each) => each.month === month).length })),
    behind: would.reduce((sum, { members }) => sum + members.length, 0),
  };
}

/** Tries rules on history: what of a kind was received is read once for all of them. */
export async function tryRules(ctx: Ctx, rules: readonly Rule[]): Promise<Map<string, Trial>> {
  const trials = new Map<string, Trial>();
  for (const of of Map.groupBy(rules, ({ kind }) => kind.id).values()) {
    const [{ kind }] = of as [Rule];
    const fields = [...new Set(of.flatMap((rule) => rule.fields))];
    const from = new Date(Math.min(...of.map((rule) => historyOf(rule, ctx.now).getTime())));
    const all = await sightings(ctx, kind, fields, { from, until: ctx.now });
    for (const rule of of) {
      const since = historyOf(rule, ctx.now).getTime();
      trials.set(
        rule.watch.id,
        triedOn(
          rule,
          all.filter(({ at }) => at > since),
          ctx.now,
        ),
      );
    }
  }
  return trials;
}

/** The same, held for half a minute: who leafs through a trial, or switches by it, waits for it once. @param hashes of the rules as they are */
export function trialsLately(ctx: Ctx, rules: readonly Rule[], hashes: readonly string[]): Promise<Map<string, Trial>> {
  return ctx.memory.recall(`watch.trials.${hashes.join()}`, () => tryRules(ctx, rules));
}
