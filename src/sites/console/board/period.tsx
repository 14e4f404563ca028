import { addDays, dayOf, isDay, startOf, type Day } from "#kernel/clock";
import type { Period } from "#matter/lists";
import { formatDate, Icon } from "#ui";
import { addressOf, chosen } from "../typed.ts";

const NAMES = { day: "日", week: "周", month: "月", quarter: "季", year: "年" } as const;
export type PeriodName = keyof typeof NAMES;

/** A period of the board, out of its address: which one, and its first day. */
export interface Chosen extends Period {
  name: PeriodName;
  first: Day;
  /** First days of the one before and after; none after the present. */
  previous: Day;
  next: Day | undefined;
}

const firstOfMonth = (year: number, month: number): Day => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);

/** First day of the period in which a day lies, and of the one `by` further. */
function firstDay(name: PeriodName, day: Day, by = 0): Day {
  const [year = 0, month = 1] = day.split("-").map(Number);
  switch (name) {
    case "day":
      return addDays(day, by);
    case "week":
      return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 7 * by);
    case "month":
      return firstOfMonth(year, month - 1 + by);
    case "quarter":
      return firstOfMonth(year, Math.floor((month - 1) / 3) * 3 + 3 * by);
    case "year":
      return firstOfMonth(year + by, 0);
  }
}

/** The period that an address asks for: this month unless it says otherwise. */
export function periodOf(query: Record<string, string>, now: Date): Chosen {
  const asked = chosen(query, "period") ?? "";
  const name = Object.hasOwn(NAMES, asked) ? (asked as PeriodName) : "month";
  const at = chosen(query, "at");
  const today = dayOf(now);
  const first = firstDay(name, at !== undefined && isDay(at) && at <= today ? at : today);
  const after = firstDay(name, first, 1);
  return { name, first, from: startOf(first), until: startOf(after), previous: firstDay(name, first, -1), next: after <= today ? after : undefined };
}

/** The periods, and the way to the one before and after. */
export function PeriodChoice({
  period: { name, first, until, previous, next },
  path,
  kept,
}: {
  period: Chosen;
  path: string;
  kept: Record<string, string | undefined>;
}) {
  const last = addDays(dayOf(until), -1);
  return (
    <nav class="period" aria-label="时间段">
      <ul>
        {(Object.keys(NAMES) as PeriodName[]).map((each) => (
          <li>
            <a href={addressOf(path, { ...kept, period: each })} aria-current={each === name ? "page" : undefined}>
              {NAMES[each]}
            </a>
          </li>
        ))}
      </ul>
      <a href={addressOf(path, { ...kept, period: name, at: previous })} rel="prev">
        <Icon name="chevron-left" label="前一段" />
      </a>
      <span>{first === last ? formatDate(first) : `${formatDate(first, { year: true })}至${formatDate(last, { year: true })}`}</span>
      {next && (
        <a href={addressOf(path, { ...kept, period: name, at: next })} rel="next">
          <Icon name="chevron-right" label="后一段" />
        </a>
      )}
    </nav>
  );
}
