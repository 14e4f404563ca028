import type { MapFilter } from "#matter/map";
import { atlasNow, boxOf, held, MICRO } from "#place/cell";
import { readView, viewOver, viewText, type View } from "#place/drawing";
import { CHINA, type Bounds } from "#place/point";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { addressOf, chosen } from "../typed.ts";

/** The address of the map. */
export const MAP = "/console/map";

/** What a map was asked for, out of its address. */
export interface AskedMap {
  view: View;
  filter: MapFilter;
  layers: ReadonlySet<string>;
  /** What is beside the map: its own list, or all of it as a table. */
  table: boolean;
  /** The same map with something otherwise. */
  to(change: Partial<Record<"at" | "kind" | "item" | "area" | "light" | "layers" | "show", string | undefined>>): string;
}

const [WIDTH, HEIGHT] = [960, 640];

/** Layers that are shown where the address says none. */
export const USUAL_LAYERS: readonly string[] = ["matters", "cells"];

/** The whole city: all that its boundaries hold. Where none were brought, China. */
export async function cityBounds(ctx: Ctx): Promise<Bounds> {
  const { cells, areas } = await atlasNow(ctx);
  const day = dayOf(ctx.now);
  const polygons = [...cells.outlines, ...areas.outlines].filter((outline) => held(outline, day)).flatMap((outline) => outline.polygons);
  if (polygons.length === 0) return CHINA;
  const [west, south, east, north] = boxOf(polygons);
  return { west: west / MICRO, south: south / MICRO, east: east / MICRO, north: north / MICRO };
}

/** Reads what is asked for; what cannot be read is the whole city. */
export async function askedMap(ctx: Ctx, query: Incoming["query"]): Promise<AskedMap> {
  const view = readView(chosen(query, "at"), WIDTH, HEIGHT) ?? viewOver(await cityBounds(ctx), WIDTH, HEIGHT);
  const [kind, item, area, light, layers, show] = ["kind", "item", "area", "light", "layers", "show"].map((name) => chosen(query, name));
  const filter: MapFilter = {
    ...(kind !== undefined && { kind }),
    ...(item !== undefined && { item }),
    ...(area !== undefined && /^\d{12}$/.test(area) && { area }),
    ...((light === "late" || light === "today") && { light }),
  };
  const now = { at: chosen(query, "at") && viewText(view), kind, item, area: filter.area, light: filter.light, layers, show };
  const to: AskedMap["to"] = (change) => {
    const set = Object.entries({ ...now, ...change }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    return addressOf(MAP, Object.fromEntries(set));
  };
  return { view, filter, layers: new Set(layers?.split(",") ?? USUAL_LAYERS), table: show === "table", to };
}
