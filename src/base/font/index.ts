export { openEmbedded, type EmbeddedFont } from "./embedded.ts";
export type { Weight } from "./house.ts";
export { FONT_NAMES, houseTypeface } from "./house.ts";
export { subsetFont } from "./subset.ts";
export type { Typeface } from "./typeface.ts";
export { openTypeface } from "./typeface.ts";
