import type { Context, Value } from "./value.ts";

/** A context of names and values in this order. A name such as "__proto__" is an entry like any other. */
export function contextOf(names: readonly string[], values: readonly Value[]): Context {
  const made: Record<string, Value> = {};
  for (let at = 0; at < names.length; at += 1) put(made, names[at]!, values[at]!);
  return made;
}

/** Sets an entry of a context that is being made. */
export function put(made: Record<string, Value>, name: string, value: Value): void {
  if (name === "__proto__") Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
  else made[name] = value;
}

/** The entry of a name; undefined where the context has none. */
export function entryOf(context: Context, name: string): Value | undefined {
  return Object.hasOwn(context, name) ? (context[name] ?? null) : undefined;
}
