import type { Calendar } from "#kernel/clock";
import { Light, PROVISIONAL } from "#ui";

/** Working days left until a day; below 0 once it has passed, even when only a weekend lies between. */
export function workdaysLeft(calendar: Calendar, today: string, due: string): number {
  const days = calendar.workdaysBetween(today, due);
  return due < today ? Math.min(-1, days) : days;
}

/** The light of a limit; a dash where no clock runs. Of two limits the nearer one counts. */
export function TimeLeft({ calendar, today, due, paused }: { calendar: Calendar; today: string; due: readonly (string | null)[]; paused?: boolean }) {
  if (paused) return <Light workdays={0} paused="计时" />;
  const [nearest] = due.filter((day) => day !== null).sort();
  if (nearest === undefined) return <span class="hint">不计时</span>;
  return (
    <>
      <Light workdays={workdaysLeft(calendar, today, nearest)} />
      {calendar.isUncertain(nearest) && <small class="hint">{PROVISIONAL}</small>}
    </>
  );
}
