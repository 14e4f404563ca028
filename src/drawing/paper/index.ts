export type { Annotation } from "./annotation.ts";
export type { Delivery } from "./delivery.ts";
export { deliveryPaper } from "./delivery.ts";
export { paperOf, type Head } from "./head.ts";
export type { LicenceFace } from "./licence-face.ts";
export { layLicence } from "./licence-face.ts";
export { longDate, type Block, type Paper } from "./paper.ts";
export type { SealManner } from "./seal-drawing.ts";
export { layPaper } from "./render.ts";
