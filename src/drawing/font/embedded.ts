import { openCff } from "./cff.ts";
import { glyphOutline } from "./glyph-outline.ts";
import { openTypeface } from "./typeface.ts";

/** A font that came with somebody's file, as far as its glyphs are drawn by number. */
export interface EmbeddedFont {
  unitsPerEm: number;
  /** 0 where the font has no such character, or tells no characters at all. */
  glyphOf: (codePoint: number) => number;
  /** 0 where it is not told. */
  advance: (glyph: number) => number;
  /** `d` of an SVG path, in units of the font, y upwards; empty for a blank. Error when it cannot be read. */
  outline: (glyph: number) => string;
}

/**
 * Opens a font of anybody's: TrueType, OpenType with either kind of outlines, the first of a collection, or bare CFF as PDF has it.
 * @throws Error when it is none of these, or a table is missing or cut off.
 */
export function openEmbedded(font: Buffer): EmbeddedFont {
  if (font.toString("latin1", 0, 4) === "ttcf") throw new Error("a collection of fonts");
  if (font.readUInt8(0) === 1) {
    const { unitsPerEm, outline } = openCff(font);
    return { unitsPerEm, outline, glyphOf: () => 0, advance: () => 0 };
  }
  const face = openTypeface(font, { mapless: true });
  if (!(face.unitsPerEm > 0)) throw new Error("font without a size");
  const table = face.table("CFF ");
  const { outline } = table ? openCff(table) : { outline: (glyph: number) => glyphOutline(face, glyph) };
  return { unitsPerEm: face.unitsPerEm, glyphOf: face.glyphOf, advance: face.advance, outline };
}
