import { isIn, isList, RangeValue, type Value } from "#language/feel-value";
import { type Test, mentions } from "#language/feel-text";
import { COMPARE } from "./compare.ts";
import { compile, type Place, type Run } from "./frame.ts";

/** Whether the value in the slot passes one of the tests: true, or null where that cannot be said, or false. */
export function compileTests(tests: readonly Test[], place: Place, slot: number): Run {
  const runs = tests.map((test) => compileTest(test, place, slot));
  if (runs.length === 1) return runs[0]!;
  return (frame) => {
    let open = false;
    for (const run of runs) {
      const found = run(frame);
      if (found === true) return true;
      if (found === null) open = true;
    }
    return open ? null : false;
  };
}

/** One test (DMN 1.5 grammar rule 7 and clause 7.3.15): a comparison, or an expression over `?`, or one whose value the input must match. */
function compileTest(test: Test, place: Place, slot: number): Run {
  if (test.sign !== undefined) {
    const end = compile(test.end, place);
    const decide = COMPARE[test.sign];
    return (frame) => decide(frame.slots[slot]!, end(frame));
  }
  const run = compile(test.expression, place);
  if (mentions(test.expression, "?")) return (frame) => about(frame.slots[slot]!, run(frame));
  return (frame) => match(frame.slots[slot]!, run(frame));
}

/** An expression over `?` decides by itself where it is a condition; `? + 1` would be a value to compare with. */
function about(value: Value, found: Value): boolean | null {
  if (typeof found === "boolean" || found === null) return found;
  return match(value, found);
}

function match(value: Value, found: Value): boolean | null {
  if (typeof found === "boolean" && typeof value !== "boolean" && value !== null) return found;
  if (found instanceof RangeValue || isList(found)) return isIn(value, found);
  return COMPARE["="](value, found);
}
