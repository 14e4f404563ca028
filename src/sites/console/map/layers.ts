import { atlasNow, cellOf, inside, layerOf, listOutlines, MICRO, type Outline } from "#place/cell";
import type { Point } from "#place/point";
import type { MapArea, MapLayers, MapPin, MapTint, View } from "#place/drawing";
import { openWithin, type MapFilter, type OpenGroup, type Spread } from "#matter/map";
import { placedRegisters, recordsWithin } from "#register/reading";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { holdersByCell } from "./holders.ts";

/** From which zoom on communities are tinted in place of streets, cells in place of communities, and every point by where it lies. */
const [COMMUNITIES, CELLS, EXACT] = [11, 13, 14.5];
/** Above so many points cells are not tinted: nobody tells so many apart. */
const MOST = 4000;
/** Records of one register that a map has. */
const RECORDS = 600;

const SIZES = ["district", "office", "community"] as const;

/** The borders that a zoom shows: of districts from afar, of communities from near; names of the two uppermost alone. */
function areasOf(outlines: readonly Outline[], zoom: number): MapArea[] {
  return outlines.flatMap((outline): MapArea[] => {
    const size = SIZES[layerOf(outline) - 2];
    if (!size || (size === "office" && zoom < 12) || (size === "community" && zoom < 14)) return [];
    return [{ polygons: outline.polygons, size, ...(outline.name !== "" && (size !== "district" || zoom < 14.5) && { name: outline.name }) }];
  });
}

const tinted = (outlines: readonly Outline[], counts: ReadonlyMap<string, number>, about = ""): MapTint[] => {
  const most = Math.max(1, ...counts.values());
  return outlines.flatMap(({ code, name, polygons }) => {
    const count = counts.get(code);
    return count ? [{ code, polygons, share: count / most, title: `${name}：图上${about}${count} 件` }] : [];
  });
};

/** Cells, or from afar areas, tinted by how much of what the map shows lies in them: of many points by the middle of each small square. */
async function tints(ctx: Ctx, view: View, filter: MapFilter, spread: Spread, areas: readonly Outline[]): Promise<MapTint[]> {
  const [atlas, day] = [await atlasNow(ctx), dayOf(ctx.now)];
  if (view.zoom < CELLS) {
    const level = view.zoom < COMMUNITIES ? 3 : 4;
    const codeAt = (point: Point): string | undefined =>
      areas.find((area) => layerOf(area) === level && inside(area.polygons, point[0] * MICRO, point[1] * MICRO))?.code;
    return tinted(areas, countedIn(spread.squares, codeAt), "约 ");
  }
  const cells = await listOutlines(ctx, "cells", view.bounds);
  const cellAt = (point: Point): string | undefined => cellOf(atlas, point, day)?.code;
  if (spread.count > MOST || view.zoom < EXACT) return tinted(cells, countedIn(spread.squares, cellAt), "约 ");
  const points = await openWithin(ctx, view.bounds, filter);
  return tinted(
    cells,
    countedIn(
      points.map(({ point }) => ({ point, count: 1 })),
      cellAt,
    ),
  );
}

function countedIn(groups: readonly OpenGroup[], codeAt: (point: Point) => string | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { point, count } of groups) {
    const code = codeAt(point);
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + count);
  }
  return counts;
}

/** The middle of the box of an outline: where what is said of it stands. */
function middle({ polygons }: Outline): [number, number] {
  const ring = polygons[0]?.[0] ?? [];
  const [xs, ys] = [ring.filter((_each, at) => at % 2 === 0), ring.filter((_each, at) => at % 2 === 1)];
  const between = (all: number[]): number => (Math.min(...all) + Math.max(...all)) / 2_000_000;
  return [between(xs), between(ys)];
}

/** Who is responsible for the cells of a view: a dot in each, with their names. Where somebody is at this moment no one knows. */
async function forces(ctx: Ctx, view: View): Promise<MapPin[]> {
  const cells = await listOutlines(ctx, "cells", view.bounds);
  const holders = await holdersByCell(
    ctx,
    cells.map(({ code }) => code),
  );
  return cells.flatMap((cell): MapPin[] => {
    const own = holders.get(cell.code);
    return own ? [{ point: middle(cell), look: "dot", title: `${cell.name}：${own.join("、")}` }] : [];
  });
}

/** A layer that a map offers, and how much of it there is in the view. */
export interface OfferedLayer {
  id: string;
  name: string;
}

/** The layers that the actor may lay over the ground. */
export async function offeredLayers(ctx: Ctx): Promise<OfferedLayer[]> {
  const registers = await placedRegisters(ctx);
  return [
    { id: "matters", name: "在办的事" },
    { id: "cells", name: "网格和区划" },
    { id: "forces", name: "力量（网格责任人）" },
    ...registers.map(({ id, name }) => ({ id: `register:${id}`, name })),
  ];
}

async function records(ctx: Ctx, view: View, register: string): Promise<MapPin[]> {
  const found = await recordsWithin(ctx, register, view.bounds, RECORDS);
  return found.map(({ recordId, called, point }) => ({
    point,
    look: "dot",
    title: called,
    ...(found.length <= 60 && { href: `/console/registers/${encodeURIComponent(register)}/records/${recordId}` }),
  }));
}

/** What lies over the ground beneath the matters: borders, tints, records, who is responsible. */
export async function layersOf(
  ctx: Ctx,
  asked: { view: View; filter: MapFilter; layers: ReadonlySet<string> },
  spread: Spread,
  offered: readonly OfferedLayer[],
): Promise<Required<MapLayers>> {
  const { view, filter, layers } = asked;
  const shown = offered.filter(({ id }) => layers.has(id)).map(({ id }) => id);
  const areas = layers.has("cells") ? await listOutlines(ctx, "areas", view.bounds) : [];
  const [tint, held, ...rows] = await Promise.all([
    layers.has("cells") ? tints(ctx, view, filter, spread, areas) : [],
    layers.has("forces") ? forces(ctx, view) : [],
    ...shown.flatMap((id) => (id.startsWith("register:") ? [records(ctx, view, id.slice("register:".length))] : [])),
  ]);
  return { tints: tint, areas: areasOf(areas, view.zoom), pins: [...held, ...rows.flat()] };
}
