export { countMeasures } from "./counting.ts";
export { indicatorFigures, type IndicatorRow, type Share } from "./figures.ts";
export { takeOutFigures } from "./taking-out.ts";
