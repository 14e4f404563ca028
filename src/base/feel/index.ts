export { compileExpression, compileUnaryTests } from "./compiled.ts";
export type { Compiled, CompiledTests } from "./compiled.ts";
export type { NamedTypes } from "./read.ts";
export { functionValue } from "./compile-call.ts";
export { memberReader } from "./compile-path.ts";
export { expression, unaryTests } from "./expression.ts";
export type { CellTest, Evaluation } from "./expression.ts";
export { freeNames } from "./free-names.ts";
export {
  ANY,
  bounded,
  coerce,
  conforms,
  contextOf,
  equal,
  equals,
  FunctionValue,
  isIn,
  isInstance,
  isList,
  kindOf,
  nested,
  order,
  RangeValue,
  readText,
  simpleType,
  spend,
  textOf,
  toPlain,
  written,
} from "#base/feel-value";
export type { Context, FeelType, Kind, Parameter, Scope, Value } from "#base/feel-value";
export { atMoment, BUILT_IN } from "#base/feel-function";
