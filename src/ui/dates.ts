const zone = "Asia/Shanghai";
const dayParts = new Intl.DateTimeFormat("zh-CN", { timeZone: zone, year: "numeric", month: "numeric", day: "numeric", weekday: "short" });
const clockParts = new Intl.DateTimeFormat("zh-CN", { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false, hourCycle: "h23" });

/** A moment, or a calendar day written "2026-11-21". */
export type Moment = Date | string;

interface DayParts {
  year: string;
  month: string;
  day: string;
  weekday: string;
}

// A calendar day has no hour; noon in Shanghai is on that day whatever the server's own zone.
function momentOf(when: Moment): Date {
  const moment = typeof when === "string" ? new Date(/^\d{4}-\d\d-\d\d$/.test(when) ? `${when}T12:00:00+08:00` : when) : when;
  if (Number.isNaN(moment.getTime())) throw new RangeError(`not a date: ${String(when)}`);
  return moment;
}

function partsOf(when: Moment): DayParts {
  const found: Record<string, string> = {};
  for (const part of dayParts.formatToParts(momentOf(when))) found[part.type] = part.value;
  return { year: found.year ?? "", month: found.month ?? "", day: found.day ?? "", weekday: found.weekday ?? "" };
}

/** "11月21日（周六）"; with `year` "2026年11月21日". Days are those of Shanghai. */
export function formatDate(when: Moment, options: { year?: boolean } = {}): string {
  const { year, month, day, weekday } = partsOf(when);
  return options.year ? `${year}年${month}月${day}日` : `${month}月${day}日（${weekday}）`;
}

/** "9:05" on a 24-hour clock, Shanghai time. */
export function formatTime(when: Moment): string {
  return clockParts.format(momentOf(when)).replace(/^0/, "");
}

/** "11月21日（周六）9:05". */
export function formatDateTime(when: Moment): string {
  return `${formatDate(when)}${formatTime(when)}`;
}

/** "2026-11-21" for tables, files and `<time datetime>`. */
export function formatDay(when: Moment): string {
  const { year, month, day } = partsOf(when);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Said with every date that counts on a year whose holidays have not been announced. */
export const PROVISIONAL = "以国务院放假通知为准";

/** Words with a date in them, marked when it may still move. */
export function provisionalWords(words: string, uncertain: boolean): string {
  return uncertain ? `${words}（${PROVISIONAL}）` : words;
}

/**
 * What is left of a limit: "还剩 3 个工作日，11月26日前"; on the last day "今天到期（11月26日）";
 * after it "已超期 2 个工作日，应于11月26日前办结".
 * `workdays` counts whole working days left, negative when overdue.
 */
export function formatLimit(workdays: number, due: Moment): string {
  const { month, day } = partsOf(due);
  const by = `${month}月${day}日`;
  if (workdays < 0) return `已超期 ${-workdays} 个工作日，应于${by}前办结`;
  if (workdays === 0) return `今天到期（${by}）`;
  return `还剩 ${workdays} 个工作日，${by}前`;
}
