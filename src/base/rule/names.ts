import { parseExpression } from "@bpmn-io/feelin";

type Tree = ReturnType<typeof parseExpression>;

/**
 * Every name that stands in a FEEL text as a variable, a member of a path, or the implicit "?". More than the free variables:
 * offering a name that is not free changes nothing, missing one would.
 */
export function names(text: string, tree: Tree): string[] {
  const found = new Set<string>();
  tree.iterate({
    enter(node) {
      if (node.name === "VariableName") found.add(text.slice(node.from, node.to).replace(/\s+/g, " ").replaceAll("`", ""));
      if (node.name === "?") found.add("?");
    },
  });
  return [...found];
}

/** The free names of a FEEL text: first members of paths, without functions called and names that the text itself binds. */
export function freeNames(text: string): string[] {
  const tree = parseExpression(text, {}, undefined);
  const free = new Set<string>();
  const bound = new Set(["item", "partial", "?"]);
  let filters = 0;
  tree.iterate({
    enter(node) {
      if (node.name === "FilterExpression") filters += 1;
      if (node.name === "Name" || node.name === "ParameterName") bound.add(text.slice(node.from, node.to));
      if (node.name !== "VariableName") return;
      const parent = node.node.parent;
      const first = parent?.firstChild;
      const isFirst = first?.from === node.from;
      if (parent?.name === "PathExpression" && !isFirst) return;
      if (parent?.name === "FunctionInvocation" && isFirst) return;
      free.add(text.slice(node.from, node.to));
    },
  });
  // Inside a[…] the members of the element are names too, and only the data can tell; then nothing is claimed.
  return filters > 0 ? [] : [...free].filter((name) => !bound.has(name));
}
