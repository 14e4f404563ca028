import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import type { Bounds, Point } from "#place/point";
import { areaOf, atlasOf, cellOf, nearestCell, outlinesWithin, type Atlas } from "./atlas.ts";
import { areaOfCell, boxOf, held, MICRO, type Outline } from "./outline.ts";

const STATE = "select state_id as state from cell.state";
const OUTLINES = 'select code, name, from_day as "fromDay", until_day as "untilDay", polygons from cell.outlines';

/**
 * The boundaries in memory. They are read again when a process has changed them: here at once, in other processes within half a minute, when what is held in memory
 * is asked again.
 */
export async function atlasNow(ctx: Ctx): Promise<Atlas> {
  const state = await ctx.memory.recall("cell.state", async () => (await one<{ state: string }>(ctx.db, STATE)).state);
  return ctx.memory.recall("cell.atlas", () => loaded(ctx), { at: state });
}

async function loaded(ctx: Ctx): Promise<Atlas> {
  return atlasOf(await ctx.db.query<Outline>(OUTLINES, []));
}

const boxes = new WeakMap<Atlas, { day: string; box: Bounds | undefined }>();

/** The box of all boundaries that hold today: the whole city; undefined where none were brought. Reckoned once a day. */
export async function cityBox(ctx: Ctx): Promise<Bounds | undefined> {
  const [atlas, day] = [await atlasNow(ctx), dayOf(ctx.now)];
  const known = boxes.get(atlas);
  if (known?.day === day) return known.box;
  const polygons = [...atlas.cells.outlines, ...atlas.areas.outlines].filter((outline) => held(outline, day)).flatMap((outline) => outline.polygons);
  const [west, south, east, north] = boxOf(polygons);
  const box = polygons.length === 0 ? undefined : { west: west / MICRO, south: south / MICRO, east: east / MICRO, north: north / MICRO };
  boxes.set(atlas, { day, box });
  return box;
}

/** Where a point lies in the grid of a day. */
export interface Located {
  /** 15 figures; undefined outside all cells: in a river, beyond the border. */
  cell?: string;
  name?: string;
  /** 12 figures: the community of the cell, else the lowest area whose boundary holds the point. */
  area?: string;
  /** Where no cell holds it: the nearest one, and how far it is. */
  nearest?: { cell: string; name: string; metres: number };
}

/** In which cell and area a point lies on a day, by default today; outside all of them the nearest cell and its metres. */
export async function cellAt(ctx: Ctx, point: Point, day: string = dayOf(ctx.now)): Promise<Located> {
  const atlas = await atlasNow(ctx);
  const cell = cellOf(atlas, point, day);
  if (cell) return { cell: cell.code, name: cell.name, area: areaOfCell(cell.code) };
  const area = areaOf(atlas, point, day);
  const near = nearestCell(atlas, point, day);
  return { ...(area && { area: area.code }), ...(near && { nearest: { cell: near.outline.code, name: near.outline.name, metres: near.metres } }) };
}

/** Where a point lies as a sentence for people: "不在任何网格里，最近的是窑前社区 12 号网格，相距 35 米". */
export function locatedWords({ name, nearest }: Located): string {
  if (name !== undefined) return name;
  return nearest ? `不在任何网格里，最近的是${nearest.name}，相距 ${Math.round(nearest.metres)} 米` : "不在任何网格里";
}

/** The cells or areas that touch a box on a day, by code, with corners shared: what a map draws. */
export async function listOutlines(ctx: Ctx, what: "cells" | "areas", bounds: Bounds, day: string = dayOf(ctx.now)): Promise<Outline[]> {
  return outlinesWithin(await atlasNow(ctx), what, bounds, day);
}

const OUTLINE = `
  select code, name, from_day as "fromDay", until_day as "untilDay", polygons from cell.outlines
  where code like $1 and from_day <= $2 and (until_day is null or until_day >= $2) order by code`;

/** The outline of a cell or area on a day, as it was brought. */
export async function findOutline(ctx: Ctx, code: string, day: string = dayOf(ctx.now)): Promise<Outline | undefined> {
  return /^\d+$/.test(code) ? (await ctx.db.query<Outline>(OUTLINE, [code, day]))[0] : undefined;
}

/** All outlines whose code begins so, on a day, as they were brought: what an export takes. */
export async function outlinesBelow(ctx: Ctx, beginning: string, day: string = dayOf(ctx.now)): Promise<Outline[]> {
  return /^\d*$/.test(beginning) ? ctx.db.query<Outline>(OUTLINE, [`${beginning}%`, day]) : [];
}
