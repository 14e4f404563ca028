import type { MapFilter } from "#matter/map";
import { cityBox } from "#place/cell";
import { readView, viewOver, viewText, type View } from "#place/drawing";
import { CHINA } from "#place/point";
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

/** The size of a map in pixels, as the map that moves says its own. */
function sizeOf(text = ""): [number, number] {
  const [width = 0, height = 0] = (/^(\d{2,4})x(\d{2,4})$/.exec(text) ?? []).slice(1).map(Number);
  return width >= 200 && height >= 200 && width <= 4000 && height <= 4000 ? [width, height] : [WIDTH, HEIGHT];
}

/** Layers that are shown where the address says none. */
export const USUAL_LAYERS: readonly string[] = ["matters", "cells"];

/** How the matters are narrowed, out of an address. */
export function filterOf(query: Incoming["query"]): MapFilter {
  const [kind, item, area, light] = ["kind", "item", "area", "light"].map((name) => chosen(query, name));
  return {
    ...(kind !== undefined && { kind }),
    ...(item !== undefined && { item }),
    ...(area !== undefined && /^\d{12}$/.test(area) && { area }),
    ...((light === "late" || light === "today") && { light }),
  };
}

/** Reads what is asked for; what cannot be read is the whole city; where no boundaries were brought, China. */
export async function askedMap(ctx: Ctx, query: Incoming["query"]): Promise<AskedMap> {
  const [width, height] = sizeOf(chosen(query, "size"));
  const view = readView(chosen(query, "at"), width, height) ?? viewOver((await cityBox(ctx)) ?? CHINA, width, height);
  const [layers, show] = [chosen(query, "layers"), chosen(query, "show")];
  const filter = filterOf(query);
  const now = { at: chosen(query, "at") && viewText(view), ...filter, layers, show };
  const to: AskedMap["to"] = (change) => {
    const set = Object.entries({ ...now, ...change }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    return addressOf(MAP, Object.fromEntries(set));
  };
  return { view, filter, layers: new Set(layers?.split(",") ?? USUAL_LAYERS), table: show === "table", to };
}
