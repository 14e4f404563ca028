import type { FieldType, Meaning } from "./field.ts";

// CGCS2000, the coordinates that surveys and registers of the state must use (国家测绘局公告 2008 年第 2 号); WGS 84 of a receiver is the same within
// centimetres. What a map of the internet shows is shifted on purpose (GCJ-02, BD-09), by up to 700 m: it has to be turned back before it comes here.

/** Where China lies: from and to. Longitudes and latitudes have no number in common, so either may be written first. */
const LONGITUDE = [73.4, 135.2] as const;
const LATITUDE = [3.3, 53.6] as const;
/** Figures that are kept: a centimetre. */
const FIGURES = 7;

const within = (value: number, [from, to]: readonly [number, number]): boolean => value >= from && value <= to;
const ANGLE = /^(\d{1,3})°(\d{1,2})['′](?:(\d{1,2}(?:\.\d+)?)(?:["″]|'')?)?$/;

/** Degrees out of 118.1234 or 118°07′24″. */
function degrees(text: string): number | undefined {
  if (/^\d{1,3}(\.\d+)?°?$/.test(text)) return Number(text.replace("°", ""));
  const parts = ANGLE.exec(text);
  if (!parts || Number(parts[2]) > 59 || Number(parts[3] ?? 0) >= 60) return undefined;
  return Number(parts[1]) + Number(parts[2]) / 60 + Number(parts[3] ?? 0) / 3600;
}

function pointOf(one: number, other: number): [number, number] | undefined {
  const [longitude, latitude] = within(one, LATITUDE) ? [other, one] : [one, other];
  return within(longitude, LONGITUDE) && within(latitude, LATITUDE) ? [Number(longitude.toFixed(FIGURES)), Number(latitude.toFixed(FIGURES))] : undefined;
}

function read(cell: string): Meaning {
  const pieces = cell
    .normalize("NFKC")
    .replace(/[’‘]/g, "′")
    // NFKC makes two single marks of a double one.
    .replace(/[”“]|′′|''/g, "″")
    .replace(/POINT|东经|北纬|经度|纬度|lng|lon|lat|[NE:()[\]]/gi, " ")
    .replace(/\s+(?=[°'′"″])/g, "")
    .split(/[\s,，;、/]+/)
    .filter((piece) => piece !== "");
  const angles = pieces.map(degrees);
  const [one, other] = angles;
  if (pieces.length !== 2 || one === undefined || other === undefined) return { fault: "不是经纬度，例如 118.123456, 26.654321" };
  const value = pointOf(one, other);
  return value ? { value } : { fault: "不在中国范围内，请核对经纬度" };
}

/** 坐标: longitude and latitude in degrees. */
export const point: FieldType = {
  column: "double precision[]",
  hint: "经度, 纬度（2000 国家大地坐标系），例如 118.123456, 26.654321",
  read,
  fits: (value) =>
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((each) => typeof each === "number") &&
    within(value[0] as number, LONGITUDE) &&
    within(value[1] as number, LATITUDE),
  say: "要填中国范围内的经度和纬度，例如 [118.123456, 26.654321]",
  show: (value) => (value as number[]).join(", "),
  copied: (value) => `{${(value as number[]).join(",")}}`,
};
