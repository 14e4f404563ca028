import { isSelector } from "./selector.ts";
import type { Typeface } from "./typeface.ts";

interface Run {
  first: number;
  last: number;
  glyph: number;
}

/** Codes that follow one another and whose glyphs do too. */
function runsOf(codes: readonly number[], glyphOf: (code: number) => number): Run[] {
  const runs: Run[] = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last && code === last.last + 1 && glyphOf(code) === last.glyph + code - last.first) last.last = code;
    else runs.push({ first: code, last: code, glyph: glyphOf(code) });
  }
  return runs;
}

function narrowMap(runs: Run[]): Buffer {
  const segments = [...runs.filter((run) => run.last < 0xff_ff), { first: 0xff_ff, last: 0xff_ff, glyph: 0 }];
  const count = segments.length;
  const map = Buffer.alloc(16 + count * 8);
  const exponent = Math.floor(Math.log2(count));
  [4, map.length, 0, count * 2, 2 ** exponent * 2, exponent, count * 2 - 2 ** exponent * 2].forEach((value, index) => map.writeUInt16BE(value, index * 2));
  segments.forEach(({ first, last, glyph }, index) => {
    map.writeUInt16BE(last, 14 + index * 2);
    map.writeUInt16BE(first, 16 + count * 2 + index * 2);
    map.writeUInt16BE((glyph - first) & 0xff_ff, 16 + count * 4 + index * 2);
  });
  // The closing segment leads to glyph 0.
  map.writeUInt16BE(1, 16 + count * 4 + (count - 1) * 2);
  return map;
}

function wideMap(runs: Run[]): Buffer {
  const map = Buffer.alloc(16 + runs.length * 12);
  map.writeUInt16BE(12, 0);
  map.writeUInt32BE(map.length, 4);
  map.writeUInt32BE(runs.length, 12);
  runs.forEach(({ first, last, glyph }, index) => [first, last, glyph].forEach((value, n) => map.writeUInt32BE(value, 16 + index * 12 + n * 4)));
  return map;
}

function characterMap(runs: Run[]): Buffer {
  const head = Buffer.alloc(20);
  const narrow = narrowMap(runs);
  head.writeUInt16BE(2, 2);
  [3, 1, 3, 10].forEach((value, index) => head.writeUInt16BE(value, 4 + Math.floor(index / 2) * 8 + (index % 2) * 2));
  head.writeUInt32BE(20, 8);
  head.writeUInt32BE(20 + narrow.length, 16);
  return Buffer.concat([head, narrow, wideMap(runs)]);
}

function checksum(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
}

function padded(table: Buffer, to = 4): Buffer {
  const rest = table.length % to;
  return rest === 0 ? table : Buffer.concat([table, Buffer.alloc(to - rest)]);
}

function assemble(tables: Record<string, Buffer>): Buffer {
  const tags = Object.keys(tables).sort();
  const head = Buffer.alloc(12 + tags.length * 16);
  const exponent = Math.floor(Math.log2(tags.length));
  head.writeUInt32BE(0x00_01_00_00, 0);
  [tags.length, 2 ** exponent * 16, exponent, (tags.length - 2 ** exponent) * 16].forEach((value, index) => head.writeUInt16BE(value, 4 + index * 2));
  const bodies: Buffer[] = [];
  let place = head.length;
  tags.forEach((tag, index) => {
    const body = padded(tables[tag]!);
    head.write(tag, 12 + index * 16, "latin1");
    [checksum(body), place, tables[tag]!.length].forEach((value, n) => head.writeUInt32BE(value, 16 + index * 16 + n * 4));
    bodies.push(body);
    place += body.length;
  });
  const font = Buffer.concat([head, ...bodies]);
  const adjusted = font.readUInt32BE(12 + tags.indexOf("head") * 16 + 8) + 8;
  font.writeUInt32BE((0xb1_b0_af_ba - checksum(font)) >>> 0, adjusted);
  return font;
}

// Parts of glyphs that are made of others (ISO/IEC 14496-22, glyf).
const PARTS = 64;

