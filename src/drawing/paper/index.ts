export type { Annotation } from "./annotation.ts";
export { paperOf, type Head } from "./head.ts";
export type { LicenceFace } from "./licence-face.ts";
export { layLicence } from "./licence-face.ts";
export { longDate, type Block, type LayoutName, type Paper } from "./paper.ts";
export type { SealManner } from "./seal-drawing.ts";
export { layPaper } from "./render.ts";
