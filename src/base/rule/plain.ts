type Moment = {
  isLuxonDateTime: true;
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  offset: number;
  toISODate(): string;
  toISOTime(o: object): string;
  toISO(o: object): string;
  zone: { isUniversal: boolean };
};
type Length = { isLuxonDuration: true; toISO(): string };

/**
 * A FEEL value as plain JSON: dates as "2026-11-21", times and moments in ISO 8601, durations as "P1D"; lists and contexts deeply.
 * Functions and ranges are not data and become null; so does what is undefined or not a finite number.
 */
export function plain(value: unknown): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object") return null;
  if ("isLuxonDateTime" in value) return moment(value as Moment);
  if ("isLuxonDuration" in value) return (value as Length).toISO();
  if (Object.getPrototypeOf(value) !== Object.prototype) return null;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, plain(below)]));
}

/** The engine marks a time by the day 1900-01-01 and a date by midnight in UTC. */
function moment(value: Moment): string {
  if (value.year === 1900 && value.month === 1 && value.day === 1) return value.toISOTime({ suppressMilliseconds: true, includeOffset: value.offset !== 0 });
  const midnight = value.hour + value.minute + value.second + value.millisecond === 0;
  if (midnight && value.zone.isUniversal && value.offset === 0) return value.toISODate();
  return value.toISO({ suppressMilliseconds: true });
}
