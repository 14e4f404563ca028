import type { Calendar } from "#kernel/clock";
import { Light, PROVISIONAL } from "#ui";

/** Working days left until a day; below 0 once it has passed, even when only a weekend lies between. */
export function workdaysLeft(calendar: Calendar, today: string, due: string): number {
  const days = calendar.workdaysBetween(today, due);
  return due < today ? Math.min(-1, days) : days;
}

interface TimeLeftProps {
  calendar: Calendar;
  today: string;
  due: string | null;
  /** The step's own day: it counts where it comes first, and is called so. */
  step?: string | null;
  paused?: boolean;
  late?: string;
}

/** The light of a limit; a dash where no clock runs. Of a step's and its matter's the nearer one counts. */
export function TimeLeft({ calendar, today, due, step = null, paused, late }: TimeLeftProps) {
  if (paused) return <Light workdays={0} paused="计时" />;
  const ofStep = step !== null && (due === null || step < due);
  const nearest = ofStep ? step : due;
  if (nearest === null) return <span class="hint">不计时</span>;
  const word = ofStep ? "环节超时" : late;
  return (
    <>
      <Light workdays={workdaysLeft(calendar, today, nearest)} {...(word !== undefined && { late: word })} />
      {calendar.isUncertain(nearest) && <small class="hint">{PROVISIONAL}</small>}
    </>
  );
}
