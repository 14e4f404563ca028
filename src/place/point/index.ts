export { boundsAround, CHINA, liesIn, metresBetween, metresOfDegree, pointWords, type Bounds, type Point } from "./point.ts";
export { fromSystem, SYSTEMS, toSystem, type System } from "./datum.ts";
export { readPoint, type Reading, type Reads } from "./reading.ts";
export { middleOfSquare, offMap, onMap, quad, rangesOver, tileBounds, tileOf, tileRange, type Tile } from "./quad.ts";
