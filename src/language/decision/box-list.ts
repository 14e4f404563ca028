import type { Expression } from "#language/dmn";
import { contextOf } from "#language/feel-value";
import { bound } from "./binding.ts";
import type { Compile } from "./box.ts";
import { typeOf, type Place } from "./place.ts";
import type { Evaluate } from "./run.ts";

/** A boxed list (clause 10.2.1.5). */
export function listBox(box: Extract<Expression, { box: "list" }>, place: Place, name: string, compile: Compile): Evaluate {
  const items = box.items.map((item) => compile(item, place, name));
  return (scope, run) => items.map((item) => item(scope, run));
}

/** A relation (clause 10.2.1.6): a list of contexts with the columns' names. */
export function relationBox(box: Extract<Expression, { box: "relation" }>, place: Place, name: string, compile: Compile): Evaluate {
  const names = box.columns.map((column) => column.name);
  const types = box.columns.map((column) => typeOf(column.typeRef, box.element, place));
  const rows = box.rows.map((row) => row.map((cell) => compile(cell, place, name)));
  return (scope, run) =>
    rows.map((row) =>
      contextOf(
        names,
        names.map((_name, at) => bound(row[at]?.(scope, run) ?? null, types[at]) ?? null),
      ),
    );
}
