export { characterOutlines, circleOutline, moved, straightOutline, type Outline } from "./outline.ts";
export { encodePng, rasterize } from "./raster.ts";
