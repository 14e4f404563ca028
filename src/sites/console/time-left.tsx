import { leftUntil, type Now } from "#matter/timing";
import { lastDay } from "#kernel/clock";
import { PROVISIONAL, Urgency } from "#ui";

export { endsWithDay, inHours, leftUntil, workdaysLeft, type Now } from "#matter/timing";

interface TimeLeftProps extends Now {
  due: Date | null;
  /** The step's own limit: it counts where it comes first, and is called so. */
  step?: Date | null;
  paused?: boolean;
  /** What is called late, where it is not the matter. */
  late?: string;
}

/** What is left of a limit; quiet where no clock runs. Of a step's and its matter's the nearer one counts. */
export function TimeLeft({ calendar, now, due, step = null, paused, late }: TimeLeftProps) {
  if (paused) return <Urgency level="stopped">暂停计时</Urgency>;
  const ofStep = step !== null && (due === null || step < due);
  const nearest = ofStep ? step : due;
  if (nearest === null) return <span class="hint">不计时</span>;
  const { level, words } = leftUntil({ calendar, now }, nearest);
  const what = level === "late" ? (ofStep ? "环节" : (late ?? "")) : "";
  return (
    <>
      <Urgency level={level}>
        {what}
        {words}
      </Urgency>
      {calendar.isUncertain(lastDay(nearest)) && <small class="hint">{PROVISIONAL}</small>}
    </>
  );
}
