import { glyphLines, type GlyphPoint } from "./glyph-outline.ts";
import type { Typeface } from "./typeface.ts";

// Units of the bundled font, of which an em has 1000.
const SHARE = 0.56;
const [FLOOR, CEILING, STROKE, PAD, GAP] = [-120, 880, 34, 90, 60];

interface Drawn {
  lines: GlyphPoint[][];
  advance: number;
}

function frame(left: number, bottom: number, right: number, top: number, hole: boolean): GlyphPoint[] {
  const corners = [
    [left, bottom],
    [left, top],
    [right, top],
    [right, bottom],
  ] as const;
  const points = corners.map(([x, y]) => ({ x, y, on: true }));
  return hole ? points.reverse() : points;
}

/** A frame with U+20BB7 in it, out of the outlines of the bundled figures. */
function drawn(house: Typeface, codePoint: number): Drawn {
  const words = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  let x = GAP + STROKE + PAD;
  const letters = [...words].flatMap((letter) => {
    const glyph = house.glyphOf(letter.codePointAt(0)!);
    const from = x;
    x += Math.round(house.advance(glyph) * SHARE);
    return glyphLines(house, glyph).map((line) =>
      line.map((point) => ({ ...point, x: Math.round(from + point.x * SHARE), y: Math.round(175 + point.y * SHARE) })),
    );
  });
  const right = x + PAD + STROKE;
  const rim = [frame(GAP, FLOOR, right, CEILING, false), frame(GAP + STROKE, FLOOR + STROKE, right - STROKE, CEILING - STROKE, true)];
  return { lines: [...rim, ...letters], advance: right + GAP };
}

/** A simple glyph (ISO/IEC 14496-22, glyf): every point with a flag and two differences of two bytes. */
function described(lines: readonly GlyphPoint[][]): Buffer {
  const points = lines.flat();
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const glyph = Buffer.alloc(10 + lines.length * 2 + 2 + points.length * 5);
  [lines.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((value, index) => glyph.writeInt16BE(value, index * 2));
  let end = -1;
  lines.forEach((line, index) => glyph.writeUInt16BE((end += line.length), 10 + index * 2));
  const flags = 12 + lines.length * 2;
  points.forEach(({ x, y, on }, index) => {
    glyph.writeUInt8(on ? 1 : 0, flags + index);
    glyph.writeInt16BE(x - (xs[index - 1] ?? 0), flags + points.length + index * 2);
    glyph.writeInt16BE(y - (ys[index - 1] ?? 0), flags + points.length * 3 + index * 2);
  });
  return glyph;
}

function nameTable(name: string): Buffer {
  const told: [number, string][] = [
    [1, name],
    [2, "Regular"],
    [4, name],
    [6, name.replaceAll(" ", "")],
  ];
  const texts = told.map(([, text]) => Buffer.from(text, "utf16le").swap16());
  const head = Buffer.alloc(6 + told.length * 12);
  [0, told.length, head.length].forEach((value, index) => head.writeUInt16BE(value, index * 2));
  let place = 0;
  told.forEach(([id], index) => {
    [3, 1, 0x4_09, id, texts[index]!.length, place].forEach((value, n) => head.writeUInt16BE(value, 6 + index * 12 + n * 2));
    place += texts[index]!.length;
  });
  return Buffer.concat([head, ...texts]);
}

/**
 * A typeface that has every character: a box with its code, which a reader can look up. The text of the file keeps the character itself, so that it is
 * found and copied. Glyphs have the numbers of their characters.
 */
export function codeBoxes(house: Typeface): Typeface {
  const made = new Map<number, { outline: Buffer; advance: number }>();
  const glyphOf = (codePoint: number) => {
    const known = made.get(codePoint);
    if (known) return known;
    const { lines, advance } = drawn(house, codePoint);
    const glyph = { outline: described(lines), advance };
    // An attacker's text of every character there is does not stay in memory.
    if (made.size < 4000) made.set(codePoint, glyph);
    return glyph;
  };
  const maxp = Buffer.from(house.table("maxp")!);
  [2000, 200].forEach((value, index) => maxp.writeUInt16BE(value, 6 + index * 2));
  const own: Record<string, Buffer> = { maxp, name: nameTable("Yiwang Code Boxes") };
  const kept = new Set(["head", "hhea", "OS/2"]);
  return {
    unitsPerEm: house.unitsPerEm,
    ascent: house.ascent,
    descent: house.descent,
    glyphs: 0x11_00_00,
    glyphOf: (codePoint) => codePoint,
    advance: (glyph) => (glyph === 0 ? 0 : glyphOf(glyph).advance),
    bearing: (glyph) => (glyph === 0 ? 0 : GAP),
    outline: (glyph) => (glyph === 0 ? Buffer.alloc(0) : glyphOf(glyph).outline),
    table: (tag) => own[tag] ?? (kept.has(tag) ? house.table(tag) : undefined),
  };
}
