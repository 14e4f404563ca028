export { drawing } from "./drawing.ts";
export type { Marks } from "./marks.ts";
export { isDrawn, layout } from "./layout.ts";
