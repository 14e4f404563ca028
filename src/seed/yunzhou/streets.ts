import type { Ground, Way } from "./blocks.ts";
import type { Named } from "./communities.ts";
import { KNOWN, KNOWN_AVENUES, namesFor, type KINDS } from "./names.ts";
import { along, direction, length, middle, minus, type Spot } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Water } from "./water.ts";

/** How broad a way is. */
export type Broad = Exclude<keyof typeof KINDS, "compound">;

/** A named street: its dry stretches, in the order in which its numbers run. */
export interface MadeStreet {
  name: string;
  broad: Broad;
  stretches: Spot[][];
  /** Metres from number to number on one side. */
  spacing: number;
}

const STEP = 12;

/** A line in steps, without what lies in the water; with `bridges` only a lake interrupts it. */
function dryStretches(line: readonly Spot[], water: Water, bridges: boolean): Spot[][] {
  const stretches: Spot[][] = [];
  let running: Spot[] = [];
  const end = (): void => {
    if (running.length > 2) stretches.push(running);
    running = [];
  };
  for (let at = 1; at < line.length; at += 1) {
    const [from, to] = [line[at - 1]!, line[at]!];
    const steps = Math.max(1, Math.round(length(minus(to, from)) / STEP));
    for (let step = at === 1 ? 0 : 1; step <= steps; step += 1) {
      const spot = along(from, to, step / steps);
      if (bridges ? water.inLake(spot, 6) : water.wet(spot, 6)) end();
      else running.push(spot);
    }
  }
  end();
  return stretches;
}

const metresOf = (stretches: readonly Spot[][]): number => stretches.reduce((sum, each) => sum + length(minus(each.at(-1)!, each[0]!)), 0);

/** A stretch without the steps in between. */
function plain(stretch: readonly Spot[]): Spot[] {
  return stretch.filter((spot, i) => {
    if (i === 0 || i === stretch.length - 1) return true;
    const [a, b] = [direction(stretch[i - 1]!, spot), direction(spot, stretch[i + 1]!)];
    return Math.abs(a[0] * b[1] - a[1] * b[0]) > 1e-6;
  });
}

/** Numbers begin in the west or in the north. */
function inOrder([from, to]: Way["line"]): Spot[] {
  const [dx, dy] = minus(to, from);
  return (Math.abs(dx) > Math.abs(dy) ? dx > 0 : dy < 0) ? [from, to] : [to, from];
}

const BROAD: readonly Broad[] = ["street", "street", "lane", "lane"];

/** All ways of the city with their names; none is called as another. */
export function makeStreets(ground: Ground, water: Water, communityOf: (spot: Spot) => Named, random: Random): MadeStreet[] {
  const name = namesFor(random);
  const upright = ground.avenues.filter(({ eastward }) => !eastward);
  const known = new Map<unknown, string>();
  for (const each of KNOWN_AVENUES) {
    const through = (line: readonly Spot[]): number => line.filter((spot) => communityOf(spot).code === each.within).length;
    const inner = upright.slice(1, -1).filter((avenue) => !known.has(avenue));
    const best = inner.reduce<(typeof inner)[number] | undefined>(
      (most, avenue) => (!most || through(avenue.line) > through(most.line) ? avenue : most),
      undefined,
    );
    if (best && through(best.line) > 0) known.set(best, each.name);
  }
  const avenues = ground.avenues.map((avenue, i): MadeStreet => {
    const stretches = dryStretches(avenue.line, water, i % 2 === 0 || known.has(avenue));
    return { name: known.get(avenue) ?? name("avenue"), broad: "avenue", stretches, spacing: random.between(30, 42) };
  });
  const ways = ground.ways.map((way) => ({ broad: BROAD[way.level]!, stretches: dryStretches(inOrder(way.line), water, false) }));
  const called = new Map<(typeof ways)[number], { name: string; numbers: number }>();
  for (const each of KNOWN.filter(({ broad }) => broad !== "compound")) {
    const fitting = ways.filter(
      ({ broad, stretches }) => broad === each.broad && stretches.length === 1 && communityOf(middle(stretches[0]!)).code === each.within,
    );
    const best = fitting.filter((way) => !called.has(way)).toSorted((a, b) => metresOf(b.stretches) - metresOf(a.stretches))[0];
    if (best) called.set(best, each);
  }
  const streets = ways
    .filter(({ stretches }) => metresOf(stretches) > 60)
    .map((way): MadeStreet => {
      const spacing = random.between(30, 42);
      const own = called.get(way);
      return own
        ? { ...way, name: own.name, spacing: Math.min(spacing, (metresOf(way.stretches) * 2) / (own.numbers + 4)) }
        : { ...way, name: name(way.broad), spacing };
    });
  return [...avenues, ...streets].map((street) => ({ ...street, stretches: street.stretches.map(plain) })).filter(({ stretches }) => stretches.length > 0);
}
