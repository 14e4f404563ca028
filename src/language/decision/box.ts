import type { Expression } from "#language/dmn";
import { contextBox } from "./box-context.ts";
import { functionBox, invocationBox } from "./box-function.ts";
import { filterBox, forBox, quantifiedBox } from "./box-iteration.ts";
import { listBox, relationBox } from "./box-list.ts";
import { feelOf, titleOf, type Place } from "./place.ts";
import type { Evaluate } from "./run.ts";
import { tableBox } from "./table.ts";

/** Compiles any boxed expression (DMN 1.5 clause 10.2.1); `name` is what tables and steps in it are called when they are explained. */
export type Compile = (box: Expression, place: Place, name: string) => Evaluate;

/** Compiles any boxed expression. */
export const boxOf: Compile = (box, place, name) => {
  switch (box.box) {
    case "literal":
      return feelOf(box.text, place);
    case "table":
      return tableBox(box, place, name);
    case "context":
      return contextBox(box, place, name, boxOf);
    case "invocation":
      return invocationBox(box, place, name, boxOf);
    case "function":
      return functionBox(box, place, name, boxOf);
    case "list":
      return listBox(box, place, name, boxOf);
    case "relation":
      return relationBox(box, place, name, boxOf);
    case "filter":
      return filterBox(box, place, name, boxOf);
    case "for":
      return forBox(box, place, name, boxOf);
    case "some":
    case "every":
      return quantifiedBox(box, place, name, boxOf);
    case "conditional":
      return conditionalBox(box, place, name);
  }
};

/** True chooses `then`; false and null choose `else`; anything else is no condition, and the whole is null (clause 10.2.1.8). */
function conditionalBox(box: Extract<Expression, { box: "conditional" }>, place: Place, name: string): Evaluate {
  const [condition, then, otherwise] = [boxOf(box.if, place, name), boxOf(box.then, place, name), boxOf(box.else, place, name)];
  return (scope, run) => {
    const chosen = condition(scope, run);
    run.frame.steps?.push({ name: titleOf(box.if, name), value: chosen });
    if (chosen === true) return then(scope, run);
    return chosen === false || chosen === null ? otherwise(scope, run) : null;
  };
}
