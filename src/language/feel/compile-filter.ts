import { whole, type Numeric } from "#language/decimal";
import { isList, kindOf, occupy, spend, type Value } from "#language/feel-value";
import type { Tree } from "#language/feel-text";
import { compile, bindElement, type Frame, type Place, type Run } from "./frame.ts";

const BOOLEAN = new Set<Tree["kind"]>(["compare", "and", "or", "between", "in", "instance", "some", "every"]);

/**
 * list[condition] and list[number] (DMN 1.5 Table 56). A value by itself is a list of one. Whether it is a place or a condition is
 * seen from the text where that is possible, else from what comes out for the first element.
 */
export function compileFilter({ of, condition }: Extract<Tree, { kind: "filter" }>, place: Place): Run {
  const run = compile(of, place);
  place.shape.loops = true;
  if (condition.kind === "literal" && typeof condition.value === "number") {
    const position = condition.value;
    return (frame) => elementAt(listOf(run(frame)), position);
  }
  const { place: inner, slot } = bindElement(place);
  const test = compile(condition, inner);
  if (BOOLEAN.has(condition.kind)) return (frame) => keep(listOf(run(frame)), frame, slot, test);
  return (frame) => {
    const list = listOf(run(frame));
    if (list === null) return null;
    frame.slots[slot] = list[0] ?? null;
    const first = test(frame);
    return kindOf(first) === "number" ? elementAt(list, first as Numeric) : keep(list, frame, slot, test);
  };
}

function listOf(value: Value): readonly Value[] | null {
  return value === null || value === undefined ? null : isList(value) ? value : [value];
}

/** Counted from 1, or from the end; null where there is none. */
function elementAt(list: readonly Value[] | null, position: Numeric): Value {
  const at = list === null ? undefined : whole(position);
  if (!at || !list) return null;
  return list[at > 0 ? at - 1 : list.length + at] ?? null;
}

/** The elements for which the condition is true; null where it is no condition but some other value. */
function keep(list: readonly Value[] | null, frame: Frame, slot: number, test: Run): Value {
  if (list === null) return null;
  spend(list.length);
  const kept: Value[] = [];
  for (const element of list) {
    frame.slots[slot] = element ?? null;
    const found = test(frame);
    if (found === true) kept.push(element);
    else if (found !== false && found !== null) return null;
  }
  occupy(kept.length);
  return kept;
}
