import { toPlain, type Scope, type Value } from "#language/feel-value";
import { functionValue } from "./compile-call.ts";

/** Functions of whoever embeds FEEL, as names of a scope: each takes as many plain values as it is written with, and gives one. */
export function hostFunctions(functions: Readonly<Record<string, (...values: unknown[]) => unknown>>): Scope {
  const named = (run: (...values: unknown[]) => unknown) =>
    run.length < 2 ? [{ name: "value" }] : Array.from({ length: run.length }, (_none, at) => ({ name: `value${at + 1}` }));
  return Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [
      name,
      functionValue(named(run), (values) => run(...values.map((value) => toPlain(value as Value))) as Value, name),
    ]),
  );
}
