export { compileExpression, compileUnaryTests } from "./compiled.ts";
export type { Compiled, CompiledTests } from "./compiled.ts";
export type { NamedTypes } from "#base/feel-text";
export { expression, unaryTests } from "./expression.ts";
export type { CellTest, Evaluation } from "./expression.ts";
export { freeNames } from "./free-names.ts";
