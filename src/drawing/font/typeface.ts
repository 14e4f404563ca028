/** A TrueType font that is read where it lies: nothing is unpacked before it is asked for. Units are those of the font (`unitsPerEm`). */
export interface Typeface {
  unitsPerEm: number;
  /** Of a line above and below the base line; the second is negative. */
  ascent: number;
  descent: number;
  glyphs: number;
  /** 0 where the font has no such character. */
  glyphOf: (codePoint: number) => number;
  advance: (glyph: number) => number;
  bearing: (glyph: number) => number;
  /** The description of a glyph as it stands in the file; empty for a blank. */
  outline: (glyph: number) => Buffer;
  /** A table by its tag. */
  table: (tag: string) => Buffer | undefined;
}

function tablesOf(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>();
  // Of a collection the first font.
  const at = font.toString("latin1", 0, 4) === "ttcf" ? font.readUInt32BE(12) : 0;
  for (let index = 0; index < font.readUInt16BE(at + 4); index++) {
    const record = at + 12 + index * 16;
    const start = font.readUInt32BE(record + 8);
    const end = start + font.readUInt32BE(record + 12);
    if (end > font.length) throw new Error(`font table ends at ${end} of ${font.length}`);
    tables.set(font.toString("latin1", record, record + 4), font.subarray(start, end));
  }
  return tables;
}

/** Segments of four bytes a code (ISO/IEC 14496-22, cmap format 12). */
function lookUpWide(map: Buffer): (codePoint: number) => number {
  const groups = map.readUInt32BE(12);
  return (codePoint) => {
    let [low, high] = [0, groups - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = 16 + middle * 12;
      if (codePoint < map.readUInt32BE(at)) high = middle - 1;
      else if (codePoint > map.readUInt32BE(at + 4)) low = middle + 1;
      else return map.readUInt32BE(at + 8) + codePoint - map.readUInt32BE(at);
    }
    return 0;
  };
}

/** Segments of two bytes a code (cmap format 4). */
function lookUpNarrow(map: Buffer): (codePoint: number) => number {
  const count = map.readUInt16BE(6) / 2;
  return (codePoint) => {
    if (codePoint > 0xff_ff) return 0;
    for (let index = 0; index < count; index++) {
      if (map.readUInt16BE(14 + index * 2) < codePoint) continue;
      const start = map.readUInt16BE(16 + count * 2 + index * 2);
      if (start > codePoint) return 0;
      const delta = map.readUInt16BE(16 + count * 4 + index * 2);
      const at = 16 + count * 6 + index * 2;
      const range = map.readUInt16BE(at);
      if (range === 0) return (codePoint + delta) & 0xff_ff;
      const glyph = map.readUInt16BE(at + range + (codePoint - start) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xff_ff;
    }
    return 0;
  };
}

function lookUp(cmap: Buffer): (codePoint: number) => number {
  const maps = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4)));
  const wide = maps.find((map) => map.readUInt16BE(0) === 12);
  if (wide) return lookUpWide(wide);
  const narrow = maps.find((map) => map.readUInt16BE(0) === 4);
  if (narrow) return lookUpNarrow(narrow);
  throw new Error("font without a Unicode map");
}

/** Each character is looked up once: a paper asks for the same few hundred again and again. Only for fonts that stay. */
function remembered(find: (codePoint: number) => number): (codePoint: number) => number {
  const known = new Map<number, number>();
  return (codePoint) => {
    let glyph = known.get(codePoint);
    if (glyph === undefined) known.set(codePoint, (glyph = find(codePoint)));
    return glyph;
  };
}

/** One byte a code (formats 0 and 6), as subsets have them; and codes of symbol fonts, which lie in a corner of their own. */
function lookUpAnyhow(cmap: Buffer): (codePoint: number) => number {
  try {
    const found = lookUp(cmap);
    return (codePoint) => found(codePoint) || (codePoint < 0x1_00 ? found(0xf0_00 + codePoint) : 0);
  } catch {
    const maps = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4)));
    const bytes = maps.find((map) => map.readUInt16BE(0) === 0);
    return (codePoint) => (bytes && codePoint < 256 ? bytes.readUInt8(6 + codePoint) : 0);
  }
}

/**
 * Opens a TrueType font (ISO/IEC 14496-22 with `glyf` outlines). `mapless`: also one that came with a file and may lack characters: glyphs are numbers
 * there, and `glyphOf` gives 0.
 * @throws Error when it is none, or a table is missing or cut off.
 */
export function openTypeface(font: Buffer, { mapless = false }: { mapless?: boolean } = {}): Typeface {
  const tables = tablesOf(font);
  const need = (tag: string): Buffer => {
    const table = tables.get(tag);
    if (!table) throw new Error(`font without ${tag}`);
    return table;
  };
  const [head, hhea, hmtx] = ["head", "hhea", "hmtx"].map(need) as [Buffer, Buffer, Buffer];
  // OpenType fonts with outlines of another kind have neither: those are for `openCff`.
  const bare = mapless && tables.has("CFF ");
  const [loca, glyf] = bare ? [undefined, undefined] : (["loca", "glyf"].map(need) as [Buffer, Buffer]);
  const long = head.readInt16BE(50) === 1;
  const measured = hhea.readUInt16BE(34);
  const place = (glyph: number): number => (!loca ? 0 : long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);
  return {
    unitsPerEm: head.readUInt16BE(18),
    ascent: hhea.readInt16BE(4),
    descent: hhea.readInt16BE(6),
    glyphs: need("maxp").readUInt16BE(4),
    glyphOf: mapless ? (tables.has("cmap") ? lookUpAnyhow(need("cmap")) : () => 0) : remembered(lookUp(need("cmap"))),
    advance: (glyph) => hmtx.readUInt16BE(Math.min(glyph, measured - 1) * 4),
    bearing: (glyph) => (glyph < measured ? hmtx.readInt16BE(glyph * 4 + 2) : hmtx.readInt16BE(measured * 4 + (glyph - measured) * 2)),
    outline: (glyph) => glyf?.subarray(place(glyph), place(glyph + 1)) ?? Buffer.alloc(0),
    table: (tag) => tables.get(tag),
  };
}
