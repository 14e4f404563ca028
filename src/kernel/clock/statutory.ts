import { addDays, startOf, type Day } from "./day.ts";

// 全国年节及纪念日放假办法 第二条: days off for everybody in any year, whatever the yearly notice arranges around them.
const BY_SUN = ["01-01", "05-01", "10-01", "10-02", "10-03"];
const SINCE_2025 = ["05-02"]; // 国务院令第795号, in force since 2025-01-01
// Two new moons lie minutes from midnight in China, and ICU 78 puts them on the wrong side; all other feasts until 2099 it has right.
const NEW_YEAR: Readonly<Record<number, string>> = { 2027: "02-06", 2030: "02-03" };

const lunar = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric" });

/** The day of a year with a month and day of the Chinese calendar, "8/15"; leap months (闰月) are written otherwise and have no feasts. */
function byMoon(date: string, from: Day, until: Day): Day {
  for (let day = from; day <= until; day = addDays(day, 1)) if (lunar.format(startOf(day)) === date) return day;
  throw new Error(`no ${date} of the Chinese calendar between ${from} and ${until}`);
}

// 清明 is where the sun stands at 15°: between 2000 and 2099 the usual reckoning of solar terms gives the day.
function qingming(year: number): number {
  const y = year % 100;
  return Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4);
}

const years = new Map<number, ReadonlySet<Day>>();

function daysOf(year: number): ReadonlySet<Day> {
  const days = new Set<Day>([...BY_SUN, ...(year >= 2025 ? SINCE_2025 : [])].map((day) => `${year}-${day}`));
  days.add(`${year}-04-${String(qingming(year)).padStart(2, "0")}`);
  const newYear = NEW_YEAR[year] ? `${year}-${NEW_YEAR[year]}` : byMoon("1/1", `${year}-01-20`, `${year}-02-22`);
  // 农历除夕 is off since 2025.
  for (let n = year >= 2025 ? -1 : 0; n <= 2; n += 1) days.add(addDays(newYear, n));
  days.add(byMoon("5/5", `${year}-05-20`, `${year}-06-30`));
  days.add(byMoon("8/15", `${year}-09-01`, `${year}-10-10`));
  return days;
}

/** Whether the regulation itself makes a day a day off, in any year between 2000 and 2099. */
export function isStatutory(day: Day): boolean {
  const year = Number(day.slice(0, 4));
  if (year < 2000 || year > 2099) return BY_SUN.includes(day.slice(5));
  let days = years.get(year);
  if (!days) years.set(year, (days = daysOf(year)));
  return days.has(day);
}
