import { handedInBy, stateOf, stateSaid, statesAhead } from "#content/kind";
import type { Act } from "#matter/matter";
import type { FollowedView } from "#matter/view";
import type { Organisation } from "#people/duty";
import { dayOf, readLimit, type Calendar, type Day } from "#kernel/clock";
import { formatDate, provisionalWords, type LineNext } from "#ui";
import { limitWords } from "../guide/words.ts";

// What pages say of matters that are applied for (kinds with a guide), by their states and by what their item promises.

type Seen = Pick<FollowedView, "matter" | "acts" | "blueprint">;

/** The act by which it was last handed in; undefined of a draft. */
export function lastHandedIn({ acts, blueprint }: Pick<FollowedView, "acts" | "blueprint">): Act | undefined {
  const sent = handedInBy(blueprint.kind);
  return acts.findLast(({ kind }) => sent.has(kind));
}

function daysAfter(calendar: Calendar, from: Day, within: string): Day {
  const { unit, days } = readLimit(within)!;
  return unit === "workday" ? calendar.addWorkdays(from, days) : dayOf(new Date(Date.parse(`${from}T12:00:00+08:00`) + days * 86_400_000));
}

/** What the house owes its party next, and by when, as the state says it; undefined where it says nothing, or the party has to do something first. */
export function nextOf(seen: Seen, calendar: Calendar): { due: string; say: string } | undefined {
  const { matter, blueprint } = seen;
  const { next } = stateOf(blueprint.kind, matter.state);
  const sent = lastHandedIn(seen);
  if (!next || !sent) return undefined;
  const due = daysAfter(calendar, dayOf(sent.at), next.within);
  return { due: provisionalWords(`${formatDate(due)}前`, calendar.isUncertain(due)), say: next.say };
}

/** By when the house answers, in words. */
export function answerDue(view: Seen & Pick<FollowedView, "mine">, calendar: Calendar): string | undefined {
  const next = view.mine.length === 0 ? nextOf(view, calendar) : undefined;
  return next && `${next.due}${next.say.split("；")[0]}`;
}

/** What comes after the step at work: the states ahead, and what the item leads to. */
export function applicationAhead({ matter, blueprint }: Pick<FollowedView, "matter" | "blueprint">, organisation: Organisation): LineNext[] {
  const { kind, version } = blueprint;
  const { outcome, limits } = version.definition.item;
  const ahead = statesAhead(kind, matter.state);
  const ends = stateOf(kind, ahead.at(-1) ?? matter.state).phase === "closed";
  const open = ends ? ahead.slice(0, -1) : ahead;
  const last = outcome?.licence ? `${outcome.licence.name}放进“我的证照”` : outcome?.payment ? "列入按月发放" : ends ? stateSaid(kind, ahead.at(-1)!) : "办结";
  return [
    ...open.map((state, at): LineNext => ({
      what: stateSaid(kind, state),
      by: organisation.unitName(matter.unit),
      ...(at === 0 && limits && { due: `${limitWords(limits.promised)}内办完` }),
    })),
    { what: last },
  ];
}
