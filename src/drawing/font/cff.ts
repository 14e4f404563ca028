import { charString } from "./charstring.ts";

/** The outlines of a font in the Compact Font Format (Adobe TN 5176), as far as they are asked for by number. */
export interface Cff {
  unitsPerEm: number;
  glyphs: number;
  /** `d` of an SVG path, in units of the font, y upwards. Error when it is cut off. */
  outline: (glyph: number) => string;
}

interface Index {
  items: Buffer[];
  end: number;
}

const MOST = 65_535;

function indexAt(font: Buffer, at: number): Index {
  const count = font.readUInt16BE(at);
  if (count === 0) return { items: [], end: at + 2 };
  const size = font.readUInt8(at + 2);
  if (size < 1 || size > 4) throw new Error(`CFF offsets of ${size} bytes`);
  const offsets = Array.from({ length: count + 1 }, (_, index) => font.readUIntBE(at + 3 + index * size, size));
  const base = at + 2 + (count + 1) * size;
  return { items: offsets.slice(1).map((end, index) => font.subarray(base + offsets[index]!, base + end)), end: base + offsets.at(-1)! };
}

/** A number of a dictionary written digit by digit, two to a byte. */
function realAt(bytes: Buffer, at: number): { value: number; next: number } {
  const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "e", "e-", "", "-"];
  let text = "";
  for (let next = at; next < bytes.length; next++)
    for (const half of [bytes[next]! >> 4, bytes[next]! & 15]) {
      if (half === 15) return { value: Number(text) || 0, next: next + 1 };
      text += digits[half];
    }
  throw new Error("CFF number without end");
}

/** What a dictionary says: numbers by their operators, those of two bytes from 1200 on. */
function dictionary(bytes: Buffer): Map<number, number[]> {
  const found = new Map<number, number[]>();
  let operands: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at++]!;
    if (byte <= 21) {
      found.set(byte === 12 ? 1200 + bytes.readUInt8(at++) : byte, operands);
      operands = [];
    } else if (byte === 28) {
      operands.push(bytes.readInt16BE(at));
      at += 2;
    } else if (byte === 29) {
      operands.push(bytes.readInt32BE(at));
      at += 4;
    } else if (byte === 30) {
      const { value, next } = realAt(bytes, at);
      operands.push(value);
      at = next;
    } else if (byte >= 32 && byte <= 246) operands.push(byte - 139);
    else if (byte >= 247 && byte <= 250) operands.push((byte - 247) * 256 + bytes.readUInt8(at++) + 108);
    else if (byte >= 251 && byte <= 254) operands.push(-(byte - 251) * 256 - bytes.readUInt8(at++) - 108);
  }
  return found;
}

const OP = { charStrings: 17, private: 18, subroutines: 19, matrix: 1207, fontDicts: 1236, select: 1237 };

/** Subroutines of a font dictionary. */
function subroutinesOf(font: Buffer, top: Map<number, number[]>): Buffer[] {
  const [size, at] = top.get(OP.private) ?? [];
  if (size === undefined || at === undefined) return [];
  const [offset] = dictionary(font.subarray(at, at + size)).get(OP.subroutines) ?? [];
  return offset === undefined ? [] : indexAt(font, at + offset).items;
}

/** Which of the font dictionaries a glyph belongs to (CID fonts). */
function selectAt(font: Buffer, at: number, glyphs: number): (glyph: number) => number {
  if (font.readUInt8(at) === 0) return (glyph) => font.readUInt8(at + 1 + glyph);
  const count = font.readUInt16BE(at + 1);
  const ranges = Array.from({ length: Math.min(count, glyphs) }, (_, index) => ({
    from: font.readUInt16BE(at + 3 + index * 3),
    of: font.readUInt8(at + 5 + index * 3),
  }));
  return (glyph) => ranges.findLast(({ from }) => from <= glyph)?.of ?? 0;
}

/**
 * Opens a font in CFF, bare or out of an OpenType font's table.
 * @throws Error when it is none or cut off.
 */
export function openCff(font: Buffer): Cff {
  if (font.readUInt8(0) !== 1) throw new Error("no CFF of version 1");
  const names = indexAt(font, font.readUInt8(2));
  const tops = indexAt(font, names.end);
  const texts = indexAt(font, tops.end);
  const global = indexAt(font, texts.end).items;
  const top = dictionary(tops.items[0] ?? Buffer.alloc(0));
  const [place] = top.get(OP.charStrings) ?? [];
  if (place === undefined) throw new Error("CFF without outlines");
  const strings = indexAt(font, place).items.slice(0, MOST);
  const [dicts] = top.get(OP.fontDicts) ?? [];
  const [select] = top.get(OP.select) ?? [];
  const fonts = dicts === undefined ? [top] : indexAt(font, dicts).items.map(dictionary);
  const local = fonts.map((each) => subroutinesOf(font, each));
  const fontOf = dicts === undefined || select === undefined ? () => 0 : selectAt(font, select, strings.length);
  const [scale] = top.get(OP.matrix) ?? fonts[0]?.get(OP.matrix) ?? [];
  return {
    unitsPerEm: scale !== undefined && scale > 0 ? 1 / scale : 1000,
    glyphs: strings.length,
    outline: (glyph) => (strings[glyph] ? charString(strings[glyph], { global, local: local[fontOf(glyph)] ?? [] }) : ""),
  };
}
