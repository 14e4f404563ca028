export { openEmbedded, type EmbeddedFont } from "./embedded.ts";
export { faceOf, bundledFaceOf, lackingCharacters, useFontsIn, type Face } from "./faces.ts";
export { glyphLines, type GlyphPoint } from "./glyph-outline.ts";
export type { Weight } from "./bundled.ts";
export { bundledTypeface } from "./bundled.ts";
export { isSelector } from "./selector.ts";
export { subsetFont } from "./subset.ts";
export type { Typeface } from "./typeface.ts";
export { openTypeface } from "./typeface.ts";
