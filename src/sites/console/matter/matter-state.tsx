import type { Calendar } from "#kernel/clock";
import { stateOf, stateTone, type Kind } from "#content/kind";
import { dueDay, pausedSince, suspendedSince } from "#matter/clocks";
import { isClosed, type Matter } from "#matter/matter";
import { formatDate, formatLimit, provisionalWords, State } from "#ui";
import { workdaysLeft } from "../time-left.tsx";

/** Where a matter stands, in a word. */
export function MatterStanding({
  kind,
  matter,
}: {
  kind: Kind | undefined;
  matter: Pick<Matter, "phase" | "state"> & { pausedAt: Date | null; suspendedAt?: Date | null };
}) {
  if (matter.suspendedAt && !isClosed(matter)) return <State tone="paused">挂起</State>;
  if (matter.pausedAt && !isClosed(matter)) return <State tone="paused">特别程序</State>;
  return <State tone={stateTone(kind, matter.state)}>{kind ? stateOf(kind, matter.state).word : matter.state}</State>;
}

/** What of a matter its standing is told by. */
export function standingOf(matter: Matter) {
  return { phase: matter.phase, state: matter.state, pausedAt: pausedSince(matter), suspendedAt: suspendedSince(matter) };
}

/** The matter's clock in words: what is left, or since when it stands still. */
export function clockWords(kind: Kind, matter: Pick<Matter, "state" | "dueAt" | "stoppedAt" | "closedAt">, calendar: Calendar, today: string): string {
  if (matter.closedAt) return `${formatDate(matter.closedAt)}办结`;
  const [paused, due] = [pausedSince(matter), dueDay(matter)];
  if (stateOf(kind, matter.state).tone === "waiting") return `${stateOf(kind, matter.state).word}，不计时`;
  if (paused) return `暂停计时，自${formatDate(paused)}起`;
  if (due) return provisionalWords(formatLimit(workdaysLeft(calendar, today, due), due), calendar.isUncertain(due));
  return "还没有开始计时";
}
