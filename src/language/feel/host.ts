import { toPlain, type Scope, type Value } from "#language/feel-value";
import { functionValue } from "./compile-call.ts";

/** Functions of whoever embeds FEEL, as names of a scope: each takes one plain value and gives one. */
export function hostFunctions(functions: Readonly<Record<string, (value: unknown) => string>>): Scope {
  return Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [name, functionValue([{ name: "value" }], ([value]) => run(toPlain(value as Value)), name)]),
  );
}
