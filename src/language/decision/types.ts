import { builtIn, defined, type Item, type Library, type Model } from "#language/dmn";
import { ANY, simpleType, type FeelType, type Value } from "#language/feel-value";

/** Compiles allowed values or a type constraint of a model into a question about one value. */
export type Limit = (text: NonNullable<Item["allowed"]>, model: Model) => (value: Value) => boolean;

/** The type of a name in a model; undefined where none is declared or everything is allowed. */
export type Types = (name: string | undefined, model: Model) => FeelType | undefined;

/** The types of a library as FEEL's own. Each is made once, when first used: a structure may hold itself. */
export function typesOf(library: Library, limit: Limit): Types {
  const made = new Map<Item, FeelType>();

  const named: Types = (name, model) => {
    if (name === undefined) return undefined;
    const found = defined(name, model, library);
    if (found) return ofItem(found.item, found.model);
    const [, outer = "", inner = ""] = /^(list|range)\s*<(.+)>$/.exec(name) ?? [];
    if (outer === "list" || outer === "range") return { kind: outer, of: named(inner.trim(), model) ?? ANY };
    const simple = simpleType(builtIn(name) ?? name.replace(/\s*<.*$/, ""));
    return simple === ANY ? undefined : simple;
  };

  const ofItem = (item: Item, model: Model): FeelType => {
    const known = made.get(item);
    if (known) return known;
    // A structure stands for itself before its components are known, since they may lead back to it; anything else that leads back to itself is any.
    const entries: Record<string, FeelType> = {};
    const structured = item.components.length > 0;
    made.set(item, structured ? around({ kind: "context", entries }, item, model) : ANY);
    for (const component of item.components) entries[component.name] = ofItem(component, model);
    if (!structured) made.set(item, around(bare(item, model), item, model));
    return made.get(item) ?? ANY;
  };

  const bare = (item: Item, model: Model): FeelType => {
    // A definition may narrow the built-in type whose name it has.
    if (item.typeRef === item.name) return simpleType(builtIn(item.name) ?? "") ?? ANY;
    if (!item.function) return named(item.typeRef, model) ?? ANY;
    const parameters = item.function.parameters.map(({ typeRef }) => named(typeRef, model) ?? ANY);
    return { kind: "function", parameters, result: named(item.function.output, model) ?? ANY };
  };

  /** Allowed values limit each element of a collection, a type constraint the whole (clause 7.3.2). */
  const around = (type: FeelType, item: Item, model: Model): FeelType => {
    const one = item.allowed ? limited(type, limit(item.allowed, model)) : type;
    const all: FeelType = item.collection ? { kind: "list", of: one } : one;
    return item.constraint ? limited(all, limit(item.constraint, model)) : all;
  };

  return named;
}

function limited(of: FeelType, allows: (value: Value) => boolean): FeelType {
  return { kind: "constrained", of, allows };
}

/** Every type that the FEEL of a model may name: its own, and those of its imports as `import.name`. */
export function namedIn(model: Model, library: Library, types: Types): Record<string, FeelType> {
  const imported = model.imports.flatMap(({ name, namespace }) =>
    (library.models.get(namespace)?.items ?? []).map((item) => (name === "" ? item.name : `${name}.${item.name}`)),
  );
  return Object.fromEntries([...imported, ...model.items.map((item) => item.name)].map((name) => [name, types(name, model) ?? ANY]));
}
