import type { Calendar } from "#kernel/clock";
import { stateOf, stateTone, type Kind } from "#content/kind";
import { isClosed, type Matter } from "#matter/matter";
import { formatDate, formatLimit, provisionalWords, State } from "#ui";
import { workdaysLeft } from "../time-left.tsx";

/** Where a matter stands, in a word. */
export function MatterStanding({
  kind,
  matter,
}: {
  kind: Kind | undefined;
  matter: Pick<Matter, "phase" | "state" | "pausedAt"> & { suspendedAt?: Date | null };
}) {
  if (matter.suspendedAt && !isClosed(matter)) return <State tone="paused">挂起</State>;
  if (matter.pausedAt && !isClosed(matter)) return <State tone="paused">特别程序</State>;
  return <State tone={stateTone(kind, matter.state)}>{kind ? stateOf(kind, matter.state).word : matter.state}</State>;
}

/** The matter's clock in words: what is left, or since when it stands still. */
export function clockWords(matter: Pick<Matter, "state" | "dueDay" | "pausedAt" | "closedAt">, calendar: Calendar, today: string): string {
  if (matter.closedAt) return `${formatDate(matter.closedAt)}办结`;
  if (matter.pausedAt) return `暂停计时，自${formatDate(matter.pausedAt)}起`;
  if (matter.state === "supplement") return "等申请人补正，不计时";
  if (matter.dueDay) return provisionalWords(formatLimit(workdaysLeft(calendar, today, matter.dueDay), matter.dueDay), calendar.isUncertain(matter.dueDay));
  return "受理后开始计时";
}
