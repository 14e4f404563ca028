import { anyCase } from "./character-set.ts";
import type { Flags, Node } from "./tree.ts";

/** A text being searched: its code points, what the groups hold, and a counter that stops what takes too long. */
export type Search = {
  readonly points: readonly number[];
  readonly groups: (readonly [number, number] | undefined)[];
  readonly spend: (steps: number) => void;
  depth: number;
};

type Next = (at: number) => number;
/** Matches from a place and goes on; the place where everything ended, or −1. */
export type Matcher = (search: Search, at: number, next: Next) => number;

/** Calls within calls: every turn of a repeated group is some. Beyond, the search counts as too long. */
const DEEPEST = 1500;

/** Makes a matcher: it tries one way after the other, as the standard describes, and every try counts. */
export function matcherOf(node: Node, flags: Flags): Matcher {
  switch (node.kind) {
    case "nothing":
      return (_, at, next) => next(at);
    case "set":
      return ({ points, spend }, at, next) => {
        spend(1);
        return at < points.length && node.holds(points[at]!) ? next(at + 1) : -1;
      };
    case "start":
      return ({ points }, at, next) => (at === 0 || (flags.m && at < points.length && points[at - 1] === 0xa) ? next(at) : -1);
    case "end":
      return ({ points }, at, next) => (at === points.length || (flags.m && points[at] === 0xa) ? next(at) : -1);
    case "sequence":
      return node.parts
        .map((part) => matcherOf(part, flags))
        .reduceRight<Matcher>(
          (after, first) => (search, at, next) => first(search, at, (place) => after(search, place, next)),
          (_, at, next) => next(at),
        );
    case "choice":
      return choice(node.parts.map((part) => matcherOf(part, flags)));
    case "group":
      return group(matcherOf(node.of, flags), node.number);
    case "same as":
      return same(node.number, flags);
    case "repeat":
      return node.of.kind === "set"
        ? run(node.of.holds, node.least, node.most, node.greedy)
        : repeat(matcherOf(node.of, flags), node.least, node.most, node.greedy);
  }
}

function choice(ways: readonly Matcher[]): Matcher {
  return (search, at, next) => {
    for (const way of ways) {
      const end = way(search, at, next);
      if (end >= 0) return end;
    }
    return -1;
  };
}

function group(of: Matcher, number: number): Matcher {
  return (search, at, next) => {
    const before = search.groups[number];
    const end = of(search, at, (place) => {
      const inner = search.groups[number];
      search.groups[number] = [at, place];
      const found = next(place);
      if (found < 0) search.groups[number] = inner;
      return found;
    });
    if (end < 0) search.groups[number] = before;
    return end;
  };
}

function same(number: number, flags: Flags): Matcher {
  return (search, at, next) => {
    const { points } = search;
    const [from, to] = search.groups[number] ?? [0, 0];
    search.spend(to - from + 1);
    for (let place = from; place < to; place += 1) {
      const other = points[at + place - from];
      if (other === undefined || !(other === points[place] || (flags.i && anyCase((point) => point === points[place])(other)))) return -1;
    }
    return next(at + to - from);
  };
}

/** One sign many times, without a call for each. */
function run(holds: (point: number) => boolean, least: number, most: number, greedy: boolean): Matcher {
  return (search, at, next) => {
    const { points, spend } = search;
    let count = 0;
    const wanted = greedy ? most : least;
    while (count < wanted && at + count < points.length && holds(points[at + count]!)) count += 1;
    spend(count + 1);
    if (count < least) return -1;
    if (greedy) {
      for (let taken = count; taken >= least; taken -= 1) {
        const end = next(at + taken);
        spend(1);
        if (end >= 0) return end;
      }
      return -1;
    }
    for (let taken = count; ; taken += 1) {
      const end = next(at + taken);
      spend(1);
      if (end >= 0) return end;
      if (taken >= most || at + taken >= points.length || !holds(points[at + taken]!)) return -1;
    }
  };
}

function repeat(of: Matcher, least: number, most: number, greedy: boolean): Matcher {
  const turn = (search: Search, at: number, done: number, next: Next): number => {
    search.spend(1);
    if (search.depth > DEEPEST) search.spend(Number.POSITIVE_INFINITY);
    const again = (): number => {
      if (done >= most) return -1;
      search.depth += 1;
      // A turn that takes nothing would go on for ever; it may only fill up the least number.
      const end = of(search, at, (place) => (place === at && done >= least ? -1 : turn(search, place, done + 1, next)));
      search.depth -= 1;
      return end;
    };
    if (done < least) return again();
    if (greedy) {
      const end = again();
      return end >= 0 ? end : next(at);
    }
    const end = next(at);
    return end >= 0 ? end : again();
  };
  return (search, at, next) => turn(search, at, 0, next);
}
