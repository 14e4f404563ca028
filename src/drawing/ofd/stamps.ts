import type { Drawing } from "#drawing/layout";
import { millimetres, type Area } from "./measures.ts";
import type { Stamp } from "./sealing.ts";

/** Stamps where the drawing left room for a seal, `size` millimetres wide and centred there; as large as the room where it is left out. */
export function stampsOf({ sealPlaces }: Pick<Drawing, "sealPlaces">, size?: { width: number; height: number }): Stamp[] {
  return sealPlaces.map(({ page, x, y, width, height }) => {
    const room = { width: millimetres(width), height: millimetres(height) };
    const { width: wide, height: high } = size ?? room;
    return { page, area: { x: millimetres(x) + (room.width - wide) / 2, y: millimetres(y) + (room.height - high) / 2, width: wide, height: high } };
  });
}

// A strip narrower than this shows nothing that could be compared; with more pages the seal begins anew.
const NARROWEST = 4;

/**
 * 骑缝章: the picture cut into strips from left to right, one over the right edge of each page, so that the pages laid out like a fan show it
 * whole. Pages by number, `pages` their sizes; `top` is where the picture begins. A single page cannot be sealed over its edge: none.
 */
export function edgeStamps(pages: readonly Pick<Area, "width">[], { width, height, top }: { width: number; height: number; top: number }): Stamp[] {
  const most = Math.max(2, Math.floor(width / NARROWEST));
  const groups = Math.ceil(pages.length / most);
  if (pages.length < 2) return [];
  return pages.map((page, index) => {
    const group = Math.floor((index * groups) / pages.length);
    const [from, to] = [Math.ceil((group * pages.length) / groups), Math.ceil(((group + 1) * pages.length) / groups)];
    const strip = width / (to - from);
    const left = (index - from) * strip;
    return { page: index, area: { x: page.width - left - strip, y: top, width, height }, clip: { x: left, y: 0, width: strip, height } };
  });
}
