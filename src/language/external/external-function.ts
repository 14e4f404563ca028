import { entryOf, FunctionValue, kindOf, type Context, type FeelType, type Value } from "#language/feel-value";
import { fromJava, toJava, type JavaValue } from "./java-values.ts";
import { methodOf, type Method } from "./methods.ts";

type Parameter = { readonly name: string; readonly type?: FeelType | undefined };

/**
 * The function that a mapping names (DMN 1.5 clause 10.3.2.13.3); null where there is none that we carry out. Arguments by position or by
 * name; one that cannot become what the method takes makes the result null.
 */
export function externalFunction(parameters: readonly Parameter[], mapping: Value): Value {
  const java = below(mapping, "java");
  const [className, signature] = [below(java, "class"), below(java, "method signature")];
  const method = typeof className === "string" && typeof signature === "string" ? methodOf(className, signature) : undefined;
  if (!method) return null;
  const declared = parameters.map(({ name, type }) => (type ? { name, type } : { name }));
  return new FunctionValue(
    declared,
    (args) => (args.length === parameters.length ? called(method, args) : null),
    (names, args) =>
      called(
        method,
        parameters.map(({ name }) => args[names.indexOf(name)] ?? null),
      ),
  );
}

function below(value: Value, name: string): Value {
  return kindOf(value) === "context" ? (entryOf(value as Context, name) ?? null) : null;
}

function called({ types, result, apply }: Method, args: readonly Value[]): Value {
  const taken: JavaValue[] = [];
  const several = types.at(-1)?.startsWith("[L") || types.at(-1)?.endsWith("...");
  if (several ? args.length < types.length - 1 : args.length !== types.length) return null;
  for (const [at, arg] of args.entries()) {
    const value = toJava(arg, several && at >= types.length - 1 ? "java.lang.Object" : types[at]!);
    if (value === undefined) return null;
    taken.push(value);
  }
  const given = apply(...taken);
  return given === undefined ? null : fromJava(given, result);
}
