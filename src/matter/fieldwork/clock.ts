import { metresBetween, type Point } from "#place/point";
import type { Entry } from "./entry.ts";

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400];
/** From how many seconds on a clock that is off is told of. */
const TOLD = 5 * MINUTE;

const MOMENT = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  month: "long",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** "11月23日 09:30". */
export function momentWords(at: Date): string {
  return MOMENT.format(at).replace(/(?<=日)\s*/, " ");
}

/** How many seconds the phone's clock is behind ours; below 0 ahead. Undefined where it told no time. The way here counts as its being behind. */
export function clockOff({ sentAt }: Pick<Entry, "sentAt">, now: Date): number | undefined {
  return sentAt ? Math.round((now.getTime() - sentAt.getTime()) / 1000) : undefined;
}

function lengthOf(seconds: number): string {
  const [days, hours, minutes] = [Math.floor(seconds / DAY), Math.floor((seconds % DAY) / HOUR), Math.floor((seconds % HOUR) / MINUTE)];
  return [days > 0 && `${days}天`, hours > 0 && `${hours}小时`, days === 0 && minutes > 0 && `${minutes}分钟`].filter((part) => part !== false).join("");
}

/** What is to be said of a phone's clock: nothing below five minutes. */
export function clockWords(off: number | undefined): string | undefined {
  if (off === undefined || Math.abs(off) < TOLD) return undefined;
  return `手机时间比标准时间${off > 0 ? "慢" : "快"}${lengthOf(Math.abs(off))}`;
}

/** When an entry was made, by our clock: what the phone said, put right by what its clock is off. */
export function madeInTruth({ madeAt, sentAt }: Entry, now: Date): Date | null {
  const off = clockOff({ sentAt }, now);
  return madeAt && off !== undefined ? new Date(madeAt.getTime() + (Math.abs(off) < TOLD ? 0 : off * 1000)) : madeAt;
}

/** "34 米", "1.2 公里". */
function metresWords(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} 米` : `${(metres / 1000).toFixed(1)} 公里`;
}

/** What the history says of how an entry came: made, by which clock, what its photographs said, and how far from the matter's place they were taken. */
export function entryWords(entry: Entry, now: Date, place?: Point): string {
  const { madeAt, photos } = entry;
  const off = clockWords(clockOff(entry, now));
  const made = madeInTruth(entry, now);
  const taken = photos.map(({ taken: at, point, from }, i) => {
    const when = at ? `${at.slice(5, 7)}-${at.slice(8, 10)} ${at.slice(11, 16)}拍` : "没有拍摄时间";
    const where = point ? `${from === "phone" ? "手机定位" : "有位置"} ${point[0].toFixed(6)}, ${point[1].toFixed(6)}` : "没有位置";
    const far = point && place ? `，离这件事 ${metresWords(metresBetween(point, place))}` : "";
    return `照片${i + 1}：${when}，${where}${far}`;
  });
  return [made ? `${momentWords(made)}在手机上记下` : "手机没有给出时间", off && `${off}，手机上显示 ${momentWords(madeAt ?? now)}`, ...taken]
    .filter((part) => part)
    .join("；");
}
