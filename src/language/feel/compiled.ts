import type { Refusal } from "#values/errors";
import { bounded, type Scope, type Value } from "#language/feel-value";
import { readTests, readTree, type NamedTypes, syntax } from "#language/feel-text";
import { compileTree } from "./compile.ts";
import { compileTests } from "./compile-test.ts";
import { namesWith } from "./scope-names.ts";
import { bind, outermost, type Place, type Run } from "./frame.ts";

/** A compiled expression: a FEEL value over names with FEEL values. */
export type Compiled = (scope: Scope) => Value;

/** Compiled tests of a cell: true, false, or null where the value cannot be compared. */
export type CompiledTests = (value: Value, scope: Scope) => boolean | null;

/** Empty slots for every evaluation, as many as the text has names of its own. */
function slotsOf({ shape }: Place): () => Value[] {
  const empty: Value[] = Array.from({ length: shape.slots }, () => null);
  return empty.length === 0 ? () => empty : () => empty.slice();
}

/** The runtime's own stack ends before ours where a text is one long chain inside another. */
function legible<T>(source: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(source) : error;
  }
}

function tooDeep(source: string): Refusal {
  return syntax(source, 0, "太长太深，请拆成几个");
}

/** Texts without loops and calls end by themselves and need no counting. */
function running(source: string, run: Run, place: Place): (scope: Scope, slots: Value[]) => Value {
  const plain = (scope: Scope, slots: Value[]): Value => {
    try {
      return run({ scope, slots }) ?? null;
    } catch (error) {
      throw error instanceof RangeError ? tooDeep(source) : error;
    }
  };
  return place.shape.loops ? (scope, slots) => bounded(() => plain(scope, slots)) : plain;
}

/**
 * Compiles a FEEL expression (DMN 1.5 clause 10.3) to a function, once. What goes wrong inside gives null, as the standard says.
 * @param names every name with spaces or signs in it that the text may use, also as a member; others need not be given
 * @param types what `instance of` and parameters may name besides the built-in types
 * @throws Refusal FEEL_SYNTAX with the place; while running FEEL_TOO_LONG_RUNNING, FEEL_TOO_LARGE
 */
export function compileExpression(source: string, names: Iterable<string> = [], types: NamedTypes = {}): Compiled {
  const place = outermost(compileTree);
  const run = running(
    source,
    legible(source, () => compileTree(readTree(source, namesWith(names), types), place)),
    place,
  );
  const slots = slotsOf(place);
  return (scope) => run(scope, slots());
}

/**
 * Compiles the unary tests of a cell (DMN 1.5 grammar rule 17): `-`, `"a", "b"`, `> 5`, `[1..3)`, `not(…)`, or expressions over `?`.
 * @throws Refusal as `compileExpression`
 */
export function compileUnaryTests(source: string, names: Iterable<string> = [], types: NamedTypes = {}): CompiledTests {
  const { place, slot } = bind(outermost(compileTree), "?");
  const { test, negated } = legible(source, () => {
    const read = readTests(source, namesWith(names), types);
    return { negated: read.negated, test: read.tests.length === 0 ? undefined : compileTests(read.tests, place, slot) };
  });
  if (!test) return () => true;
  const run = running(source, test, place);
  const empty = slotsOf(place);
  return (value, scope) => {
    const slots = empty();
    slots[slot] = value ?? null;
    const found = run(scope, slots);
    return typeof found === "boolean" ? found !== negated : null;
  };
}
