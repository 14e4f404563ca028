import type { Scope, Value } from "#language/feel-value";
import type { Tree } from "#language/feel-text";

/** What an expression sees while it runs: the names given from outside, and a slot for every name that the text itself binds. */
export type Frame = { readonly scope: Scope; readonly slots: Value[] };

/** A compiled part of an expression. */
export type Run = (frame: Frame) => Value;

/** A name that the text binds, or the element that a filter looks at, whose entries are names too. */
type Layer = Readonly<{ kind: "bound"; name: string; slot: number }> | Readonly<{ kind: "element"; slot: number }>;

/** What is known where a part of the text stands: the names bound around it, innermost last. */
export type Place = Readonly<{
  layers: readonly Layer[];
  /** Shared by all places of one text. */
  shape: { slots: number; loops: boolean; readonly compile: (tree: Tree, place: Place) => Run };
}>;

/** The outermost place of a text. @param compiler how every part of the text is compiled */
export function outermost(compiler: (tree: Tree, place: Place) => Run): Place {
  return { layers: [], shape: { slots: 0, loops: false, compile: compiler } };
}

/** A part of the text as a function that runs it. */
export function compile(tree: Tree, place: Place): Run {
  return place.shape.compile(tree, place);
}

/** A place where a name is bound, and the slot of its value. */
export function bind(place: Place, name: string): { place: Place; slot: number } {
  const slot = place.shape.slots;
  place.shape.slots += 1;
  return { place: { ...place, layers: [...place.layers, { kind: "bound", name, slot }] }, slot };
}

/** A place inside a filter, where `item` and the entries of the element are names; an entry called item is that entry. */
export function bindElement(place: Place): { place: Place; slot: number } {
  const { place: inner, slot } = bind(place, "item");
  return { place: { ...inner, layers: [...inner.layers, { kind: "element", slot }] }, slot };
}

/** Where a name comes from: the slots of elements that are asked first, and the slot that binds it, if one does. */
export function sourceOf(place: Place, name: string): { elements: readonly number[]; slot: number | undefined } {
  const elements: number[] = [];
  for (const layer of place.layers.toReversed()) {
    if (layer.kind === "element") elements.push(layer.slot);
    else if (layer.name === name) return { elements, slot: layer.slot };
  }
  return { elements, slot: undefined };
}
