import type { Box, Drawing } from "#drawing/layout";
import { edgeStamps, stampsOf, type Stamp } from "#drawing/ofd";
import type { ReadySeal } from "./wish.ts";

// Where the seal over the edges begins, in millimetres from the top.
const EDGE_TOP = 130;

const POINTS = 72 / 25.4;

/** Where the seal is shown: where the layout left room, and over the edges where there are several pages (骑缝章). Millimetres. */
export function placesOf(drawing: Drawing, { width, height }: Pick<ReadySeal, "width" | "height">): Stamp[] {
  const pages = drawing.pages.map((page) => ({ width: page.width / POINTS }));
  return [...stampsOf(drawing, { width, height }), ...edgeStamps(pages, { width, height, top: EDGE_TOP })];
}

/** A box of an OFD as one of a drawing: millimetres to points. */
export function inPoints({ x, y, width, height }: Box): Box {
  return { x: x * POINTS, y: y * POINTS, width: width * POINTS, height: height * POINTS };
}
