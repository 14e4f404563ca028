import type { Day } from "#kernel/clock";

/** An amount from a month on: what was granted first, then each change. */
export interface Rate {
  fromDay: Day;
  amount: number;
}

/** The month of a day, counted from year nought. */
function monthOf(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** The first day of the month after a day's. */
export function nextMonth(day: Day): Day {
  const month = monthOf(day) + 1;
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}

/**
 * What was paid for months after the one in which the right ended, up to the month of `paidUntil`: each month at what was paid then. The month
 * itself is due in full.
 */
export function overpaid(rates: readonly Rate[], lastDay: Day, paidUntil: Day): { months: number; amount: number } {
  const sorted = rates.toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
  const first = sorted[0] ? monthOf(sorted[0].fromDay) : 0;
  let [months, amount] = [0, 0];
  for (let month = Math.max(monthOf(lastDay) + 1, first); month <= monthOf(paidUntil); month += 1) {
    months += 1;
    amount += sorted.findLast(({ fromDay }) => monthOf(fromDay) <= month)?.amount ?? 0;
  }
  return { months, amount };
}
