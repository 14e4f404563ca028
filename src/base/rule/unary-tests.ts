import { parseUnaryTests, unaryTest } from "@bpmn-io/feelin";
import { compileFeel, syntax, textOf } from "./feel.ts";
import type { Shape } from "./feel.ts";

/** Whether a value passes a cell of a decision table, in the light of the other names. */
export type CellTest = (value: unknown, context: Readonly<Record<string, unknown>>) => boolean;

const always: CellTest = () => true;

/**
 * Compiles FEEL unary tests (DMN 1.5 clause 7.3.15): `-`, `"a", "b"`, `> 5`, `[1..3)`, `not(…)`, or any expression over `?`.
 * @throws Refusal FEEL_SYNTAX
 */
export function unaryTests(source: string, shape: Shape = {}): CellTest {
  const text = textOf(source);
  if (text === "" || text === "-") return always;
  const tree = parseUnaryTests(text, shape, undefined);
  const cells: { name: string; from: number; to: number }[] = [];
  let wrong: number | undefined;
  let negated = false;
  tree.iterate({
    enter(node) {
      if (node.type.isError && wrong === undefined) wrong = node.from;
      if (node.name === "not" && node.node.parent?.name === "UnaryTests") negated = true;
      if (node.name !== "PositiveUnaryTest") return;
      cells.push({ name: node.node.firstChild?.name ?? "", from: node.from, to: node.to });
      return false;
    },
  });
  // The children of a test were not walked above, so errors inside it show when the test itself is compiled.
  if (wrong !== undefined) throw syntax(text, wrong);
  const tests = cells.map((cell) => single(text.slice(cell.from, cell.to), cell.name, shape));
  return negated ? (value, context) => !tests.some((test) => test(value, context)) : (value, context) => tests.some((test) => test(value, context));
}

const LITERALS = new Set(["StringLiteral", "NumericLiteral", "SimplePositiveUnaryTest", "DateTimeLiteral"]);
const EXACT = new Map<string, unknown>([
  ["null", null],
  ["true", true],
  ["false", false],
]);

function single(text: string, kind: string, shape: Shape): CellTest {
  if (EXACT.has(text)) return (value) => (value ?? null) === EXACT.get(text);
  if (LITERALS.has(kind)) {
    const inside = compileFeel(`? in (${text})`, shape);
    return (value, context) => inside({ ...context, "?": value ?? null }) === true;
  }
  const own = compileFeel(text, shape);
  return (value, context) => {
    const scope = { ...context, "?": value ?? null };
    const result = own(scope);
    if (typeof result === "boolean") return result;
    // Lists, ranges and values held by a variable: rare, so the engine's own rule is worth a parse.
    return unaryTest(text, scope).value === true;
  };
}
