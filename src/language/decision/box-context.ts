import type { Expression } from "#language/dmn";
import { put, type Value } from "#language/feel-value";
import { bound } from "./binding.ts";
import type { Compile } from "./box.ts";
import { seeing, typeOf, type Place } from "./place.ts";
import type { Evaluate } from "./run.ts";

/**
 * A boxed context (clause 10.2.1.4): entries see those before them, functions in it see all and themselves. A last entry without a name is
 * the result; then the entries are nobody else's.
 */
export function contextBox(box: Extract<Expression, { box: "context" }>, place: Place, name: string, compile: Compile): Evaluate {
  const inside = seeing(
    place,
    box.entries.flatMap(({ variable }) => variable?.name ?? []),
  );
  const entries = box.entries.map(({ variable, value }) => ({
    name: variable?.name,
    type: typeOf(variable?.typeRef, box.element, place),
    value: compile(value, inside, variable?.name ?? name),
  }));
  return (scope, run) => {
    const made: Record<string, Value> = {};
    const seen: Record<string, Value> = { ...scope };
    for (const entry of entries) {
      const value = bound(entry.value(seen, run), entry.type) ?? null;
      if (entry.name === undefined) return value;
      put(made, entry.name, value);
      put(seen, entry.name, value);
      run.frame.steps?.push({ name: entry.name, value });
    }
    return made;
  };
}
