export { countMeasures } from "./counting.ts";
export { indicatorFigures, type IndicatorRow, type Share } from "./figures.ts";
