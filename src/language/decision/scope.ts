import type { Element, Library, Model, Placed, Reference } from "#language/dmn";
import { put, type Value } from "#language/feel-value";
import type { Run } from "./run.ts";

/** Puts the values of requirements into a scope. */
export type Bind = (scope: Record<string, Value>, run: Run) => void;

/** How the value of an element is found in a run. */
export type ValueOf = (element: Element, model: Model, run: Run) => Value;

/**
 * What an element of a model sees (clause 10.3.2.11.2): its requirements and nothing else, those of other models below the name of their
 * import (`import.name`). A decision is seen by its id too, where that is another name.
 */
export function bindOf(references: readonly Reference[], model: Model, library: Library, valueOf: ValueOf): Bind {
  const found = references.flatMap((reference) => library.find(reference) ?? []);
  const near = found.filter((placed) => prefixOf(placed, model) === "");
  const far = Map.groupBy(
    found.filter((placed) => prefixOf(placed, model) !== ""),
    (placed) => prefixOf(placed, model),
  );
  return (scope, run) => {
    for (const { element, model: place } of near) {
      const value = valueOf(element, place, run);
      put(scope, element.variable.name, value);
      if (element.kind === "decision" && element.id !== element.variable.name) put(scope, element.id, value);
    }
    for (const [prefix, others] of far) {
      const below: Record<string, Value> = {};
      for (const { element, model: place } of others) put(below, element.variable.name, valueOf(element, place, run));
      put(scope, prefix, below);
    }
  };
}

/** The names that such a scope adds. */
export function namesSeen(references: readonly Reference[], model: Model, library: Library): string[] {
  return references.flatMap((reference) => {
    const placed = library.find(reference);
    return placed ? [placed.element.variable.name, prefixOf(placed, model)].filter((name) => name !== "") : [];
  });
}

/** Under which import a model sees an element; empty where it is its own, or imported without a name. */
function prefixOf({ model: place }: Placed, model: Model): string {
  return place === model ? "" : (model.imports.find(({ namespace }) => namespace === place.namespace)?.name ?? "");
}

const SIMPLE = /^[\p{ID_Start}_][\p{ID_Continue}_]*$/u;

/** Names that are not one word, of anything that has members anywhere in the library: FEEL cannot tell them from sums and products otherwise. */
export function memberNames(library: Library): Set<string> {
  const found = new Set<string>();
  const add = (name: string | undefined): void => void (name !== undefined && name !== "" && !SIMPLE.test(name) && found.add(name));
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== "object" || node === null) return;
    const named = node as { name?: unknown; variable?: { name?: unknown } | string; components?: unknown; columns?: unknown; outputs?: unknown };
    for (const part of [named.components, named.columns, named.outputs])
      if (Array.isArray(part)) for (const each of part) add((each as { name?: string }).name);
    if (typeof named.variable === "object" && typeof named.variable.name === "string" && !("kind" in node)) add(named.variable.name);
    Object.values(node).forEach(walk);
  };
  for (const model of library.models.values()) {
    model.imports.forEach(({ name }) => add(name));
    walk(model.items);
    for (const element of model.elements) walk("logic" in element ? element.logic : undefined);
  }
  return found;
}
