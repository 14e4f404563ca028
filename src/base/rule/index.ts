export { expression } from "./expression.ts";
export { unaryTests } from "./unary-tests.ts";
export type { CellTest } from "./unary-tests.ts";
export { freeNames } from "./names.ts";
export { legibleDecisions } from "./legible.ts";
export type { LegibleDecision } from "./legible.ts";
export { loadDecisions } from "./load.ts";
export { decide } from "./decide.ts";
export type { Decisions, Hit, Verdict } from "./decision.ts";
