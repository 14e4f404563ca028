export { compileExpression, compileUnaryTests } from "./compiled.ts";
export type { Compiled, CompiledTests } from "./compiled.ts";
export type { NamedTypes } from "#language/feel-text";
export { expression, unaryTests } from "./expression.ts";
export type { CellTest, Evaluation } from "./expression.ts";
export { hostFunctions } from "./host.ts";
export { freeNames } from "./free-names.ts";
export { namesWith } from "./scope-names.ts";
export { add, compare, divide, subtract, type Numeric } from "#language/decimal";
export {
  MOMENT,
  type Scope,
  bounded,
  entryOf,
  equals,
  isList,
  isSame,
  kindOf,
  order,
  put,
  readText,
  simpleType,
  toPlain,
  written,
  type Context,
  type FeelType,
  type Kind,
  type Value,
} from "#language/feel-value";
export { dateFromDays, Day, daysOf, Moment, partOf } from "#language/temporal";
