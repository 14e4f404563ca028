import type { Typeface } from "./typeface.ts";

/** A point of an outline, in units of the font; those that are not `on` bend the line. */
export interface GlyphPoint {
  x: number;
  y: number;
  on: boolean;
}

// Glyphs may be made of others (ISO/IEC 14496-22, glyf): no deeper than this, and no more of them.
const DEPTH = 6;
const PIECES = 64;
const POINTS = 20_000;

/** The closed lines of a simple glyph: flags with repeats, then all x, then all y, as differences. */
function simple(glyph: Buffer): GlyphPoint[][] {
  const count = glyph.readInt16BE(0);
  const ends = Array.from({ length: count }, (_, index) => glyph.readUInt16BE(10 + index * 2));
  let at = 10 + count * 2;
  at += 2 + glyph.readUInt16BE(at);
  const total = (ends.at(-1) ?? -1) + 1;
  if (total > POINTS) throw new Error(`a glyph of ${total} points`);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = glyph.readUInt8(at++);
    flags.push(flag);
    if (flag & 8) for (let repeats = glyph.readUInt8(at++); repeats > 0; repeats--) flags.push(flag);
  }
  const axis = (short: number, same: number): number[] => {
    let value = 0;
    return flags.slice(0, total).map((flag) => {
      if (flag & short) value += flag & same ? glyph.readUInt8(at++) : -glyph.readUInt8(at++);
      else if (!(flag & same)) {
        value += glyph.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = axis(2, 16);
  const ys = axis(4, 32);
  const points = xs.map((x, index) => ({ x, y: ys[index]!, on: (flags[index]! & 1) === 1 }));
  return ends.map((end, index) => points.slice(index === 0 ? 0 : ends[index - 1]! + 1, end + 1));
}

function compound(glyph: Buffer, face: Typeface, depth: number, budget: { left: number }): GlyphPoint[][] {
  const lines: GlyphPoint[][] = [];
  for (let at = 10, more = true; more;) {
    const [flags, of] = [glyph.readUInt16BE(at), glyph.readUInt16BE(at + 2)];
    at += 4;
    if (--budget.left < 0) throw new Error("a glyph of too many others");
    const words = (flags & 1) !== 0;
    // Where points are to meet instead of a shift, nothing is shifted: such glyphs are rare.
    const shifted = (flags & 2) !== 0;
    const [dx, dy] = shifted ? (words ? [glyph.readInt16BE(at), glyph.readInt16BE(at + 2)] : [glyph.readInt8(at), glyph.readInt8(at + 1)]) : [0, 0];
    at += words ? 4 : 2;
    const next = (): number => {
      at += 2;
      return glyph.readInt16BE(at - 2) / 16_384;
    };
    let [a, b, c, d] = [1, 0, 0, 1];
    if (flags & 8) a = d = next();
    else if (flags & 0x40) [a, d] = [next(), next()];
    else if (flags & 0x80) [a, b, c, d] = [next(), next(), next(), next()];
    const place = ({ x, y, on }: GlyphPoint): GlyphPoint => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on });
    lines.push(...linesOf(face, of, depth + 1, budget).map((line) => line.map(place)));
    more = (flags & 0x20) !== 0;
  }
  return lines;
}

function linesOf(face: Typeface, glyph: number, depth: number, budget: { left: number }): GlyphPoint[][] {
  if (depth > DEPTH) throw new Error("glyphs within glyphs without end");
  if (glyph < 0 || glyph >= face.glyphs) return [];
  const bytes = face.outline(glyph);
  if (bytes.length < 10) return [];
  return bytes.readInt16BE(0) < 0 ? compound(bytes, face, depth, budget) : simple(bytes);
}

/** The closed lines of a glyph, put together where it is made of others. */
export function glyphLines(face: Typeface, glyph: number): GlyphPoint[][] {
  return linesOf(face, glyph, 0, { left: PIECES });
}

const short = (value: number): string => String(Math.round(value * 10) / 10);

/** A closed line as SVG; between two points off it lies a point of it, half way. */
function drawn(points: readonly GlyphPoint[]): string {
  if (points.length < 2) return "";
  const half = (a: GlyphPoint, b: GlyphPoint): GlyphPoint => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true });
  const full = points.flatMap((point, index) => {
    const before = points[(index + points.length - 1) % points.length]!;
    return point.on || before.on ? [point] : [half(before, point), point];
  });
  const first = full.findIndex(({ on }) => on);
  const turned = [...full.slice(Math.max(0, first)), ...full.slice(0, Math.max(0, first) + 1)];
  const words = [`M${short(turned[0]!.x)} ${short(turned[0]!.y)}`];
  for (let index = 1; index < turned.length; index++) {
    const { x, y, on } = turned[index]!;
    const next = turned[index + 1];
    if (on) words.push(`L${short(x)} ${short(y)}`);
    else if (next) words.push(`Q${short(x)} ${short(y)} ${short(next.x)} ${short(turned[++index]!.y)}`);
  }
  return `${words.join("")}Z`;
}

/**
 * The outline of a glyph as the `d` of an SVG path, in units of the font, y upwards; empty for a blank or one that is not there. Glyphs made of others are
 * put together.
 * @throws Error when the font is cut off there.
 */
export function glyphOutline(face: Typeface, glyph: number): string {
  return glyphLines(face, glyph).map(drawn).join("");
}
