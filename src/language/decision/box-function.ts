import type { Expression, FunctionBox, Table } from "#language/dmn";
import { externalFunction } from "#language/external";
import { FunctionValue, nested, put, type FeelType, type Value } from "#language/feel-value";
import { bound } from "./binding.ts";
import type { Compile } from "./box.ts";
import { seeing, titleOf, typeOf, type Place } from "./place.ts";
import type { Evaluate } from "./run.ts";

/** A parameter of a function that the model defines. */
export type Parameter = { name: string; type: FeelType | undefined };

/** A boxed function definition (clause 10.2.1.7): a closure over the names in sight, or an external function. */
export function functionBox(box: FunctionBox, place: Place, name: string, compile: Compile): Evaluate {
  const parameters = parametersOf(box, place);
  if (!box.body) return () => null;
  if (box.kind !== "FEEL") {
    const mapping = compile(box.body, place, name);
    const form = box.kind === "Java" ? "java" : "pmml";
    return (scope, run) => externalFunction(parameters, { [form]: mapping(scope, run) });
  }
  const names = parameters.map((parameter) => parameter.name);
  const body = compile(box.body, seeing(place, names), name);
  const result = box.body.box === "table" ? undefined : typeOf(box.body.typeRef, box.body.element, place);
  return (scope, run) =>
    modelFunction(name, parameters, result, (args) => {
      const inside: Record<string, Value> = { ...scope };
      for (let at = 0; at < names.length; at += 1) put(inside, names[at]!, args[at]!);
      return body(inside, run);
    });
}

/** The parameters as declared; of a bare decision table, its input expressions (clause 10.2.1.7). */
function parametersOf(box: FunctionBox, place: Place): Parameter[] {
  const declared = box.parameters.map(({ name, typeRef }) => ({ name, type: typeOf(typeRef, box.element, place) }));
  if (declared.length > 0 || box.body?.box !== "table") return declared;
  return impliedBy(box.body).map((name) => ({ name, type: undefined }));
}

function impliedBy(table: Table): string[] {
  return [...new Set(table.inputs.map(({ text }) => text.text.split(".", 1)[0]!.trim()))].filter((name) => /^[\p{L}_][\p{L}\p{N}_ '-]*$/u.test(name));
}

/**
 * A function of a model, callable from FEEL by position or by name (clause 10.3.2.13.5). Arguments that do not conform make the call null,
 * so does their number; by name, what is left out is null and what is unknown makes the call null.
 */
export function modelFunction(name: string, parameters: readonly Parameter[], result: FeelType | undefined, body: (args: Value[]) => Value): FunctionValue {
  const apply = (args: readonly Value[]): Value => {
    const taken: Value[] = [];
    for (let at = 0; at < parameters.length; at += 1) {
      const value = bound(args[at] ?? null, parameters[at]!.type);
      if (value === undefined) return null;
      taken.push(value);
    }
    return (
      bound(
        nested(() => body(taken)),
        result,
      ) ?? null
    );
  };
  const declared = parameters.map((parameter) => (parameter.type ? { name: parameter.name, type: parameter.type } : { name: parameter.name }));
  return new FunctionValue(
    declared,
    (args) => (args.length === parameters.length ? apply(args) : null),
    (names, args) =>
      names.every((each) => parameters.some((parameter) => parameter.name === each))
        ? apply(parameters.map((parameter) => args[names.indexOf(parameter.name)] ?? null))
        : null,
    name,
    result,
  );
}

/** A boxed invocation (clause 10.2.1.3): any function, its arguments by name. */
export function invocationBox(box: Extract<Expression, { box: "invocation" }>, place: Place, name: string, compile: Compile): Evaluate {
  const called = compile(box.called, place, name);
  const names = box.bindings.map(({ parameter }) => parameter.name);
  const types = box.bindings.map(({ parameter }) => typeOf(parameter.typeRef, box.element, place));
  const values = box.bindings.map(({ value, parameter }) => compile(value, place, parameter.name));
  return (scope, run) => {
    const found = called(scope, run);
    if (!(found instanceof FunctionValue)) return null;
    const args = values.map((value, at) => bound(value(scope, run), types[at]) ?? null);
    const value = names.length === 0 ? found.call([]) : found.callNamed(names, args);
    run.frame.steps?.push({ name: titleOf(box.called, name), value });
    return value;
  };
}
