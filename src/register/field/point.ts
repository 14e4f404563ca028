import { CHINA, liesIn, readPoint } from "#place/point";
import type { FieldType, Meaning } from "./field.ts";

// CGCS2000, the coordinates that surveys and registers of the state must use (国家测绘局公告 2008 年第 2 号); WGS 84 of a receiver is the same within
// centimetres. What a map of the internet shows is shifted on purpose (GCJ-02, BD-09), by up to 700 m: it has to be turned back before it comes here.

const FAULTS = { unreadable: "不是经纬度，例如 118.123456, 26.654321", outside: "不在中国范围内，请核对经纬度" };

function read(cell: string): Meaning {
  const reading = readPoint(cell, { system: "cgcs2000" });
  if ("point" in reading) return { value: [...reading.point] };
  // Whole columns of a list have latitude first, and in China the two have no number in common.
  if (reading.why === "turned") return { value: [...reading.offered!] };
  return { fault: reading.why === "system" ? reading.fault : FAULTS[reading.why] };
}

/** 坐标: longitude and latitude in degrees. */
export const point: FieldType = {
  column: "double precision[]",
  hint: "经度, 纬度（2000 国家大地坐标系），例如 118.123456, 26.654321",
  read,
  fits: (value) => Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === "number") && liesIn(value as [number, number], CHINA),
  say: "要填中国范围内的经度和纬度，例如 [118.123456, 26.654321]",
  show: (value) => (value as number[]).join(", "),
  copied: (value) => `{${(value as number[]).join(",")}}`,
};
