import type { Expression } from "#language/dmn";
import { entryOf, isList, kindOf, spend, type Context, type Value } from "#language/feel-value";
import { compileExpression } from "#language/feel";
import { bound } from "./binding.ts";
import type { Compile } from "./box.ts";
import { seeing, typeOf, type Place } from "./place.ts";
import type { Evaluate, Names } from "./run.ts";

type Iteration = Extract<Expression, { box: "for" | "some" | "every" }>;

/** FEEL's own loop over whatever can be gone over: a range's whole numbers or days, a single value as a list of one. */
const loop = compileExpression("for each in value return each");

function itemsOf(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  const items = value === null ? null : loop({ value });
  return isList(items) ? items : undefined;
}

/** `1..10` is no expression, but may stand where an iteration looks for what it runs over (grammar rule 44). */
function inside(box: Expression): Expression {
  if (box.box !== "literal" || !/^[^[\]()"]+\.\.[^[\]()"]+$/.test(box.text.text)) return box;
  return { ...box, text: { ...box.text, text: `for each in ${box.text.text} return each` } };
}

/** Both parts of an iteration, the second with the variable in sight; `partial` holds the results so far (clause 10.3.2.14). */
function partsOf(box: Iteration, place: Place, name: string, compile: Compile): { items: Evaluate; each: Evaluate } {
  const list = compile(inside(box.in), place, name);
  const type = typeOf(box.in.typeRef, box.element, place);
  const listType = type?.kind === "list" ? type : undefined;
  return { items: (scope, run) => bound(list(scope, run), listType) ?? null, each: compile(box.each, seeing(place, [box.variable, "partial"]), name) };
}

/** A boxed `for` (clause 10.2.1.10): the list of what each item gives. */
export function forBox(box: Iteration, place: Place, name: string, compile: Compile): Evaluate {
  const { items, each } = partsOf(box, place, name, compile);
  const looksBack = JSON.stringify(box.each).includes("partial");
  return (scope, run) => {
    const found = itemsOf(items(scope, run));
    if (!found) return null;
    const results: Value[] = [];
    for (const item of found) {
      spend(looksBack ? results.length + 1 : 1);
      const partial = looksBack ? { partial: [...results] } : undefined;
      results.push(each({ ...scope, ...partial, [box.variable]: item }, run));
    }
    return results;
  };
}

/** A boxed `some` or `every` (clause 10.2.1.10): null as soon as one of the answers is neither true nor false. */
export function quantifiedBox(box: Iteration, place: Place, name: string, compile: Compile): Evaluate {
  const { items, each } = partsOf(box, place, name, compile);
  return (scope, run) => {
    const answers = itemsOf(items(scope, run))?.map((item) => {
      spend(1);
      return each({ ...scope, [box.variable]: item }, run);
    });
    if (!answers?.every((answer) => typeof answer === "boolean")) return null;
    return box.box === "some" ? answers.includes(true) : !answers.includes(false);
  };
}

/** A boxed filter (clause 10.2.1.9): `item` and, of a context, its entries are in sight; the answer must be true or false for each. */
export function filterBox(box: Extract<Expression, { box: "filter" }>, place: Place, name: string, compile: Compile): Evaluate {
  const list = compile(box.in, place, name);
  const match = compile(box.match, seeing(place, ["item"]), name);
  return (scope, run) => {
    const value = list(scope, run);
    if (value === null) return null;
    const items = isList(value) ? value : [value];
    const answers = items.map((item) => match(withItem(scope, item), run));
    return answers.every((answer) => typeof answer === "boolean") ? items.filter((_item, at) => answers[at]) : null;
  };
}

/** An entry named `item` goes before the item itself, as in FEEL's own filter (clause 10.3.2.5). */
function withItem(scope: Names, item: Value): Names {
  if (kindOf(item) !== "context") return { ...scope, item };
  return { ...scope, item: entryOf(item as Context, "item") ?? item, ...(item as Context) };
}
