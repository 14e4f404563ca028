import { KIND } from "./kind.ts";
import { findZone, offsetAtWall, offsetZone, UTC, type Zone } from "./zone.ts";

export const NANOS_OF_DAY = 86_400e9;

/** A time of the day, with a zone or without. */
export class Clock {
  /** Nanoseconds since midnight. */
  readonly nanos: number;
  readonly zone: Zone | undefined;
  constructor(nanos: number, zone: Zone | undefined) {
    this.nanos = nanos;
    this.zone = zone;
  }
  get [KIND](): "time" {
    return "time";
  }
}

/** Whole seconds since midnight: the resolution in which times are compared (DMN 1.5 clause 10.3.2.3.5). */
export function secondsOf(time: Clock): number {
  return Math.floor(time.nanos / 1e9);
}

/** Seconds from UTC of a time by itself. Where a place changes its clocks, that of 1 January 1970 stands for all days. */
export function offsetOfTime(time: Clock): number | undefined {
  return time.zone && offsetAtWall(time.zone, 0, secondsOf(time));
}

/** The time of an hour, minute and nanoseconds of the minute; undefined where no clock shows it. */
export function makeTime(hour: number, minute: number, nanos: number, zone?: Zone): Clock | undefined {
  if (!Number.isInteger(hour) || !Number.isInteger(minute) || !Number.isInteger(nanos)) return undefined;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || nanos < 0 || nanos >= 60e9) return undefined;
  return new Clock((hour * 60 + minute) * 60e9 + nanos, zone);
}

const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d(?::\d\d)?|@.+)?$/;

/** "09:30:00", with ".5", "Z" (or "z", as the examples of table 80 write it), "+08:00" or "@Asia/Shanghai" behind; "24:00:00" gives a whole day's nanoseconds. */
export function parseTime(text: string): Clock | undefined {
  const [, hour, minute, second, fraction, behind] = TIME.exec(text) ?? [];
  if (hour === undefined) return undefined;
  const zone = behind === undefined ? undefined : parseZone(behind);
  if (behind !== undefined && !zone) return undefined;
  const nanos = Number(second) * 1e9 + Number((fraction ?? "").padEnd(9, "0").slice(0, 9));
  if (hour === "24" && minute === "00" && nanos === 0) return new Clock(NANOS_OF_DAY, zone);
  return Number(second) > 59 ? undefined : makeTime(Number(hour), Number(minute), nanos, zone);
}

function parseZone(text: string): Zone | undefined {
  if (text === "Z" || text === "z") return UTC;
  if (text.startsWith("@")) return findZone(text.slice(1));
  const [hours, minutes, seconds] = text.slice(1).split(":").map(Number);
  if (minutes! > 59 || (seconds ?? 0) > 59) return undefined;
  return offsetZone((text.startsWith("-") ? -1 : 1) * (hours! * 3600 + minutes! * 60 + (seconds ?? 0)));
}

const two = (value: number): string => String(value).padStart(2, "0");

/** "09:30:00.5+08:00", "09:30:00@Asia/Shanghai". */
export function timeText(time: Clock): string {
  const seconds = secondsOf(time);
  const nanos = time.nanos - seconds * 1e9;
  const fraction = nanos > 0 ? `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}` : "";
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction}${zoneText(time.zone)}`;
}

function zoneText(zone: Zone | undefined): string {
  if (!zone) return "";
  if ("name" in zone) return `@${zone.name}`;
  if (zone.offset === 0) return "Z";
  const size = Math.abs(zone.offset);
  const seconds = size % 60;
  return `${zone.offset < 0 ? "-" : "+"}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds > 0 ? `:${two(seconds)}` : ""}`;
}