/** Where the numbers of its parts stand in the description of a glyph made of others. */
function partsIn(outline: Buffer): number[] {
  if (outline.length < 10 || outline.readInt16BE(0) >= 0) return [];
  const places: number[] = [];
  for (let at = 10, more = true; more && places.length <= PARTS;) {
    const flags = outline.readUInt16BE(at);
    places.push(at + 2);
    outline.readUInt16BE(at + 2);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    more = (flags & 0x20) !== 0;
  }
  return places;
}

/** The glyphs that some glyphs are made of, with themselves, each once. Error when the font is cut off there. */
export function componentsOf(face: Typeface, glyphs: Iterable<number>): Set<number> {
  const all = new Set(glyphs);
  for (const glyph of all) {
    const outline = face.outline(glyph);
    for (const at of partsIn(outline)) all.add(outline.readUInt16BE(at));
    if (all.size > 0xff_ff) throw new Error("more glyphs than a font has");
  }
  return all;
}

/** A description whose parts have other numbers now. */
function renamed(outline: Buffer, numbers: ReadonlyMap<number, number>): Buffer {
  const copy = Buffer.from(outline);
  for (const at of partsIn(outline)) copy.writeUInt16BE(numbers.get(outline.readUInt16BE(at))!, at);
  return padded(copy);
}

/**
 * A TrueType font with only the glyphs that `characters` need, mapped from Unicode (formats 4 and 12), with the widths and outlines of
 * the whole one. Each character has a glyph of its own, so that the text of a file is the one that was set, and a selector of forms a blank one. Its
 * licence stays in the `name` table. The same characters give the same bytes, in whatever order they come.
 * @throws Error for a character the font does not have, since no blank may stand for it.
 */
export function subsetFont(face: Typeface, characters: Iterable<string>): Buffer {
  const codes = [...new Set([...characters].map((character) => character.codePointAt(0)!))].sort((a, b) => a - b);
  const missing = codes.find((code) => face.glyphOf(code) === 0 && !isSelector(code));
  if (missing !== undefined) throw new Error(`font without U+${missing.toString(16)}`);
  const own = [0, ...codes.map((code) => (isSelector(code) ? 0 : face.glyphOf(code)))];
  const parts = [...componentsOf(face, own)].filter((glyph) => !own.includes(glyph));
  const glyphs = [...own, ...parts];
  const numbers = new Map(glyphs.map((glyph, index) => [glyph, index]));
  const outlines = glyphs.map((glyph, index) => (index > 0 && glyph === 0 ? Buffer.alloc(0) : renamed(face.outline(glyph), numbers)));
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  const hmtx = Buffer.alloc(glyphs.length * 4);
  let place = 0;
  glyphs.forEach((glyph, index) => {
    if (index === 0 || glyph !== 0) {
      hmtx.writeUInt16BE(face.advance(glyph), index * 4);
      hmtx.writeInt16BE(face.bearing(glyph), index * 4 + 2);
    }
    place += outlines[index]!.length;
    loca.writeUInt32BE(place, index * 4 + 4);
  });
  const [head, hhea, maxp] = ["head", "hhea", "maxp"].map((tag) => Buffer.from(face.table(tag)!)) as [Buffer, Buffer, Buffer];
  head.writeUInt32BE(0, 8);
  head.writeInt16BE(1, 50);
  hhea.writeUInt16BE(glyphs.length, 34);
  maxp.writeUInt16BE(glyphs.length, 4);
  const post = Buffer.alloc(32);
  post.writeUInt32BE(0x00_03_00_00, 0);
  const kept = ["OS/2", "name", "prep", "fpgm", "cvt "].flatMap((tag) => (face.table(tag) ? [[tag, face.table(tag)!] as const] : []));
  const number = new Map(codes.map((code, index) => [code, index + 1]));
  const cmap = characterMap(runsOf(codes, (code) => number.get(code)!));
  return assemble({ ...Object.fromEntries(kept), cmap, glyf: Buffer.concat(outlines), head, hhea, hmtx, loca, maxp, post });
}
