import { KIND } from "./kind.ts";

/** A length of time in nanoseconds: days, hours, minutes, seconds. */
export class DaysTime {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
  get [KIND](): "days and time duration" {
    return "days and time duration";
  }
}

/** A length of time in months, whose days depend on where it begins. */
export class YearsMonths {
  readonly months: number;
  constructor(months: number) {
    this.months = months;
  }
  get [KIND](): "years and months duration" {
    return "years and months duration";
  }
}

export const SECOND = 1_000_000_000n;
export const DAY = 86_400n * SECOND;

const MONTHS = /^(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?$/;
const DAYS = /^(-?)P(?:(\d{1,18})D)?(?:T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,30}))?S)?)?$/;

/** "P1Y2M" or "P1DT2H" (XML Schema, the two kinds never mixed); undefined for anything else. */
export function parseDuration(text: string): DaysTime | YearsMonths | undefined {
  if (/[PT]$/.test(text)) return undefined;
  const long = MONTHS.exec(text);
  if (long) return yearsMonths((long[1] ? -1 : 1) * (Number(long[2] ?? 0) * 12 + Number(long[3] ?? 0)));
  const [, sign, days, hours, minutes, seconds, fraction] = DAYS.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const whole = BigInt(days ?? 0) * 86_400n + BigInt(hours ?? 0) * 3600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0);
  const nanos = whole * SECOND + BigInt((fraction ?? "").padEnd(9, "0").slice(0, 9));
  return new DaysTime(sign === "-" ? -nanos : nanos);
}

/** A duration of so many months; undefined where a number cannot hold them. */
export function yearsMonths(months: number): YearsMonths | undefined {
  return Number.isSafeInteger(months) ? new YearsMonths(months + 0) : undefined;
}

/** "P1Y2M", "-P3D", "PT0S": the shortest text. */
export function durationText(value: DaysTime | YearsMonths): string {
  if (value instanceof YearsMonths) {
    const size = Math.abs(value.months);
    const years = Math.floor(size / 12);
    const months = size % 12;
    return `${value.months < 0 ? "-" : ""}P${years > 0 ? `${years}Y` : ""}${months > 0 || years === 0 ? `${months}M` : ""}`;
  }
  const { days, hours, minutes, seconds, nanos } = partsOf(value);
  const fraction = nanos > 0n ? `.${nanos.toString().padStart(9, "0").replace(/0+$/, "")}` : "";
  const clock = [hours > 0n ? `${hours}H` : "", minutes > 0n ? `${minutes}M` : "", seconds > 0n || fraction ? `${seconds}${fraction}S` : ""].join("");
  const text = (days > 0n ? `${days}D` : "") + (clock ? `T${clock}` : "");
  return `${value.nanos < 0n ? "-" : ""}P${text || "T0S"}`;
}

/** The size in days, hours, minutes, seconds and nanoseconds, without the sign. */
export function partsOf(value: DaysTime): { days: bigint; hours: bigint; minutes: bigint; seconds: bigint; nanos: bigint } {
  const size = value.nanos < 0n ? -value.nanos : value.nanos;
  const whole = size / SECOND;
  return { days: whole / 86_400n, hours: (whole / 3600n) % 24n, minutes: (whole / 60n) % 60n, seconds: whole % 60n, nanos: size % SECOND };
}
