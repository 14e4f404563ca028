import { houseTypeface, type Weight } from "#base/font";
import { conflict } from "#kernel/errors";
import type { Day } from "#kernel/clock";
import type { Box, Drawing, PathMark, Segment, TextMark } from "./drawing.ts";

/** A4, upright. */
const [SHORT, LONG] = [595.28, 841.89];
const INK = "#17211f";

/** How a line of text looks. Left out: regular, in ink, not spread, not turned. */
export interface TextLook {
  weight?: Weight;
  size: number;
  colour?: string;
  spread?: number;
  turn?: TextMark["turn"];
}

/** Pages being drawn on, with measuring. Points, origin at the top left. */
export interface Canvas {
  drawing: Drawing;
  width: number;
  height: number;
  measure: (weight: Weight, size: number) => (text: string) => number;
  /** Draws one line without breaking it, its top at `y`. */
  line: (text: string, x: number, y: number, look: TextLook) => void;
  /** The same, centred on `x`. */
  centred: (text: string, x: number, y: number, look: TextLook) => void;
  path: (segments: readonly Segment[], look: Partial<Pick<PathMark, "fill" | "stroke" | "lineWidth">>) => void;
  picture: (png: Buffer, box: Box) => void;
  /** What `draw` draws is this opaque, from 0 to 1. */
  fainter: (opacity: number, draw: () => void) => void;
  /** Keeps in mind that a seal belongs here. */
  sealPlace: (box: Box) => void;
  addPage: () => void;
  /** Goes back, or forth, to a page that is there; pages count from 0. */
  turnTo: (page: number) => void;
}

const widths: Record<Weight, Map<string, number>> = { regular: new Map(), bold: new Map() };

/** Of one character of size 1. Better no document than one with a blank where a name should be. */
function widthOf(weight: Weight, character: string): number {
  const known = widths[weight].get(character);
  if (known !== undefined) return known;
  const face = houseTypeface(weight);
  const glyph = face.glyphOf(character.codePointAt(0)!);
  if (glyph === 0) throw conflict("CHARACTER_MISSING", `字库里没有“${character}”字，这份文书暂时不能生成。请联系管理员补充字库。`);
  const width = face.advance(glyph) / face.unitsPerEm;
  widths[weight].set(character, width);
  return width;
}

/** How far each character of a line moves the pen, in points. */
export function advancesOf({ text, weight, size, spread }: Pick<TextMark, "text" | "weight" | "size" | "spread">): number[] {
  return [...text].map((character) => widthOf(weight, character) * size + spread);
}

/**
 * Opens an A4 document with one page.
 * Drawing on it throws Refusal CHARACTER_MISSING for a character that the fonts cannot draw.
 */
export function openCanvas({
  title,
  author,
  day,
  layout = "portrait",
}: {
  title: string;
  author: string;
  day: Day;
  layout?: "portrait" | "landscape";
}): Canvas {
  const [width, height] = layout === "portrait" ? [SHORT, LONG] : [LONG, SHORT];
  const drawing: Drawing = { title, author, day, pages: [], sealPlaces: [] };
  let current = 0;
  let opacity = 1;
  const marks = () => drawing.pages[current]!.marks;
  const measure: Canvas["measure"] = (weight, size) => (text) => [...text].reduce((sum, character) => sum + widthOf(weight, character), 0) * size;
  const line: Canvas["line"] = (text, x, y, { weight = "regular", size, colour = INK, spread = 0, turn }) => {
    measure(weight, size)(text);
    if (text) marks().push({ kind: "text", text, x, y, weight, size, colour, spread, opacity, ...(turn && { turn }) });
  };
  const canvas: Canvas = {
    drawing,
    width,
    height,
    measure,
    line,
    centred: (text, x, y, look) => {
      const wide = measure(look.weight ?? "regular", look.size)(text) + (look.spread ?? 0) * ([...text].length - 1);
      line(text, x - wide / 2, y, look);
    },
    path: (segments, { fill, stroke, lineWidth = 1 }) =>
      void marks().push({ kind: "path", segments, lineWidth, opacity, ...(fill && { fill }), ...(stroke && { stroke }) }),
    picture: (png, box) => void marks().push({ kind: "picture", png, ...box, opacity }),
    fainter: (share, draw) => {
      const before = opacity;
      opacity *= share;
      draw();
      opacity = before;
    },
    sealPlace: (box) => void drawing.sealPlaces.push({ ...box, page: current }),
    addPage: () => void (current = drawing.pages.push({ width, height, marks: [] }) - 1),
    turnTo: (page) => void (current = page),
  };
  canvas.addPage();
  return canvas;
}
