import { contextOf, isInstance, rangeBetween, rangeOf, type Value } from "#language/feel-value";
import type { Tree } from "#language/feel-text";
import { opposite } from "./calculate.ts";
import { compileCall, compileFunction } from "./compile-call.ts";
import { compileFilter } from "./compile-filter.ts";
import { compileFor, compileQuantified } from "./compile-for.ts";
import { compileAnd, compileCalculation, compileComparison, compileOr } from "./compile-operator.ts";
import { compilePath } from "./compile-path.ts";
import { compileTests } from "./compile-test.ts";
import { isBetween } from "./compare.ts";
import { bind, compile, type Place, type Run } from "./frame.ts";
import { compileName } from "./read-name.ts";

type Kind = Tree["kind"];
type Of<K extends Kind> = Extract<Tree, { kind: K }>;
type Compilers = { readonly [K in Kind]: (tree: Of<K>, place: Place) => Run };

const COMPILERS: Compilers = {
  literal:
    ({ value }) =>
    () =>
      value,
  name: ({ name }, place) => compileName(name, place),
  list: ({ items }, place) => {
    const runs = items.map((item) => compile(item, place));
    return (frame) => runs.map((run) => run(frame));
  },
  context: compileContext,
  range: ({ low, high, lowIn, highIn }, place) => {
    const from = compile(low, place);
    const to = compile(high, place);
    return (frame) => rangeBetween(from(frame), lowIn, to(frame), highIn);
  },
  "half range": ({ sign, end }, place) => {
    const run = compile(end, place);
    return (frame) => rangeOf(sign, run(frame));
  },
  function: compileFunction,
  for: compileFor,
  some: compileQuantified,
  every: compileQuantified,
  if: ({ condition, yes, no }, place) => {
    const [decide, first, second] = [compile(condition, place), compile(yes, place), compile(no, place)];
    return (frame) => (decide(frame) === true ? first(frame) : second(frame));
  },
  and: compileAnd,
  or: compileOr,
  compare: compileComparison,
  calculate: compileCalculation,
  negate: ({ of }, place) => {
    const run = compile(of, place);
    return (frame) => opposite(run(frame));
  },
  between: ({ value, low, high }, place) => {
    const [run, from, to] = [compile(value, place), compile(low, place), compile(high, place)];
    return (frame) => isBetween(run(frame), from(frame), to(frame));
  },
  in: ({ value, tests }, place) => {
    const run = compile(value, place);
    const { place: inner, slot } = bind(place, "?");
    const test = compileTests(tests, inner, slot);
    return (frame) => {
      frame.slots[slot] = run(frame);
      return test(frame);
    };
  },
  instance: ({ value, type }, place) => {
    const run = compile(value, place);
    return (frame) => isInstance(run(frame), type);
  },
  path: compilePath,
  filter: compileFilter,
  call: compileCall,
};

/** A tree as a function that runs it. Everything is decided here that does not depend on the values. */
export function compileTree(tree: Tree, place: Place): Run {
  const compiler: (tree: never, place: Place) => Run = COMPILERS[tree.kind];
  return compiler(tree as never, place);
}

/** Entries see those before them (DMN 1.5 clause 10.3.2.6). */
function compileContext({ names, values }: Of<"context">, place: Place): Run {
  let inner = place;
  const entries = names.map((name, at) => {
    const run = compile(values[at]!, inner);
    const bound = bind(inner, name);
    inner = bound.place;
    return { run, slot: bound.slot };
  });
  return (frame) => {
    const found: Value[] = [];
    for (const { run, slot } of entries) {
      const value = run(frame);
      frame.slots[slot] = value;
      found.push(value);
    }
    return contextOf(names, found);
  };
}
