import { metresBetween, type Point } from "#place/point";
import { spreadOf } from "./spread.ts";

/** A matter that a rule counts: its group by what it says, its time, its place. */
export interface Counted {
  id: string;
  key: string;
  at: number;
  point?: Point;
}

/** What is begun, or runs: for which group, around which point; `last`: when the last of its members came. */
export interface Gathered<C extends Counted> {
  key: string;
  anchor?: Point;
  /** When it was full: what came later was added. */
  began: number;
  last: number;
  members: C[];
  /** The matter that runs for it already. */
  running?: string;
}

/** What makes a group full. */
export interface Full {
  /** Milliseconds before the one that makes it full, in which the others came. */
  span: number;
  count: number;
  near?: number;
  /** Trying on history, where nobody knows how long a matter would have run: as long as others came within the span. */
  fades?: boolean;
}

function takes<C extends Counted>({ key, anchor, last }: Gathered<C>, one: Counted, { near, span, fades }: Full): boolean {
  if (key !== one.key || (fades && one.at - last > span)) return false;
  return near === undefined || (anchor !== undefined && one.point !== undefined && metresBetween(anchor, one.point) <= near);
}

/** Where those wait that belong to nothing yet, by group; the place of each is looked for, or all of them are near. */
function waitingRoom<C extends Counted>({ span, near }: Full, steepest: number) {
  const rooms = new Map<string, { add(one: C): void; remove(one: C): void; near(one: C): C[] }>();
  const open = () => {
    if (near !== undefined) {
      const spread = spreadOf<C>(near, steepest);
      return { add: spread.add, remove: spread.remove, near: (one: C) => (one.point ? spread.near(one.point) : []) };
    }
    const all = new Set<C>();
    return { add: (one: C) => void all.add(one), remove: (one: C) => void all.delete(one), near: () => [...all] };
  };
  return (one: C) => {
    let room = rooms.get(one.key);
    if (!room) rooms.set(one.key, (room = open()));
    const others = room.near(one);
    // Too long ago for this one and for all that come after it.
    for (const other of others) if (other.at <= one.at - span) room.remove(other);
    return { room, others: others.filter((other) => other.at > one.at - span) };
  };
}

/**
 * Goes through what a rule counts, in the order it came: each belongs to what runs for its group and place, or waits; once so many wait that came within the
 * span, alike and near the last of them, something is begun with them all. Each belongs to one at most. What is given as running, and what is begun, with all
 * that belong to it; those given as running have their new members alone. Pure.
 */
export function gathered<C extends Counted>(counted: readonly C[], full: Full, running: readonly Gathered<C>[] = []): Gathered<C>[] {
  const waiting = waitingRoom<C>(full, steepestOf(counted));
  const all: Gathered<C>[] = [...running];
  const byKey = Map.groupBy(all, ({ key }) => key);
  for (const one of counted) {
    if (full.near !== undefined && !one.point) continue;
    const there = byKey.get(one.key)?.find((each) => takes(each, one, full));
    if (there) {
      there.members.push(one);
      there.last = one.at;
      continue;
    }
    const { room, others } = waiting(one);
    if (others.length + 1 < full.count) {
      room.add(one);
      continue;
    }
    for (const other of others) room.remove(other);
    const members = [...others, one].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    const begun: Gathered<C> = { key: one.key, began: one.at, last: one.at, members, ...(full.near !== undefined && { anchor: one.point! }) };
    all.push(begun);
    byKey.set(one.key, [...(byKey.get(one.key) ?? []), begun]);
  }
  return all;
}

function steepestOf(counted: readonly Counted[]): number {
  return counted.reduce((most, { point }) => Math.max(most, Math.abs(point?.[1] ?? 0)), 0);
}
