import { CORE_STATES, stateSaid, statesAhead, statesIn, type Kind } from "#content/kind";
import { isClosed } from "#matter/matter";
import { dueDay, dueDayOf, nameOf, pausedSince, type Clock } from "#matter/clocks";
import type { FollowedView } from "#matter/view";
import { organisationNow } from "#people/duty";
import { calendarNow, dayOf, type Calendar } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { formatDate, formatDateTime, formatLimit, provisionalWords, type LineNext } from "#ui";
import { applicationAhead, answerDue } from "./application-words.ts";

/** By when, in words: a limit in hours to the minute, one in days as a day. */
function clockWords({ dueAt, stoppedAt, pace }: Clock, calendar: Calendar, now: Date): string {
  if (stoppedAt) return "暂停计时";
  // What is due at midnight is due by the end of the day before, whatever it was counted in.
  if ((pace === "H" || pace === "WH") && dayOf(new Date(dueAt.getTime() - 1)) === dayOf(dueAt))
    return dueAt < now ? `应在${formatDateTime(dueAt)}前，已经超过` : `${formatDateTime(dueAt)}前`;
  const day = dueDayOf({ dueAt })!;
  return provisionalWords(`${formatDate(day)}前${dueAt < now ? "，已经超过" : ""}`, calendar.isUncertain(day));
}

/** The clocks of a matter that its parties see while they run, the first declared first. */
function shownClocks({ matter, blueprint }: Pick<FollowedView, "matter" | "blueprint">): { word: string; clock: Clock }[] {
  return Object.entries(blueprint.kind.clocks).flatMap(([id, { shown, word }]) => {
    const clock = shown ? matter.clocks.find((each) => nameOf(each) === id && each.endedAt === null) : undefined;
    return clock ? [{ word, clock }] : [];
  });
}

/** Every limit that parties see, with its word. */
export async function limitsOf(ctx: Ctx, view: Pick<FollowedView, "matter" | "blueprint">): Promise<{ term: string; detail: string }[]> {
  const calendar = await calendarNow(ctx);
  return shownClocks(view).map(({ word, clock }) => ({ term: word, detail: clockWords(clock, calendar, ctx.now) }));
}

function leftWords({ isUncertain, workdaysBetween }: Calendar, due: string, today: string): string {
  const left = due < today ? -workdaysBetween(due, today) : workdaysBetween(today, due);
  return provisionalWords(formatLimit(left, due), isUncertain(due));
}

/** By when something must be done, in words; undefined while no clock runs that parties see. */
export async function dueWords(ctx: Ctx, view: FollowedView): Promise<string | undefined> {
  const { matter, blueprint } = view;
  const calendar = await calendarNow(ctx);
  if (isClosed(matter)) return undefined;
  if (blueprint.kind.guide) {
    if (pausedSince(matter)) return "暂停计时";
    const promised = dueDay(matter);
    return promised ? leftWords(calendar, promised, dayOf(ctx.now)) : answerDue(view, calendar);
  }
  const [first] = shownClocks(view);
  if (!first) return undefined;
  const { word, clock } = first;
  const days = clock.stoppedAt === null && clock.pace === "WD";
  return days ? `${word}${leftWords(calendar, dueDayOf(clock)!, dayOf(ctx.now))}` : `${word}：${clockWords(clock, calendar, ctx.now)}`;
}

/** Steps of the house that wait, without those that are only to be read. */
function atWork({ open }: Pick<FollowedView, "open">): FollowedView["open"] {
  return open.filter(({ kind, party }) => kind !== "copy" && party === null);
}

/** What a state that lies ahead is called. Where a matter may end in several ways none of them is foretold: it would be a promise. */
function aheadWord(kind: Kind, state: string): string {
  const ends = statesIn(kind, "closed").filter((id) => !Object.hasOwn(CORE_STATES, id));
  return ends.includes(state) && ends.length > 1 ? "有结果" : stateSaid(kind, state);
}

/** What is being done now, and what comes after. */
export async function comingOf(ctx: Ctx, view: FollowedView): Promise<{ now?: LineNext; later: LineNext[] }> {
  const { matter, mine, blueprint } = view;
  const { kind } = blueprint;
  if (isClosed(matter) || matter.phase === "draft") return { later: [] };
  const organisation = await organisationNow(ctx);
  const due = await dueWords(ctx, view);
  const working = atWork(view);
  const units = [...new Set(working.flatMap(({ unit }) => (unit === null ? [] : [organisation.unitName(unit)])))].join("、");
  const [own] = mine;
  const now: LineNext = {
    what: own ? `等您${own.name}` : working.map(({ name }) => name).join("、") || stateSaid(kind, matter.state),
    ...(own ? { by: "您" } : units !== "" && { by: units }),
    ...(due && { due }),
  };
  return { now, later: kind.guide ? applicationAhead(view, organisation) : statesAhead(kind, matter.state).map((state) => ({ what: aheadWord(kind, state) })) };
}
