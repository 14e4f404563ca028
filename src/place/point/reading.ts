import { fromSystem, type System } from "./datum.ts";
import { CHINA, liesIn, pointWords, type Bounds, type Point } from "./point.ts";

/** What was read: a point of ours and the system it was given in, or a sentence; with it the point that was likely meant, for a person to agree to. */
export type Reading = { point: Point; system: System } | { fault: string; why: "unreadable" | "outside" | "turned" | "system"; offered?: Point };

export interface Reads {
  /** What the numbers are measured on where they do not say so themselves. It is never guessed: the shift looks like any other point. */
  system: System;
  /** Where the point must lie, by default China. */
  bounds?: Bounds;
  /** What lies there: 本市, 中国. */
  called?: string;
}

/** Figures that are kept: a centimetre. */
const FIGURES = 7;

const NAMED: readonly (readonly [RegExp, System | "bd09"])[] = [
  [/GCJ[-_ ]?02|火星坐标系?|高德(?:地图)?|腾讯(?:地图)?/gi, "gcj02"],
  [/WGS[-_ ]?(?:19)?84|GPS/gi, "wgs84"],
  [/CGCS[-_ ]?2000|2000\s*国家大地坐标系?|国家(?:大地)?\s*2000(?:坐标系)?/gi, "cgcs2000"],
  [/BD[-_ ]?09|百度(?:地图)?/gi, "bd09"],
];

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)\s*(?:°\s*(?:(\d{1,2}(?:\.\d+)?)\s*′\s*(?:(\d{1,2}(?:\.\d+)?)\s*″?)?)?)?`;
// E118 N26 or 118E 26N: in the middle a letter would belong to both.
const BEFORE = new RegExp(String.raw`([NSEW]?)\s*${NUMBER}`, "g");
const AFTER = new RegExp(String.raw`${NUMBER}\s*([NSEW]?)`, "g");

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/度|º|˚/g, "°")
    .replace(/秒|[”“]|[’‘'′]{2}|"/g, "″")
    .replace(/分|[’‘']/g, "′")
    .replace(/东经|经度|longitude|lng|lon/gi, "E")
    .replace(/北纬|纬度|latitude|lat/gi, "N")
    .replace(/西经/g, "W")
    .replace(/南纬/g, "S")
    .replace(/POINT|SRID=\d+;?/gi, " ")
    .replace(/[()[\]{}:=：]/g, " ")
    .toUpperCase()
    .trim();
}

interface Angle {
  degrees: number;
  letter: string;
}

function anglesIn(text: string): Angle[] | undefined {
  const before = /^[NSEW]/.test(text);
  const matches = [...text.matchAll(before ? BEFORE : AFTER)];
  if (matches.length !== 2 || /[^\s,;、，；/]/.test(text.replace(before ? BEFORE : AFTER, " "))) return undefined;
  // 118266 is no pair.
  if (/[\d.]/.test(text.at(matches[1]!.index - 1) ?? "") && /^[-\d]/.test(matches[1]![0])) return undefined;
  const angles = matches.map((match) => {
    const [, ...parts] = match;
    const [degrees, minutes = "0", seconds = "0"] = before ? parts.slice(1) : parts;
    const letter = (before ? parts[0] : parts[3]) ?? "";
    if (Number(minutes) >= 60 || Number(seconds) >= 60) return undefined;
    const size = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3600;
    return { degrees: (degrees!.startsWith("-") ? -size : size) * (/[SW]/.test(letter) ? -1 : 1), letter };
  });
  return angles.every((each) => each !== undefined) ? angles : undefined;
}

const rounded = ([longitude, latitude]: Point): Point => [Number(longitude.toFixed(FIGURES)), Number(latitude.toFixed(FIGURES))];

/**
 * Reads a point that was typed or sent: 118.12, 26.65 · 118°7′24″E 26°39′N · 东经118.12，北纬26.65, full width or not. Longitude comes first, unless letters say
 * otherwise. The wrong order is told and offered the other way round, never turned in silence; so is a point that lies outside. Pure.
 */
export function readPoint(text: string, { system: given, bounds = CHINA, called = bounds === CHINA ? "中国" : "本市" }: Reads): Reading {
  const whole = text.normalize("NFKC");
  const named = NAMED.filter(([name]) => whole.search(name) >= 0).map(([, system]) => system);
  if (named.includes("bd09")) return { fault: "百度地图的坐标（BD-09）不能直接用，请改用 GCJ-02 或者 2000 国家大地坐标系的坐标", why: "system" };
  if (new Set(named).size > 1) return { fault: "写了两种坐标系，请只写一种", why: "system" };
  const system = (named[0] as System | undefined) ?? given;
  const angles = anglesIn(plain(NAMED.reduce((rest, [name]) => rest.replace(name, " "), whole)));
  const [one, other] = angles ?? [];
  if (!one || !other) return { fault: "不是经纬度，例如 118.123456, 26.654321", why: "unreadable" };
  const said = one.letter + other.letter;
  if (said !== "" && !/^[EW][NS]$|^[NS][EW]$|^[EWNS]$/.test(said)) return { fault: "两个数都写成了经度或者纬度，请核对", why: "unreadable" };
  const northFirst = /[NS]/.test(one.letter) || /[EW]/.test(other.letter);
  const here = (longitude: number, latitude: number): Point => rounded(fromSystem([longitude, latitude], system));
  const point = northFirst ? here(other.degrees, one.degrees) : here(one.degrees, other.degrees);
  if (liesIn(point, bounds)) return { point, system };
  const turned = northFirst ? here(one.degrees, other.degrees) : here(other.degrees, one.degrees);
  if (said === "" && liesIn(turned, bounds))
    return { fault: `像是把纬度写在了前面。先经度后纬度，应该是 ${pointWords(turned)}，请确认`, why: "turned", offered: turned };
  return { fault: `不在${called}范围内，请核对经纬度`, why: "outside", ...(liesIn(point, CHINA) && { offered: point }) };
}
