export { drawing } from "./drawing.ts";
export type { Marks } from "./drawing.ts";
export { isDrawn, layout } from "./layout.ts";
