import type { Iterator, Tree } from "#language/feel-text";
import { seeing, typed, type Sight } from "./sight.ts";
import { ANY, BOOLEAN, listOf, NUMBER, recordOf, type Type } from "./type.ts";

type Of<K extends Tree["kind"]> = Extract<Tree, { kind: K }>;

/** What is gone over: the elements of a list, a single value by itself. */
export function elementOf(type: Type): Type {
  if (type.is === "list") return type.of;
  return type.is === "null" ? ANY : type;
}

/** Each iterator sees those before it. */
function iterated(iterators: readonly Iterator[], outer: Sight): Sight {
  return iterators.reduce((sight, { name, from, to }) => {
    const start = typed(from, sight);
    if (to) typed(to, sight);
    return seeing(sight, recordOf({ [name]: to ? (start.is === "number" ? NUMBER : start) : elementOf(start) }));
  }, outer);
}

export function typedFor({ iterators, body }: Of<"for">, outer: Sight): Type {
  return listOf(typed(body, seeing(iterated(iterators, outer), recordOf({ partial: listOf(ANY) }))));
}

export function typedQuantified({ iterators, body }: Of<"some"> | Of<"every">, outer: Sight): Type {
  typed(body, iterated(iterators, outer));
  return BOOLEAN;
}

/** list[condition] and list[number]. Inside, `item` and the entries of the element are names. */
export function typedFilter({ of, condition }: Of<"filter">, outer: Sight): Type {
  const type = typed(of, outer);
  const element = elementOf(type);
  const inner = seeing(outer, recordOf({ item: element }));
  const entries = element.is === "record" ? element : element.is === "any" ? recordOf({}, { open: true }) : recordOf({});
  const test = typed(condition, seeing(inner, entries));
  if (test.is === "number") return element;
  return test.is === "boolean" ? listOf(element) : ANY;
}

/** Entries see those before them. */
export function typedContext({ names, values }: Of<"context">, outer: Sight): Type {
  const entries: Record<string, Type> = {};
  let sight = outer;
  for (const [at, name] of names.entries()) {
    const type = typed(values[at]!, sight);
    Object.defineProperty(entries, name, { value: type, enumerable: true, configurable: true, writable: true });
    sight = seeing(sight, recordOf({ [name]: type }));
  }
  return recordOf(entries);
}
