import { addDays, weekday, type Day } from "./day.ts";

/**
 * Which days are worked. Only exceptions are stored: a public holiday on a weekday (休), a working weekend (班).
 * `lastYear` is the last year whose holidays have been announced; past it weekends alone are known.
 */
export interface Calendar {
  isWorkday(day: Day): boolean;
  /** The n-th working day after `day`; the day itself is day 0. n = 0 gives the day itself. */
  addWorkdays(day: Day, n: number): Day;
  /** Working days after `from` up to and with `to`; negative when `to` lies before. */
  workdaysBetween(from: Day, to: Day): number;
  /** Whether the day lies past the last announced year: its due dates may move. */
  isUncertain(day: Day): boolean;
}

/** Makes a calendar of exceptions: day → true when worked, false when off. */
export function calendarOf(exceptions: ReadonlyMap<Day, boolean>): Calendar {
  const lastYear = [...exceptions.keys()].reduce((last, day) => (day > last ? day : last), "0000").slice(0, 4);
  const isWorkday = (day: Day): boolean => exceptions.get(day) ?? (weekday(day) !== 0 && weekday(day) !== 6);
  const workdaysBetween = (from: Day, to: Day): number => {
    if (to < from) return -workdaysBetween(to, from);
    let count = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day)) count += 1;
    return count;
  };
  return {
    isWorkday,
    addWorkdays(day, n) {
      let left = n;
      let at = day;
      while (left > 0) {
        at = addDays(at, 1);
        if (isWorkday(at)) left -= 1;
      }
      return at;
    },
    workdaysBetween,
    isUncertain: (day) => day.slice(0, 4) > lastYear,
  };
}
