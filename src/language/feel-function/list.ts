import { type Numeric, whole } from "#language/decimal";
import { equals, type FunctionValue, isList, nested, occupy, order, spend, type Value } from "#language/feel-value";
import { define, overList, type Signature } from "./define.ts";
import { placeOf } from "./string.ts";

type List = readonly Value[];

function made(list: List): List {
  occupy(list.length);
  return list;
}

function counted(list: List): List {
  spend(list.length);
  return list;
}

/** Without doubles, the first of each kept. Each is compared with all before it, which counts. */
function distinct(list: List): List {
  const kept: Value[] = [];
  const simple = new Set<Value>();
  for (const item of list) {
    const fast = typeof item === "string" || typeof item === "boolean" || item === null;
    if (fast) {
      if (simple.has(item)) continue;
      simple.add(item);
    } else {
      spend(kept.length);
      if (kept.some((before) => equals(before, item))) continue;
    }
    kept.push(item);
  }
  return made(kept);
}

function flatten(list: List): List {
  spend(list.length);
  return made(list.flatMap((item) => (isList(item) ? flatten(item) : [item])));
}

function sublist(list: List, position: Numeric, length?: Numeric): List | undefined {
  const from = placeOf(position, list.length);
  if (from === undefined) return undefined;
  if (length === undefined) return made(list.slice(from));
  const count = whole(length);
  return count === undefined || count < 1 || from + count > list.length ? undefined : made(list.slice(from, from + count));
}

function at(list: List, position: Numeric, change: (index: number) => List): List | undefined {
  const index = placeOf(position, list.length);
  return index === undefined ? undefined : made(change(index));
}

function replaceMatching(list: List, match: FunctionValue, item: Value): List | undefined {
  if (match.parameters?.length !== 2) return undefined;
  const hits = list.map((old) => match.call([old, item]));
  return hits.every((hit) => typeof hit === "boolean") ? made(list.map((old, index) => (hits[index] === true ? item : old))) : undefined;
}

/** A merge sort: stable, and each pair is asked once (DMN 1.5 Table 80). Undefined where the function gives no boolean. */
function sorted(list: List, precedes: (a: Value, b: Value) => boolean | undefined): List | undefined {
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const left = sorted(list.slice(0, middle), precedes);
  const right = sorted(list.slice(middle), precedes);
  if (!left || !right) return undefined;
  const merged: Value[] = [];
  let [a, b] = [0, 0];
  while (a < left.length && b < right.length) {
    const later = precedes(right[b]!, left[a]!);
    if (later === undefined) return undefined;
    merged.push(later ? right[b++]! : left[a++]!);
  }
  return made([...merged, ...left.slice(a), ...right.slice(b)]);
}

function sort(list: List, precedes?: FunctionValue): List | undefined {
  if (!precedes)
    return sorted(list, (a, b) => {
      spend(1);
      const found = order(a, b);
      return found === undefined ? undefined : found < 0;
    });
  return sorted(list, (a, b) => {
    const found = nested(() => precedes.call([a, b]));
    return typeof found === "boolean" ? found : undefined;
  });
}

/** List functions (DMN 1.5 Table 76 and 80). */
export const LIST: readonly Signature[] = [
  define("list contains(list: list, element: Any)", (list: List, element: Value) => counted(list).some((item) => equals(item, element))),
  ...overList("count", (list) => list.length),
  define("sublist(list: list, start position: number, length?: number)", sublist),
  define("append(list: list, ...item: Any)", (list: List, ...items: Value[]) => made([...list, ...items])),
  define("concatenate(...list: list)", (...lists: List[]) => (lists.length > 0 ? made(lists.flat()) : undefined)),
  define("union(...list: list)", (...lists: List[]) => (lists.length > 0 ? distinct(lists.flat()) : undefined)),
  define("insert before(list: list, position: number, newItem: Any)", (list: List, position: Numeric, item: Value) =>
    at(list, position, (index) => list.toSpliced(index, 0, item)),
  ),
  define("remove(list: list, position: number)", (list: List, position: Numeric) => at(list, position, (index) => list.toSpliced(index, 1))),
  define("list replace(list: list, position: number, newItem: Any)", (list: List, position: Numeric, item: Value) =>
    at(list, position, (index) => list.with(index, item)),
  ),
  define("list replace(list: list, match: function, newItem: Any)", replaceMatching),
  define("reverse(list: list)", (list: List) => made(list.toReversed())),
  define("index of(list: list, match: Any)", (list: List, match: Value) => counted(list).flatMap((item, index) => (equals(item, match) ? [index + 1] : []))),
  define("distinct values(list: list)", distinct),
  define("flatten(list: list)", flatten),
  define("sort(list: list, precedes?: function)", sort),
];
