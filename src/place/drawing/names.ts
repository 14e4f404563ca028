import { KINDS, type Feature } from "#place/ground";
import type { Point } from "#place/point";
import type { View } from "./view.ts";

/** A name on the ground: where each sign stands, or where the word does and how it lies. */
export interface Name {
  text: string;
  kind: "street" | "water" | "place";
  size: number;
  /** Of a word that lies along a street: its middle and its angle in degrees. */
  lying?: { x: number; y: number; angle: number };
  /** Of a word that runs down a street: each sign upright. */
  upright?: { x: number; y: number }[];
}

/** Room that is taken, in pixels. */
export interface Box {
  west: number;
  north: number;
  east: number;
  south: number;
}

const GAP = 6;

/** Whether two that are written would touch. */
export function meets(a: Box, b: Box): boolean {
  return a.west < b.east + GAP && b.west < a.east + GAP && a.north < b.south + GAP && b.north < a.south + GAP;
}

const within = (box: Box, { width, height }: View): boolean => box.west > 0 && box.east < width && box.north > 0 && box.south < height;

/** The part of a side that lies in the view; undefined where none does (Liang and Barsky). */
function seen([x0, y0]: readonly number[], [x1, y1]: readonly number[], { width, height }: View): [number, number, number, number] | undefined {
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [x0! - x1!, x0!],
    [x1! - x0!, width - x0!],
    [y0! - y1!, y0!],
    [y1! - y0!, height - y0!],
  ] as const) {
    if (step === 0 && room < 0) return undefined;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  if (from >= to) return undefined;
  const at = (share: number): [number, number] => [x0! + (x1! - x0!) * share, y0! + (y1! - y0!) * share];
  return [...at(from), ...at(to)];
}

/** The longest straight part of a line in the view. */
function longest(line: readonly (readonly number[])[], view: View): [number, number, number, number] | undefined {
  let best: [number, number, number, number] | undefined;
  let most = 0;
  for (let at = 1; at < line.length; at += 1) {
    const part = seen(line[at - 1]!, line[at]!, view);
    const length = part ? Math.hypot(part[2] - part[0], part[3] - part[1]) : 0;
    if (length > most) [best, most] = [part, length];
  }
  return best;
}

function named(text: string, size: number, [x0, y0, x1, y1]: [number, number, number, number], kind: Name["kind"]): { name: Name; box: Box } | undefined {
  const signs = [...text].length;
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < signs * size * 1.3 + 12) return undefined;
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const turn = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
  const angle = turn > 90 ? turn - 180 : turn < -90 ? turn + 180 : turn;
  // Chinese runs down a steep street with every sign upright; along a flat one it lies with it.
  if (Math.abs(angle) > 52) {
    const down = y1 > y0 ? 1 : -1;
    const [dx, dy] = [((x1 - x0) / length) * down, ((y1 - y0) / length) * down];
    const upright = Array.from({ length: signs }, (_none, i) => {
      const far = (i - (signs - 1) / 2) * size * 1.25;
      return { x: Math.round(x + dx * far), y: Math.round(y + dy * far) };
    });
    const half = (signs * size * 1.25) / 2;
    return {
      name: { text, kind, size, upright },
      box: { west: x - half * Math.abs(dx) - size / 2, east: x + half * Math.abs(dx) + size / 2, north: y - half, south: y + half },
    };
  }
  const [wide, high] = [(signs * size) / 2, size / 2];
  const radians = (angle * Math.PI) / 180;
  const [w, h] = [wide * Math.cos(radians) + high * Math.abs(Math.sin(radians)), wide * Math.abs(Math.sin(radians)) + high];
  return {
    name: { text, kind, size, lying: { x: Math.round(x), y: Math.round(y), angle: Math.round(angle) } },
    box: { west: x - w, east: x + w, north: y - h, south: y + h },
  };
}

const SIZE: Partial<Record<Feature["kind"], number>> = { avenue: 13, street: 12, lane: 11, "water-name": 13 };

/** The names of what the ground shows: broad streets first, none over another or over what is `taken`, each street once. Pure. */
export function namesOf(features: readonly Feature[], view: View, place: (point: Point) => [number, number], taken: readonly Box[] = []): Name[] {
  const boxes = [...taken];
  const names: Name[] = [];
  const shown = new Set<string>();
  const order = ["water-name", "avenue", "street", "lane", "building"];
  const candidates = features
    .filter(({ kind, name }) => name !== undefined && view.zoom >= KINDS[kind].named && order.includes(kind))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  for (const { kind, name = "", rings } of candidates) {
    if (shown.has(name)) continue;
    const line = pointsOf(rings[0]!).map(place);
    const size = SIZE[kind] ?? 12;
    let found: ReturnType<typeof named>;
    if (kind === "building") {
      const [x, y] = [line.reduce((sum, [each]) => sum + each, 0) / line.length, line.reduce((sum, [, each]) => sum + each, 0) / line.length];
      const half = ([...name].length * size) / 2;
      const box = { west: x - half, east: x + half, north: y - size / 2, south: y + size / 2 };
      found = { name: { text: name, kind: "place", size, lying: { x: Math.round(x), y: Math.round(y), angle: 0 } }, box };
    } else {
      const part = longest(line, view);
      found = part && named(name, size, part, kind === "water-name" ? "water" : "street");
    }
    if (!found || !within(found.box, view) || boxes.some((box) => meets(box, found.box))) continue;
    boxes.push(found.box);
    names.push(found.name);
    shown.add(name);
  }
  return names;
}

/** Points of a flat ring in degrees. */
export function pointsOf(ring: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let at = 0; at < ring.length; at += 2) points.push([ring[at]! / 1e6, ring[at + 1]! / 1e6]);
  return points;
}
