export type { Canvas, TextLook } from "./canvas.ts";
export { advancesOf, openCanvas } from "./canvas.ts";
export { drawCode } from "./code-drawing.ts";
export type { Box, Drawing, Mark, Page, PathMark, PictureMark, Segment, TextMark } from "./drawing.ts";
export { circle, polygon, rectangle, straight, textOfPages, wordsIn } from "./drawing.ts";
