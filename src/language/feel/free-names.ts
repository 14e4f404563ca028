import { Refusal } from "#values/errors";
import { readTree, type Tree, partsOf } from "#language/feel-text";
import { textOf } from "./expression.ts";
import { namesWith } from "./scope-names.ts";

/**
 * The free names of a FEEL text, in their order: first members of paths, without functions called and names that the text itself binds.
 * Nothing is claimed of a text with a filter, where the members of the element are names too and only the data can tell, nor of one that
 * cannot be read.
 */
export function freeNames(source: string): string[] {
  try {
    const found = new Set<string>();
    return collect(readTree(textOf(source), namesWith([]), {}), new Set(["?"]), found) ? [...found] : [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** False where a filter makes it impossible to tell. */
function collect(tree: Tree, bound: ReadonlySet<string>, found: Set<string>): boolean {
  if (tree.kind === "filter") return tree.condition.kind === "literal" && collect(tree.of, bound, found);
  if (tree.kind === "name") {
    if (!bound.has(tree.name)) found.add(tree.name);
    return true;
  }
  if (tree.kind === "call" && tree.of.kind === "name") return all(tree.args, bound, found);
  if (tree.kind === "function") return collect(tree.body, new Set([...bound, ...tree.parameters.map(({ name }) => name)]), found);
  if (tree.kind === "context") {
    const inner = new Set(bound);
    return tree.values.every((value, at) => {
      const told = collect(value, inner, found);
      inner.add(tree.names[at]!);
      return told;
    });
  }
  if (tree.kind === "for" || tree.kind === "some" || tree.kind === "every") {
    const inner = new Set(bound);
    const told = tree.iterators.every(({ name, from, to }) => {
      const known = collect(from, inner, found) && (!to || collect(to, inner, found));
      inner.add(name);
      return known;
    });
    return told && collect(tree.body, new Set([...inner, "partial"]), found);
  }
  return all(partsOf(tree), bound, found);
}

function all(trees: readonly Tree[], bound: ReadonlySet<string>, found: Set<string>): boolean {
  return trees.every((tree) => collect(tree, bound, found));
}
