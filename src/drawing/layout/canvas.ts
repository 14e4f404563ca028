import type { Weight } from "#drawing/font";
import type { Day } from "#kernel/clock";
import { graphemes } from "#values/graphemes";
import type { Box, Drawing, Part, PartType, PathMark, Segment, TextMark } from "./drawing.ts";
import { printable } from "./printable.ts";
import { widthOf } from "./setting.ts";

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
  /** Points that the line has: it is set smaller to fit, down to six points, and what is beyond is left out behind three dots. */
  room?: number;
}

const SMALLEST = 6;

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
  /** Opens a part of what is being drawn; gives its place. */
  part: (type: PartType, given?: Pick<Part, "alt" | "box" | "scope">) => number;
  /** What `draw` draws belongs to a part; with none, it only adorns the page. */
  within: (part: number | undefined, draw: () => void) => void;
  /** Both: what `draw` draws is a new part. */
  tagged: (type: PartType, draw: () => void, given?: Pick<Part, "alt" | "box" | "scope">) => void;
  /** Keeps in mind that a seal belongs here. */
  sealPlace: (box: Box) => void;
  addPage: () => void;
  /** Goes back, or forth, to a page that is there; pages count from 0. */
  turnTo: (page: number) => void;
}

function wideOf(text: string, weight: Weight = "regular", { size, spread }: { size: number; spread: number }): number {
  const gaps = spread === 0 ? 0 : Math.max(0, [...text].length - 1);
  return widthOf(weight, text) * size + spread * gaps;
}

/** A line as it is set where it has no more than `room`. */
function fitted(text: string, { weight, size, spread = 0, room = Infinity }: TextLook): { text: string; size: number; spread: number } {
  const wide = wideOf(text, weight, { size, spread });
  if (wide <= room) return { text, size, spread };
  const smaller = Math.max(SMALLEST, (size * room) / wide);
  const set = { size: smaller, spread: Math.min(spread, 0.02 * smaller) };
  const letters = graphemes(text);
  let used = wideOf("…", weight, set);
  let kept = 0;
  while (kept < letters.length && (used += wideOf(letters[kept]!, weight, set) + set.spread) <= room + 0.01) kept++;
  const whole = wideOf(text, weight, set) <= room + 0.01;
  return { text: whole ? text : `${letters.slice(0, kept).join("")}…`, ...set };
}

/**
 * Opens an A4 document with one page. Any text can be drawn on it: what ends lines is a blank there, what is unseen is left out, and a character that no
 * font has is a box with its code.
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
  const drawing: Drawing = { title: printable(title), author: printable(author), day, pages: [], parts: [], sealPlaces: [] };
  let current = 0;
  let opacity = 1;
  let belongs: number | undefined;
  const placed = () => (belongs === undefined ? {} : { part: belongs });
  const marks = () => drawing.pages[current]!.marks;
  // Lines are broken character by character, and the same few hundred make up a document.
  const widths = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  const measure: Canvas["measure"] = (weight, size) => (text) => {
    let width = widths[weight].get(text);
    if (width === undefined) {
      width = widthOf(weight, printable(text));
      if (text.length <= 4) widths[weight].set(text, width);
    }
    return width * size;
  };
  const line: Canvas["line"] = (typed, x, y, look) => {
    const { weight = "regular", colour = INK, turn } = look;
    const { text, size, spread } = fitted(printable(typed), look);
    if (text) marks().push({ kind: "text", text, x, y, weight, size, colour, spread, opacity, ...placed(), ...(turn && { turn }) });
  };
  const canvas: Canvas = {
    drawing,
    width,
    height,
    measure,
    line,
    centred: (text, x, y, look) => {
      const { room: _room, ...rest } = look;
      const fit = fitted(printable(text), look);
      line(fit.text, x - wideOf(fit.text, look.weight, fit) / 2, y, { ...rest, size: fit.size, spread: fit.spread });
    },
    path: (segments, { fill, stroke, lineWidth = 1 }) =>
      void marks().push({ kind: "path", segments, lineWidth, opacity, ...placed(), ...(fill && { fill }), ...(stroke && { stroke }) }),
    picture: (png, box) => void marks().push({ kind: "picture", png, ...box, opacity, ...placed() }),
    fainter: (share, draw) => {
      const before = opacity;
      opacity *= share;
      draw();
      opacity = before;
    },
    part: (type, given = {}) => drawing.parts.push({ type, parent: belongs, ...given }) - 1,
    within: (part, draw) => {
      const before = belongs;
      belongs = part;
      draw();
      belongs = before;
    },
    tagged: (type, draw, given) => canvas.within(canvas.part(type, given), draw),
    sealPlace: (box) => void drawing.sealPlaces.push({ ...box, page: current }),
    addPage: () => void (current = drawing.pages.push({ width, height, marks: [] }) - 1),
    turnTo: (page) => void (current = page),
  };
  canvas.addPage();
  return canvas;
}
