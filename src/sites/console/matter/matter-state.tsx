import type { Calendar } from "#kernel/clock";
import { dueDay, pausedSince } from "#matter/clocks";
import { isClosed, STATES, type Matter, type State as MatterState } from "#matter/matter";
import { formatDate, formatLimit, provisionalWords, State, type Tone } from "#ui";
import { workdaysLeft } from "../time-left.tsx";

const TONES: Record<MatterState, Tone> = {
  draft: "draft",
  submitted: "info",
  supplement: "waiting",
  accepted: "running",
  granted: "good",
  refused: "bad",
  declined: "bad",
  withdrawn: "closed",
  terminated: "closed",
};

/** Where a matter stands, in a word. */
export function MatterStanding({ state, paused, suspended }: { state: MatterState; paused?: boolean; suspended?: boolean }) {
  if (suspended && !isClosed(state)) return <State tone="paused">挂起</State>;
  if (paused && !isClosed(state)) return <State tone="paused">特别程序</State>;
  return <State tone={TONES[state]}>{STATES[state]}</State>;
}

/** The matter's clock in words: what is left, or since when it stands still. */
export function clockWords(matter: Pick<Matter, "state" | "clocks" | "closedAt">, calendar: Calendar, today: string): string {
  if (matter.closedAt) return `${formatDate(matter.closedAt)}办结`;
  const [paused, due] = [pausedSince(matter), dueDay(matter)];
  if (paused) return `暂停计时，自${formatDate(paused)}起`;
  if (matter.state === "supplement") return "等申请人补正，不计时";
  if (due) return provisionalWords(formatLimit(workdaysLeft(calendar, today, due), due), calendar.isUncertain(due));
  return "受理后开始计时";
}
