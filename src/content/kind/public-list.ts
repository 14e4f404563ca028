import { addCalendar, type Day } from "#kernel/clock";

const LENGTH = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,4})D)?$/;

/** Whether a length can be said of a publication: years, months and days of the calendar. */
export function isTerm(text: string): boolean {
  return LENGTH.test(text);
}

/** The day from which on what ended is not published any more. */
export function offDay(ended: Day, term: string): Day {
  const [years, months, days] = (LENGTH.exec(term) ?? []).slice(1).map((part) => Number(part ?? 0)) as [number, number, number];
  return addCalendar(ended, years, months, days);
}
