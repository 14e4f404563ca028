import { isDay } from "#kernel/clock";
import { fromSystem, type Point, type System } from "#place/point";
import { pointsOf, ringOf, wound, type Outline, type Polygon } from "./outline.ts";
import { ringFault, selfCrossing } from "./shape.ts";

/** What is wrong with a feature of a file, counted from 1; 0 is the file. */
export interface OutlineFault {
  feature: number;
  code?: string;
  message: string;
}

interface Feature {
  properties?: Record<string, unknown> | null;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
}

// What older files say of their numbers (`crs`). Whatever the register of systems says of axes, GeoJSON has longitude first.
const CRS: readonly (readonly [RegExp, System])[] = [
  [/EPSG:+4490$/, "cgcs2000"],
  [/EPSG:+4326$|CRS84$/, "wgs84"],
];

function crsFault(crs: unknown, system: System): string | undefined {
  const name = String((crs as { properties?: { name?: unknown } } | undefined)?.properties?.name ?? "");
  if (name === "") return undefined;
  const said = CRS.find(([pattern]) => pattern.test(name))?.[1];
  if (!said) return `文件的坐标系是 ${name}，不是经纬度。请在地理信息软件里转成 CGCS2000 经纬度（EPSG:4490）再导出`;
  return (said === "gcj02") === (system === "gcj02") ? undefined : `文件写的坐标系是 ${name}，和所选的坐标系不一致，请核对`;
}

function polygonsOf({ geometry }: Feature, system: System): readonly Polygon[] | string {
  const { type, coordinates } = geometry ?? {};
  if ((type !== "Polygon" && type !== "MultiPolygon") || !Array.isArray(coordinates)) return "边界要是面（Polygon 或 MultiPolygon）";
  const polygons = (type === "Polygon" ? [coordinates] : coordinates) as unknown[];
  const read: Polygon[] = [];
  for (const rings of polygons) {
    if (!Array.isArray(rings) || rings.length === 0) return "边界是空的";
    const polygon: number[][] = [];
    for (const ring of rings as unknown[]) {
      const fault = ringFault(ring);
      if (fault) return fault;
      const points = (ring as [number, number][]).slice(0, -1).map(([longitude, latitude]): Point => fromSystem([longitude, latitude], system));
      const whole = withoutRepeats(ringOf(points));
      if (whole.length < 6) return "边界的点太少，至少要有三个角，首尾同一点";
      const crossing = selfCrossing(whole);
      if (crossing) return `边界自己相交，在 ${crossing.map((each) => each.toFixed(6)).join(", ")} 附近`;
      polygon.push(whole);
    }
    read.push(wound(polygon));
  }
  return read.length > 0 ? read : "边界是空的";
}

function withoutRepeats(ring: readonly number[]): number[] {
  const out: number[] = [];
  for (let at = 0; at < ring.length; at += 2) if (ring[at] !== out.at(-2) || ring[at + 1] !== out.at(-1)) out.push(ring[at]!, ring[at + 1]!);
  while (out.length > 2 && out[0] === out.at(-2) && out[1] === out.at(-1)) out.length -= 2;
  return out;
}

export interface ReadOutlines {
  outlines: Outline[];
  faults: OutlineFault[];
}

/**
 * Reads boundaries out of GeoJSON: features with `code` (12 or 15 figures), `name` and `from`, the first day they hold (by default `fromDay`), each a polygon.
 * Coordinates come in the system that is said. What cannot be read is told by feature, the others are given. Pure.
 */
export function readOutlines(text: string, { system, fromDay }: { system: System; fromDay: string }): ReadOutlines {
  let whole: { type?: unknown; features?: unknown; crs?: unknown };
  try {
    whole = JSON.parse(text.replace(/^\uFEFF/, "")) as typeof whole;
  } catch {
    return { outlines: [], faults: [{ feature: 0, message: "不是 GeoJSON：文件读不完整，可能没有传完" }] };
  }
  if (whole?.type !== "FeatureCollection" || !Array.isArray(whole.features))
    return { outlines: [], faults: [{ feature: 0, message: "不是 GeoJSON 的 FeatureCollection" }] };
  const otherSystem = crsFault(whole.crs, system);
  if (otherSystem) return { outlines: [], faults: [{ feature: 0, message: otherSystem }] };
  const outlines: Outline[] = [];
  const faults: OutlineFault[] = [];
  const seen = new Set<string>();
  for (const [i, feature] of (whole.features as (Feature | null)[]).entries()) {
    const { code: given, name, from = fromDay } = feature?.properties ?? {};
    const code = typeof given === "number" ? String(given) : typeof given === "string" ? given.normalize("NFKC").trim() : "";
    const wrong = (message: string): unknown => faults.push({ feature: i + 1, ...(code !== "" && { code }), message });
    if (!/^[1-9]\d{11}(\d{3})?$/.test(code)) wrong(`编码“${code}”不对：区划 12 位，网格 15 位（区县 6、街道 3、社区 3、顺序 3）`);
    else if (typeof from !== "string" || !isDay(from)) wrong(`生效日期“${String(from)}”不对，请写成 2026-12-01`);
    else if (seen.has(`${code} ${from}`)) wrong("同一个编码、同一天写了两次");
    else {
      const polygons = polygonsOf(feature!, system);
      if (typeof polygons === "string") wrong(polygons);
      else outlines.push({ code, name: typeof name === "string" && name.trim() !== "" ? name.trim() : code, fromDay: from, untilDay: null, polygons });
      seen.add(`${code} ${from}`);
    }
  }
  return { outlines, faults };
}

/** Boundaries as GeoJSON, one feature a line, in CGCS2000. Pure. */
export function outlinesText(outlines: readonly Outline[]): string {
  const lines = outlines.map(({ code, name, fromDay, untilDay, polygons }) =>
    JSON.stringify({
      type: "Feature",
      properties: { code, name, from: fromDay, ...(untilDay !== null && { until: untilDay }) },
      geometry: { type: "MultiPolygon", coordinates: polygons.map((polygon) => polygon.map(pointsOf)) },
    }),
  );
  return `{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n]}\n`;
}
