import type { Tree } from "#language/feel-text";
import type { TypeFault } from "./fault.ts";
import { ownEntry, type RecordType, type Type } from "./type.ts";

/** What a part of a text sees: names bound around it, the entries of elements of filters, then the scope. Innermost last. */
export type Sight = Readonly<{
  layers: readonly RecordType[];
  /** Shared by all parts of one text. */
  found: TypeFault[];
  typed: (tree: Tree, sight: Sight) => Type;
}>;

/** The type of a part of the text. */
export function typed(tree: Tree, sight: Sight): Type {
  return sight.typed(tree, sight);
}

/** The sight with more names. */
export function seeing(sight: Sight, layer: RecordType): Sight {
  return { ...sight, layers: [...sight.layers, layer] };
}

/** The type of a name; undefined where nobody knows it; "open" where somebody might. */
export function lookUp(name: string, { layers }: Sight): Type | "open" | undefined {
  for (const layer of layers.toReversed()) {
    const type = ownEntry(layer, name);
    if (type) return type;
    if (layer.open) return "open";
  }
  return undefined;
}

/** All names in sight. */
export function namesIn({ layers }: Sight): string[] {
  return [...new Set(layers.flatMap(({ entries }) => Object.keys(entries)))].filter((name) => name !== "?");
}

/** A path as it is written, and names; undefined for what is calculated. */
export function pathText(tree: Tree): string | undefined {
  if (tree.kind === "name") return tree.name;
  if (tree.kind === "filter") return pathText(tree.of);
  const before = tree.kind === "path" ? pathText(tree.of) : undefined;
  return tree.kind === "path" && before !== undefined ? `${before}.${tree.name}` : undefined;
}
