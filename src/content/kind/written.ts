import { CORE_LINKS, CORE_STATES } from "./core.ts";
import type { Kind, LinkKind, State } from "./kind.ts";

type Written = Record<string, unknown>;

function same(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, each]) => [key, sorted(each)]),
        )
      : Array.isArray(value)
        ? value.map(sorted)
        : value;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function others<T extends object>(named: Readonly<Record<string, T>>, core: Readonly<Record<string, object>>): Record<string, T> {
  return Object.fromEntries(Object.entries(named).filter(([id, each]) => !same(each, core[id])));
}

/** Without what says nothing: empty lists and maps, no, nothing. */
function terse<T extends object>(value: T, kept: readonly string[] = []): Written {
  const says = ([name, each]: [string, unknown]): boolean =>
    kept.includes(name) ||
    !(each === undefined || each === false || each === "" || (typeof each === "object" && each !== null && Object.keys(each).length === 0));
  return Object.fromEntries(Object.entries(value).filter(says));
}

function each<T extends object>(named: Readonly<Record<string, T>>, write: (one: T) => Written): Record<string, Written> {
  return Object.fromEntries(Object.entries(named).map(([id, one]) => [id, write(one)]));
}

/** A kind as kind.yaml writes it: it reads to the same kind again. What every kind has, and what is so by default and says nothing, is left out. */
export function writtenKind({ id: _id, codes: _codes, ...kind }: Kind): Written {
  const states: Record<string, State> = others(kind.states, CORE_STATES);
  const links: Record<string, LinkKind> = others(kind.links, CORE_LINKS);
  return terse(
    {
      ...kind,
      states: each(states, ({ phase, ...state }) => (phase === "draft" ? state : { ...state, phase })),
      works: each(kind.works, (work) => terse({ ...work, outcomes: each(work.outcomes, (outcome) => terse(outcome)) }, ["outcomes"])),
      acts: each(kind.acts, (act) => terse(act)),
      clocks: each(kind.clocks, (clock) => terse({ ...clock, marks: clock.marks.map((mark) => terse(mark)) }, ["marks"])),
      stops: each(kind.stops, (stop) => terse(stop, ["clocks"])),
      links: each(links, (link) => ({ ...link })),
    },
    ["states", "works", "acts"],
  );
}
