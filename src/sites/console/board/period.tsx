import { addDays, dayOf, isDay, startOf, type Day } from "#kernel/clock";
import type { Period } from "#matter/lists";
import { Button, formatDate, Icon, TextField } from "#ui";
import { addressOf, chosen } from "../typed.ts";

const NAMES = { day: "日", week: "周", month: "月", quarter: "季", year: "年" } as const;
export type PeriodName = keyof typeof NAMES;

/** What says a period of one's own in the address: its first and last day, month, quarter or year. */
const OWN = "own";

/** A period of the board, out of its address: which one, and its first day. */
export interface Chosen extends Period {
  name: PeriodName | typeof OWN;
  first: Day;
  /** What in an address asks for it. */
  query: Record<string, string>;
  /** What was typed of a period of one's own, where it cannot be read: then it is this month. */
  unread?: { from: string; to: string };
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

/** The days of a day, a month, a quarter or a year as it is typed: 2026-11-03, 2026-11, 2026-Q4, 2026; undefined for anything else. */
function stretchOf(text: string): { first: Day; after: Day } | undefined {
  const [, year, month, quarter] = /^(20\d\d)(?:-(?:(0?[1-9]|1[0-2])|[Qq]([1-4])))?$/.exec(text) ?? [];
  if (year === undefined) return isDay(text) ? { first: text, after: addDays(text, 1) } : undefined;
  const name = month !== undefined ? "month" : quarter !== undefined ? "quarter" : "year";
  const first = firstOfMonth(Number(year), month !== undefined ? Number(month) - 1 : quarter !== undefined ? Number(quarter) * 3 - 3 : 0);
  return { first, after: firstDay(name, first, 1) };
}

/** A period of one's own, from … to …, out of an address; undefined where it asks for none that can be read. */
function ownPeriod(query: Record<string, string>, today: Day): Chosen | undefined {
  const [from, to] = [chosen(query, "from") ?? "", chosen(query, "to") ?? ""];
  const [begins, ends] = [stretchOf(from), stretchOf(to === "" ? from : to)];
  if (!begins || !ends || begins.first >= ends.after || begins.first > today) return undefined;
  const [first, after] = [begins.first, ends.after];
  const length = Math.round((startOf(after).getTime() - startOf(first).getTime()) / 86_400_000);
  return {
    name: OWN,
    first,
    from: startOf(first),
    until: startOf(after),
    previous: addDays(first, -length),
    next: undefined,
    query: { period: OWN, from, ...(to !== "" && { to }) },
  };
}

/** The period that an address asks for: this month unless it says otherwise. */
export function periodOf(query: Record<string, string>, now: Date): Chosen {
  const own = query["period"] === OWN;
  const found = own ? ownPeriod(query, dayOf(now)) : undefined;
  return found ?? { ...ordinary(query, now), ...(own && { unread: { from: chosen(query, "from") ?? "", to: chosen(query, "to") ?? "" } }) };
}

function ordinary(query: Record<string, string>, now: Date): Chosen {
  const asked = chosen(query, "period") ?? "";
  const name = Object.hasOwn(NAMES, asked) ? (asked as PeriodName) : "month";
  const at = chosen(query, "at");
  const today = dayOf(now);
  const first = firstDay(name, at !== undefined && isDay(at) && at <= today ? at : today);
  const after = firstDay(name, first, 1);
  return {
    name,
    first,
    from: startOf(first),
    until: startOf(after),
    previous: firstDay(name, first, -1),
    next: after <= today ? after : undefined,
    query: { period: name, at: first },
  };
}

/** The periods, and the way to the one before and after. */
export function PeriodChoice({
  period: { name, first, until, previous, next, query, unread },
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
      {name !== OWN && (
        <a href={addressOf(path, { ...kept, period: name, at: previous })} rel="prev">
          <Icon name="chevron-left" label="前一段" />
        </a>
      )}
      <span>{first === last ? formatDate(first) : `${formatDate(first, { year: true })}至${formatDate(last, { year: true })}`}</span>
      {next && (
        <a href={addressOf(path, { ...kept, period: name, at: next })} rel="next">
          <Icon name="chevron-right" label="后一段" />
        </a>
      )}
      <details class="period-own" open={name === OWN || unread !== undefined}>
        <summary>自己定时间段</summary>
        <p class="hint">日、月、季、年都可以：2026-11-03、2026-11、2026-Q4、2026。</p>
        <form method="get" action={path} class="filter-row">
          {Object.entries({ ...kept, period: OWN }).map(([each, value]) => value !== undefined && <input type="hidden" name={each} value={value} />)}
          <TextField
            name="from"
            label="从"
            value={unread?.from ?? query["from"] ?? ""}
            {...(unread && { error: "时间段没有看懂，请照例子写，开始不能晚于结束和今天" })}
          />
          <TextField name="to" label="到" required={false} value={unread?.to ?? query["to"] ?? ""} />
          <div class="filter-row-act">
            <Button kind="secondary" small>
              看这一段
            </Button>
          </div>
        </form>
      </details>
    </nav>
  );
}
