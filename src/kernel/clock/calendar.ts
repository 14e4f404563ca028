import { addDays, weekday, type Day } from "./day.ts";
import { noticedYears } from "./holidays.ts";
import { isStatutory } from "./statutory.ts";
import { areOfficeHours, OFFICE_HOURS, type OfficeHours } from "./working-hours.ts";

/**
 * Which days are worked. Stored are exceptions alone: a day off on a weekday (休), a working weekend (班), as the yearly notices of the State
 * Council arrange them and the city adds. The days that the regulation itself fixes are off in any year.
 */
export interface Calendar {
  isWorkday(day: Day): boolean;
  /** The n-th working day after `day`, before it when n is negative; the day itself is day 0. n = 0 gives the day itself. */
  addWorkdays(day: Day, n: number): Day;
  /** Working days after `from` up to and with `to`; negative when `to` lies before. */
  workdaysBetween(from: Day, to: Day): number;
  /** The day itself when it is worked, else the next that is (民法典 第二百零三条: 法定休假日结束的次日). */
  nextWorkday(day: Day): Day;
  /** Whether the notice of the day's year has not come yet: what is due then may move. */
  isUncertain(day: Day): boolean;
  /** When the offices of the city are open on a working day: what limits in working hours are counted by. */
  readonly hours: readonly OfficeHours[];
}

/** Makes a calendar of exceptions: day → true when worked, false when off; `announced` are the years whose notice has come, `hours` those of the offices. */
export function calendarOf(
  exceptions: ReadonlyMap<Day, boolean>,
  announced: ReadonlySet<number> = noticedYears(),
  hours: readonly OfficeHours[] = OFFICE_HOURS,
): Calendar {
  if (!areOfficeHours(hours)) throw new RangeError("no such office hours");
  const isWorkday = (day: Day): boolean => exceptions.get(day) ?? (weekday(day) !== 0 && weekday(day) !== 6 && !isStatutory(day));
  const workdaysBetween = (from: Day, to: Day): number => {
    if (to < from) return -workdaysBetween(to, from);
    let count = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day)) count += 1;
    return count;
  };
  return {
    isWorkday,
    addWorkdays(day, n) {
      let left = Math.abs(n);
      let at = day;
      while (left > 0) {
        at = addDays(at, Math.sign(n));
        if (isWorkday(at)) left -= 1;
      }
      return at;
    },
    workdaysBetween,
    nextWorkday(day) {
      let at = day;
      while (!isWorkday(at)) at = addDays(at, 1);
      return at;
    },
    hours,
    isUncertain: (day) => !announced.has(Number(day.slice(0, 4))),
  };
}
