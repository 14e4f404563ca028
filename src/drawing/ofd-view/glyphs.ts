import { openEmbedded } from "#drawing/font";
import { tag, type XmlElement } from "#drawing/package";
import { figure } from "#drawing/ofd";
import { Refusal } from "#values/errors";
import { define, type Scene } from "./scene.ts";

/** The glyphs of a font that came with a file. */
export interface Glyphs {
  key: string;
  unitsPerEm: number;
  glyphOf: (character: string) => number;
  advance: (glyph: number) => number;
  /** The outline as SVG has it, in units of the font, y upwards; empty for a blank. */
  outline: (glyph: number) => string;
}

/** A glyph and where it stands. */
export interface Placed {
  glyph: number;
  x: number;
  y: number;
}

const LARGEST = 16 * 1024 * 1024;
// The bundled one, which is what the page is set in.
const HOUSE = /noto ?sans ?sc/i;

function opened(part: string, scene: Scene): Glyphs | undefined {
  const file = scene.ofd.parts.get(part);
  if (!file || file.size > LARGEST) return undefined;
  try {
    const face = openEmbedded(file.read());
    const known = new Map<number, string>();
    const outline = (glyph: number): string => {
      const drawn = known.get(glyph) ?? face.outline(glyph);
      known.set(glyph, drawn);
      return drawn;
    };
    return { ...face, key: part, glyphOf: (character) => face.glyphOf(character.codePointAt(0)!), outline };
  } catch (error) {
    // Anybody's bytes: cut off, of another kind, or without outlines of this kind.
    if (error instanceof Refusal || error instanceof Error) return undefined;
    throw error;
  }
}

/** The glyphs of a text's font, where the file brings it and it can be read; `wanted`: also of fonts that the page has anyway. */
export function glyphsOf(object: XmlElement, scene: Scene, wanted: boolean): Glyphs | undefined {
  const font = scene.resources.get(object.attributes["Font"] ?? "");
  if (font?.kind !== "font" || font.part === undefined || (!wanted && HOUSE.test(font.element.attributes["FontName"] ?? ""))) return undefined;
  if (!scene.fonts.has(font.part)) scene.fonts.set(font.part, opened(font.part, scene));
  return scene.fonts.get(font.part);
}

/** Placed glyphs as SVG, each outline put in once; undefined where one of them cannot be drawn: then the whole text is set in another font. */
export function drawnGlyphs(
  glyphs: Glyphs,
  placed: readonly Placed[],
  { scale, stretched, turn, painted }: { scale: number; stretched: number; turn: number; painted: Record<string, string | undefined> },
  scene: Scene,
): string | undefined {
  try {
    const uses = placed.flatMap(({ glyph, x, y }) => {
      const d = glyphs.outline(glyph);
      if (d === "") return [];
      const name = define(scene, `glyph ${glyphs.key} ${glyph}`, (id) => tag("path", { id, d }));
      const turned = turn === 0 ? "" : ` rotate(${figure(turn)})`;
      const transform = `translate(${figure(x)} ${figure(y)})${turned} scale(${Number((scale * stretched).toPrecision(6))} ${Number((-scale).toPrecision(6))})`;
      return name ? [tag("use", { href: `#${name}`, transform })] : [];
    });
    // No character of the text is in the font: it is one of numbers alone, or another than it is said to be.
    if (placed.length > 0 && placed.every(({ glyph }) => glyph === 0)) return undefined;
    const stroke = painted["stroke-width"];
    return tag("g", { ...painted, "stroke-width": stroke && figure(Number(stroke) / Math.max(1e-9, scale)) }, ...uses);
  } catch (error) {
    if (error instanceof RangeError || error instanceof Error) return undefined;
    throw error;
  }
}
