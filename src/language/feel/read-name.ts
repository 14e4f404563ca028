import { BUILT_IN } from "#language/feel-function";
import { kindOf, type Context, type Value } from "#language/feel-value";
import { sourceOf, type Frame, type Place, type Run } from "./frame.ts";

/** Whether objects of JS have something of that name that is no data. */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** The own property of a context or scope; undefined where there is none. */
export function ownReader(name: string): (of: Readonly<Record<string, unknown>>) => unknown {
  if (isInherited(name)) return (of) => (Object.hasOwn(of, name) ? of[name] : undefined);
  return (of) => of[name];
}

/** A name: what the text binds, the entries of elements in filters, the names given from outside, the built-in functions. */
export function compileName(name: string, place: Place): Run {
  const { elements, slot } = sourceOf(place, name);
  const outer = slot === undefined ? fromScope(name) : (frame: Frame) => frame.slots[slot]!;
  return elements.length === 0 ? outer : fromElements(name, elements, outer);
}

function fromScope(name: string): Run {
  const read = ownReader(name);
  const otherwise = BUILT_IN.get(name) ?? null;
  return ({ scope }) => (read(scope) as Value | undefined) ?? otherwise;
}

function fromElements(name: string, elements: readonly number[], otherwise: Run): Run {
  return (frame) => {
    for (const slot of elements) {
      const element = frame.slots[slot]!;
      if (kindOf(element) === "context" && Object.hasOwn(element as Context, name)) return (element as Context)[name] ?? null;
    }
    return otherwise(frame);
  };
}
