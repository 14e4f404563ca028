import type { Iterator, Test, Tree } from "./tree.ts";

function ofIterators(iterators: readonly Iterator[]): Tree[] {
  return iterators.flatMap(({ from, to }) => (to ? [from, to] : [from]));
}

function ofTests(tests: readonly Test[]): Tree[] {
  return tests.map((test) => (test.sign === undefined ? test.expression : test.end));
}

/** The parts of a tree that are trees themselves, in the order in which they are written. */
export function partsOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case "literal":
    case "name":
      return [];
    case "list":
      return tree.items;
    case "context":
      return tree.values;
    case "range":
      return [tree.low, tree.high];
    case "half range":
      return [tree.end];
    case "function":
      return [tree.body];
    case "for":
    case "some":
    case "every":
      return [...ofIterators(tree.iterators), tree.body];
    case "if":
      return [tree.condition, tree.yes, tree.no];
    case "and":
    case "or":
    case "compare":
    case "calculate":
      return [tree.left, tree.right];
    case "between":
      return [tree.value, tree.low, tree.high];
    case "in":
      return [tree.value, ...ofTests(tree.tests)];
    case "instance":
      return [tree.value];
    case "negate":
    case "path":
      return [tree.of];
    case "filter":
      return [tree.of, tree.condition];
    case "call":
      return [tree.of, ...tree.args];
  }
}

/** Whether the name stands anywhere in the tree. */
export function mentions(tree: Tree, name: string): boolean {
  return (tree.kind === "name" && tree.name === name) || partsOf(tree).some((part) => mentions(part, name));
}
