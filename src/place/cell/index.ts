export { atlasNow, cellAt, cityBox, findOutline, listOutlines, locatedWords, outlinesBelow, type Located } from "./queries.ts";
export { areaOf, atlasOf, cellOf, nearestCell, outlinesWithin, type Atlas } from "./atlas.ts";
export { areaOfCell, boxOf, doubleArea, held, layerOf, MICRO, pointsOf, ringOf, wound, type Outline, type Polygon, type Ring } from "./outline.ts";
export { inside } from "./ray.ts";
export { shareCorners } from "./shared-corners.ts";
export { borderOf, touching, type Gap, type Overlap } from "./touching.ts";
export { outlinesText, readOutlines, type OutlineFault } from "./geojson.ts";
export { exportOutlines, importOutlines, writeOutlines, type OutlineImport } from "./import.ts";
export { holdCell, leaveCell, listCellsOf, listHoldersOf, listHoldersOfCell, type Holder } from "./holders.ts";
