import { isList, kindOf, RangeValue, spend, type Context, type Value } from "#language/feel-value";
import { isTemporal, partOf } from "#language/temporal";
import type { Tree } from "#language/feel-text";
import { compile, type Place, type Run } from "./frame.ts";
import { ownReader } from "./read-name.ts";

const RANGE_PARTS: Readonly<Record<string, (range: RangeValue) => Value>> = {
  start: ({ low }) => low,
  end: ({ high }) => high,
  "start included": ({ lowIn }) => lowIn,
  "end included": ({ highIn }) => highIn,
};

/** The names of parts that hold a space. */
export const PART_NAMES: readonly string[] = ["time offset", "start included", "end included"];

/** value.name (DMN 1.5 Tables 62 and 66): the entry of a context, a part of a date or a range, and of a list the same of every element. */
export function compilePath({ of, name }: Extract<Tree, { kind: "path" }>, place: Place): Run {
  const run = compile(of, place);
  const read = memberReader(name);
  return (frame) => read(run(frame));
}

/** Reads a member of any value. */
export function memberReader(name: string): (value: Value) => Value {
  const own = ownReader(name);
  const read = (value: Value): Value => {
    if (value === null || typeof value !== "object") return null;
    if (kindOf(value) === "context") return (own(value as Context) as Value | undefined) ?? null;
    if (isList(value)) {
      spend(value.length);
      return value.map(read);
    }
    if (isTemporal(value)) return partOf(value, name) ?? null;
    return value instanceof RangeValue && Object.hasOwn(RANGE_PARTS, name) && value.sign !== "!=" ? RANGE_PARTS[name]!(value) : null;
  };
  return read;
}
