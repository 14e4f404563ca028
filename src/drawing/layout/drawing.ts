import type { Day } from "#kernel/clock";
import type { Weight } from "#drawing/font";

/** A box on a page: points, the corner at the top left. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A piece of an outline: move, line, curve (two handles and an end), rectangle, close. Points, y downwards. */
export type Segment =
  | readonly ["move", number, number]
  | readonly ["line", number, number]
  | readonly ["curve", number, number, number, number, number, number]
  | readonly ["rect", number, number, number, number]
  | readonly ["close"];

/** What a part of a document is, in the words of PDF (ISO 32000-1, 14.8.4). */
export type PartType = "H1" | "P" | "Table" | "TR" | "TH" | "TD" | "Figure";

/** A part of a document for those who hear it: what a mark belongs to, whatever page it stands on. */
export interface Part {
  type: PartType;
  /** The place in `parts` of what it is a part of. */
  parent: number | undefined;
  /** Of a figure: what it shows, and where. */
  alt?: string;
  box?: Box;
  /** Of a heading of a table: what it stands over. */
  scope?: "Column" | "Row";
}

/** The place in `parts` of what a mark belongs to; none for what only adorns a page or stands on each. */
interface Placed {
  part?: number;
}

/** One line of text. */
export interface TextMark extends Placed {
  kind: "text";
  text: string;
  x: number;
  /** Top of the line; the base line lies the font's ascent below. */
  y: number;
  weight: Weight;
  size: number;
  colour: string;
  /** Points added after each character. */
  spread: number;
  opacity: number;
  /** Degrees clockwise around a point. */
  turn?: { angle: number; x: number; y: number };
}

export interface PathMark extends Placed {
  kind: "path";
  segments: readonly Segment[];
  fill?: string;
  stroke?: string;
  lineWidth: number;
  opacity: number;
}

/** A PNG stretched over its box. */
export interface PictureMark extends Box, Placed {
  kind: "picture";
  png: Buffer;
  opacity: number;
}

/** What stands on a page, in the order in which it was drawn. Colours are "#rrggbb". */
export type Mark = TextMark | PathMark | PictureMark;

export interface Page {
  width: number;
  height: number;
  marks: Mark[];
}

/** A document laid out to the last character, from which every file format is written. */
export interface Drawing {
  title: string;
  author: string;
  /** The day of the document: dates in its files are this one, not that of the printing. */
  day: Day;
  pages: Page[];
  /** In the order in which they are read. */
  parts: Part[];
  /** Where seals belong, whether one is drawn there or a signature will show it. Pages count from 0. */
  sealPlaces: (Box & { page: number })[];
}

/** The rectangle as an outline. */
export function rectangle(x: number, y: number, width: number, height: number): Segment[] {
  return [["rect", x, y, width, height]];
}

// How far the handles of a quarter circle reach.
const KAPPA = (4 * (Math.SQRT2 - 1)) / 3;

/** The circle as four curves. */
export function circle(x: number, y: number, radius: number): Segment[] {
  const reach = radius * KAPPA;
  const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius];
  return [
    ["move", left, y],
    ["curve", left, y - reach, x - reach, top, x, top],
    ["curve", x + reach, top, right, y - reach, right, y],
    ["curve", right, y + reach, x + reach, bottom, x, bottom],
    ["curve", x - reach, bottom, left, y + reach, left, y],
    ["close"],
  ];
}

/** The closed outline through some points. */
export function polygon([first, ...rest]: readonly (readonly [number, number])[]): Segment[] {
  return [["move", ...first!], ...rest.map((point) => ["line", ...point] as const), ["close"]];
}

/** A straight stroke from one point to another. */
export function straight(x: number, y: number, toX: number, toY: number): Segment[] {
  return [
    ["move", x, y],
    ["line", toX, toY],
  ];
}

/** The text of each page: its lines in the order in which they were drawn. */
export function textOfPages({ pages }: Drawing): string[] {
  return pages.map(({ marks }) => marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : [])).join("\n"));
}
