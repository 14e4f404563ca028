import { isKnown, refuse, type DmnRefusal, type Expression, type Library, type Model, type Text } from "#language/dmn";
import { compileExpression, compileUnaryTests } from "#language/feel";
import type { FeelType, Value } from "#language/feel-value";
import { Refusal } from "#values/errors";
import type { Evaluate, Names } from "./run.ts";
import type { Types } from "./types.ts";

/** Where a piece of logic stands: in which model, and which names it sees. */
export type Place = {
  readonly model: Model;
  readonly library: Library;
  readonly types: Types;
  readonly names: ReadonlySet<string>;
  /** The types of the model by the names that FEEL may call them. */
  readonly named: Readonly<Record<string, FeelType>>;
  readonly refusals: DmnRefusal[];
};

/** Whether a value passes a cell, in the light of the other names. */
export type CellTest = (value: Value, scope: Names) => boolean;

/** The same place with more names in sight. */
export function seeing(place: Place, names: Iterable<string>): Place {
  return { ...place, names: new Set([...place.names, ...names]) };
}

/** What a step is called when it is told: FEEL as it is written, else the name of what it belongs to. */
export function titleOf(box: Expression, name: string): string {
  return box.box === "literal" ? box.text.text : name;
}

/** Compiles FEEL; what cannot be compiled is noted as refused, and null stands for it. */
export function feelOf({ element, text }: Text, place: Place): Evaluate {
  return attempt(element, place, () => compileExpression(text, place.names, place.named)) ?? (() => null);
}

/** Compiles the unary tests of a cell. */
export function testsOf({ element, text }: Text, place: Place): CellTest {
  const tests = attempt(element, place, () => compileUnaryTests(text, place.names, place.named));
  return tests ? (value, scope) => tests(value, scope) === true : () => false;
}

/** The type of a name; one that nobody defined is noted as refused. */
export function typeOf(name: string | undefined, element: string, place: Place): FeelType | undefined {
  const type = place.types(name, place.model);
  if (type === undefined && name !== undefined && !isKnown(name, place.model, place.library)) place.refusals.push(refuse(element, "unknown-type", name));
  return type;
}

function attempt<T>(element: string, place: Place, compile: () => T): T | undefined {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    place.refusals.push(refuse(element, "feel", error.message));
    return undefined;
  }
}
