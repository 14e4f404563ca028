import { spend, type Value } from "#language/feel-value";
import { type Iterator, type Tree, partsOf } from "#language/feel-text";
import { elementsBetween, elementsOf, turn, type Elements } from "./elements.ts";
import { compile, bind, type Frame, type Place, type Run } from "./frame.ts";

type Loop = Readonly<{ slot: number; elements: (frame: Frame) => Elements | undefined }>;
type Of<K extends Tree["kind"]> = Extract<Tree, { kind: K }>;

/** Each iterator sees those before it. */
function compileIterators(iterators: readonly Iterator[], outer: Place): { loops: Loop[]; place: Place } {
  let place = outer;
  outer.shape.loops = true;
  const loops = iterators.map(({ name, from, to }) => {
    const start = compile(from, place);
    const end = to && compile(to, place);
    const bound = bind(place, name);
    place = bound.place;
    return { slot: bound.slot, elements: (frame: Frame) => (end ? elementsBetween(start(frame), end(frame)) : elementsOf(start(frame))) };
  });
  return { loops, place };
}

/** Goes through all combinations until the body is done; false where something cannot be gone over. */
function goThrough(loops: readonly Loop[], frame: Frame, at: number, body: () => "on" | "done" | "impossible"): "on" | "done" | "impossible" {
  const loop = loops[at];
  if (!loop) return body();
  const elements = loop.elements(frame);
  if (elements === undefined) return "impossible";
  for (const element of elements) {
    turn();
    frame.slots[loop.slot] = element ?? null;
    const found = goThrough(loops, frame, at + 1, body);
    if (found !== "on") return found;
  }
  return "on";
}

/** What a body asks of `partial`: elements only, or the list itself, which must then stay what it was. */
function asksFor(tree: Tree): "elements" | "whole" {
  if (tree.kind === "filter" && tree.of.kind === "name" && tree.condition.kind === "literal") return "elements";
  if (tree.kind === "name" && tree.name === "partial") return "whole";
  return partsOf(tree).some((part) => asksFor(part) === "whole") ? "whole" : "elements";
}

function copied(made: readonly Value[]): readonly Value[] {
  spend(made.length);
  return made.slice();
}

/** for … return (DMN 1.5 Table 56); `partial` is the list as far as it has come. */
export function compileFor({ iterators, body }: Of<"for">, outer: Place): Run {
  const { loops, place } = compileIterators(iterators, outer);
  const partial = bind(place, "partial");
  const run = compile(body, partial.place);
  const asks = asksFor(body);
  return (frame) => {
    const made: Value[] = [];
    const found = goThrough(loops, frame, 0, () => {
      frame.slots[partial.slot] = asks === "whole" ? copied(made) : made;
      made.push(run(frame));
      return "on";
    });
    return found === "impossible" ? null : made;
  };
}

/**
 * some … satisfies is a chain of or, every … satisfies one of and, both three-valued; what is neither a boolean nor null is no
 * condition, and nothing is decided.
 */
export function compileQuantified({ kind, iterators, body }: Of<"some"> | Of<"every">, outer: Place): Run {
  const { loops, place } = compileIterators(iterators, outer);
  const run = compile(body, place);
  const decisive = kind === "some";
  return (frame) => {
    let open = false;
    const found = goThrough(loops, frame, 0, () => {
      const value = run(frame);
      if (value === decisive) return "done";
      if (value === null) open = true;
      return typeof value === "boolean" || value === null ? "on" : "impossible";
    });
    if (found === "impossible") return null;
    return found === "done" ? decisive : open ? null : !decisive;
  };
}
