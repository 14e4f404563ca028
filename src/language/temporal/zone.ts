import { civilFrom, daysFrom } from "./calendar.ts";

/** A distance from UTC in seconds, or a place of the IANA database whose distance changes with the day. */
export type Zone = Readonly<{ offset: number }> | Readonly<{ name: string }>;

/** UTC itself. */
export const UTC: Zone = { offset: 0 };

const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;
/** No place on earth is farther from UTC; a larger distance is a slip. */
const FARTHEST_OFFSET = 18 * 3600;
const KEPT = 500;
const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(name: string): Intl.DateTimeFormat | undefined {
  if (formats.has(name)) return formats.get(name);
  if (formats.size >= KEPT) formats.clear();
  let made: Intl.DateTimeFormat | undefined;
  try {
    if (NAME.test(name))
      made = new Intl.DateTimeFormat("en-GB", {
        timeZone: name,
        calendar: "gregory",
        numberingSystem: "latn",
        year: "numeric",
        era: "short",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
        hourCycle: "h23",
      });
  } catch {
    made = undefined;
  }
  formats.set(name, made);
  return made;
}

/** The zone of a name such as "Asia/Shanghai"; undefined for what the IANA database does not know. */
export function findZone(name: string): Zone | undefined {
  return formatOf(name) ? { name } : undefined;
}

/** The zone at so many seconds from UTC; undefined beyond 18 hours. */
export function offsetZone(seconds: number): Zone | undefined {
  return Math.abs(seconds) <= FARTHEST_OFFSET ? { offset: seconds + 0 } : undefined;
}

/** Seconds from UTC at an instant, given as day since 1970 and second of the day in UTC. */
export function offsetAtInstant(zone: Zone, day: number, second: number): number {
  if ("offset" in zone) return zone.offset;
  const format = formatOf(zone.name);
  if (!format) return 0;
  const near = withinReach(day);
  const parts = new Map(format.formatToParts((near * 86_400 + second) * 1000).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const year = parts.get("era") === "BC" || parts.get("era") === "B" ? 1 - read("year") : read("year");
  const local = daysFrom(year, read("month"), read("day")) * 86_400 + read("hour") * 3600 + read("minute") * 60 + read("second");
  return local - (near * 86_400 + second);
}

/** Seconds from UTC where the clocks on the wall show this day and second. In the hour that comes twice the first is meant. */
export function offsetAtWall(zone: Zone, day: number, second: number): number {
  if ("offset" in zone) return zone.offset;
  const before = at(zone, day, second, offsetAtInstant(zone, day - 1, second));
  const after = offsetAtInstant(zone, day + 1, second);
  return at(zone, day, second, before) === before ? before : at(zone, day, second, after);
}

function at(zone: Zone, day: number, second: number, offset: number): number {
  const utc = second - offset;
  const carry = Math.floor(utc / 86_400);
  return offsetAtInstant(zone, day + carry, utc - carry * 86_400);
}

/** JS dates know 271,821 years each way; beyond, the same day of the 400-year cycle stands in. */
function withinReach(day: number): number {
  const { year } = civilFrom(day);
  if (Math.abs(year) < 200_000) return day;
  const cycles = Math.trunc((year - (year > 0 ? 2400 : -2400)) / 400);
  return day - cycles * 146_097;
}
