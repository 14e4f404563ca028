export type { Canvas, TextLook } from "./canvas.ts";
export { openCanvas } from "./canvas.ts";
export { drawCode } from "./code-drawing.ts";
export type { Box, Drawing, Mark, Page, Part, PartType, PathMark, PictureMark, Segment, TextMark } from "./drawing.ts";
export { circle, polygon, rectangle, straight, textOfPages } from "./drawing.ts";
export { printable, printableLines } from "./printable.ts";
export { facesIn, runsOf, type Run } from "./setting.ts";
