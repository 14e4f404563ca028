import { addDays, type Day } from "./day.ts";

// 国务院办公厅's yearly notices on holidays: ranges off, single weekend days worked. Seeds clock.days; the table rules.
const NOTICES: Record<string, { off: string[]; worked: string[] }> = {
  2024: {
    off: ["01-01", "02-10/02-17", "04-04/04-06", "05-01/05-05", "06-10", "09-15/09-17", "10-01/10-07"],
    worked: ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
  },
  2025: {
    off: ["01-01", "01-28/02-04", "04-04/04-06", "05-01/05-05", "05-31/06-02", "10-01/10-08"],
    worked: ["01-26", "02-08", "04-27", "09-28", "10-11"],
  },
  2026: {
    off: ["01-01/01-03", "02-15/02-23", "04-04/04-06", "05-01/05-05", "06-19/06-21", "09-25/09-27", "10-01/10-07"],
    worked: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
  },
};

/** The announced exceptions of 2024–2026: day → worked or not. */
export function announcedDays(): Map<Day, boolean> {
  const days = new Map<Day, boolean>();
  for (const [year, { off, worked }] of Object.entries(NOTICES)) {
    for (const range of off) {
      const [from, to = from] = range.split("/") as [string, string?];
      for (let day = `${year}-${from}`; day <= `${year}-${to}`; day = addDays(day, 1)) days.set(day, false);
    }
    for (const day of worked) days.set(`${year}-${day}`, true);
  }
  return days;
}

/** The years whose notices are above. */
export function noticedYears(): ReadonlySet<number> {
  return new Set(Object.keys(NOTICES).map(Number));
}
