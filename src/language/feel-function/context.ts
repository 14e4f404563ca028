import { contextOf, entryOf, isList, kindOf, occupy, put, type Context, type Value } from "#language/feel-value";
import { define, type Signature } from "./define.ts";

function entries(context: Context): Value {
  const names = Object.keys(context);
  occupy(names.length);
  return names.map((name) => ({ key: name, value: context[name]! }));
}

/** A context from entries {key, value}; two of one key, or a key that is no text, make none. */
function fromEntries(list: readonly Value[]): Context | undefined {
  const names: string[] = [];
  const values: Value[] = [];
  for (const item of list) {
    if (kindOf(item) !== "context") return undefined;
    const key = entryOf(item as Context, "key");
    const value = entryOf(item as Context, "value");
    if (typeof key !== "string" || value === undefined || names.includes(key)) return undefined;
    names.push(key);
    values.push(value);
  }
  occupy(names.length);
  return contextOf(names, values);
}

function copied(context: Context): Record<string, Value> {
  const names = Object.keys(context);
  occupy(names.length);
  return contextOf(
    names,
    names.map((name) => context[name]!),
  ) as Record<string, Value>;
}

function withEntry(context: Context, key: string, value: Value): Context {
  const made = copied(context);
  put(made, key, value);
  return made;
}

function withPath(context: Value, keys: readonly Value[], value: Value): Context | undefined {
  const [key, ...rest] = keys;
  if (typeof key !== "string" || kindOf(context) !== "context") return undefined;
  if (rest.length === 0) return withEntry(context as Context, key, value);
  const inner = withPath(entryOf(context as Context, key) ?? null, rest, value);
  return inner && withEntry(context as Context, key, inner);
}

function merged(contexts: readonly Value[]): Context | undefined {
  const made: Record<string, Value> = {};
  for (const context of contexts) {
    if (kindOf(context) !== "context") return undefined;
    const names = Object.keys(context as Context);
    occupy(names.length);
    for (const name of names) put(made, name, (context as Context)[name]!);
  }
  return made;
}

/** Context functions (DMN 1.5 Table 82). */
export const CONTEXT: readonly Signature[] = [
  define("get value(m: context, key: string)", (context: Context, key: string) => entryOf(context, key)),
  define("get entries(m: context)", entries),
  define("context(entries: list)", fromEntries),
  define("context put(context: context, key: string, value: Any)", withEntry),
  define("context put(context: context, keys: list, value: Any)", (context: Context, keys: Value, value: Value) =>
    isList(keys) ? withPath(context, keys, value) : undefined,
  ),
  define("context merge(contexts: list)", merged),
];
