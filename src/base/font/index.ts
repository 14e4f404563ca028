export { glyphOutline } from "./glyph-outline.ts";
export type { Weight } from "./house.ts";
export { FONT_NAMES, houseTypeface } from "./house.ts";
export { subsetFont } from "./subset.ts";
export type { Typeface } from "./typeface.ts";
export { openTypeface } from "./typeface.ts";
