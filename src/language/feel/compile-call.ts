import { externalFunction } from "#language/external";
import { BUILT_IN, MOMENTARY } from "#language/feel-function";
import { coerce, MOMENT, type FeelType, FunctionValue, nested, spend, type Parameter, type Value } from "#language/feel-value";
import type { Tree } from "#language/feel-text";
import { compile, bind, sourceOf, type Frame, type Place, type Run } from "./frame.ts";
import { ownReader } from "./read-name.ts";

type Of<K extends Tree["kind"]> = Extract<Tree, { kind: K }>;

/** Functions whose value depends on their arguments alone and that stand before texts: worked out once. */
const CONSTANT = new Set(["date", "time", "date and time", "duration", "number", "range"]);

/** function(arguments): built in, given from outside, or the value of an expression; null for what is no function. */
export function compileCall({ of, args, names }: Of<"call">, place: Place): Run {
  const runs = args.map((arg) => compile(arg, place));
  const builtIn = of.kind === "name" && sourceOf(place, of.name).slot === undefined ? BUILT_IN.get(of.name) : undefined;
  if (of.kind === "name" && builtIn && sourceOf(place, of.name).elements.length === 0) {
    const own = ownReader(of.name);
    const momentary = args.length === 0 ? MOMENTARY.get(of.name) : undefined;
    const apply = momentary
      ? (frame: Frame) => momentary(frame.scope[MOMENT])
      : (constant(of.name, builtIn, args, names) ?? applied(builtIn, runs, names, place));
    const outer = applied(undefined, runs, names, place);
    return (frame) => {
      const given = own(frame.scope);
      return given instanceof FunctionValue ? outer(frame, given) : apply(frame);
    };
  }
  const callee = compile(of, place);
  const apply = applied(undefined, runs, names, place);
  return (frame) => {
    const found = callee(frame);
    return found instanceof FunctionValue ? apply(frame, found) : builtIn ? call(builtIn, valuesOf(runs, frame), names) : null;
  };
}

function constant(name: string, builtIn: FunctionValue, args: readonly Tree[], names: readonly string[] | undefined): (() => Value) | undefined {
  if (names || !CONSTANT.has(name) || args.length === 0) return undefined;
  const values = args.map((arg) => (arg.kind === "literal" ? arg.value : undefined));
  if (values.includes(undefined)) return undefined;
  const value = builtIn.call(values as Value[]);
  return () => value;
}

function applied(
  fixed: FunctionValue | undefined,
  runs: readonly Run[],
  names: readonly string[] | undefined,
  place: Place,
): (frame: Frame, given?: FunctionValue) => Value {
  place.shape.loops = true;
  return (frame, given) => {
    const values = valuesOf(runs, frame);
    if (fixed && !given) {
      spend(1);
      return call(fixed, values, names);
    }
    return given ? nested(() => call(given, values, names)) : null;
  };
}

function valuesOf(runs: readonly Run[], frame: Frame): Value[] {
  const values: Value[] = [];
  for (const run of runs) values.push(run(frame) ?? null);
  return values;
}

function call(found: FunctionValue, values: readonly Value[], names: readonly string[] | undefined): Value {
  return names ? found.callNamed(names, values) : found.call(values);
}

/**
 * A function for FEEL: called with as many arguments as it has parameters, in their order or by their names, each of its type.
 * Anything else gives null, and so does a result of another type.
 */
export function functionValue(parameters: readonly Parameter[], run: (args: readonly Value[]) => Value, name?: string, result?: FeelType): FunctionValue {
  const checked = (args: readonly Value[]): Value => {
    if (args.length !== parameters.length) return null;
    const fitted: Value[] = [];
    for (const [at, { type }] of parameters.entries()) {
      const value = type ? coerce(args[at] ?? null, type) : (args[at] ?? null);
      if (value === undefined) return null;
      fitted.push(value);
    }
    const given = run(fitted) ?? null;
    return result ? (coerce(given, result) ?? null) : given;
  };
  const named = (names: readonly string[], args: readonly Value[]): Value => {
    if (names.length !== parameters.length) return null;
    const places = parameters.map((parameter) => names.indexOf(parameter.name));
    return places.includes(-1) ? null : checked(places.map((at) => args[at]!));
  };
  return new FunctionValue(parameters, checked, named, name, result);
}

/** A function written in FEEL remembers what was in sight where it was written. One written elsewhere is what `external` makes of it. */
export function compileFunction({ parameters, body, external }: Of<"function">, place: Place): Run {
  place.shape.loops = true;
  if (external) {
    const mapping = compile(body, place);
    return (frame) => externalFunction(parameters, mapping(frame));
  }
  let inner = place;
  const slots = parameters.map(({ name }) => {
    const bound = bind(inner, name);
    inner = bound.place;
    return bound.slot;
  });
  const run = compile(body, inner);
  return ({ scope, slots: seen }) => {
    const kept = seen.slice();
    return functionValue(parameters, (args) => {
      const frame = { scope, slots: kept.slice() };
      for (const [at, slot] of slots.entries()) frame.slots[slot] = args[at]!;
      return run(frame);
    });
  };
}
