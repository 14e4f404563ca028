import type { Spot } from "./plane.ts";

/** An area of the organisation: 12 figures and what it is called. */
export interface Named {
  code: string;
  name: string;
}

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Shares out a box among groups, larger ones getting more: districts lie north and south of each other, streets of a district beside each other. */
function shared(communities: readonly Named[], box: Box, ends: readonly number[]): { community: Named; box: Box }[] {
  const [end, ...finer] = ends;
  if (end === undefined || communities.length <= 1) return communities.map((community) => ({ community, box }));
  const groups = [...Map.groupBy(communities, ({ code }) => code.slice(0, end)).values()];
  const upright = finer.length % 2 === 0;
  let from = 0;
  return groups.flatMap((group) => {
    const [start, stop] = [from, from + group.length / communities.length];
    from = stop;
    const { west, south, east, north } = box;
    const own = upright
      ? { ...box, north: north - (north - south) * start, south: north - (north - south) * stop }
      : { ...box, west: west + (east - west) * start, east: west + (east - west) * stop };
    return shared(group, own, finer);
  });
}

/**
 * Says in which community a place lies: every community of the organisation gets its share of the city, those of a street office lie together, and so do the offices of a
 * district. Borders wander a little; cells are never cut by them.
 */
export function communitiesOn(communities: readonly Named[], width: number, height: number): (spot: Spot) => Named {
  const plots = shared(
    communities.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    { west: -width / 2, south: -height / 2, east: width / 2, north: height / 2 },
    [6, 9, 12],
  );
  const clamp = (n: number, most: number): number => Math.max(-most, Math.min(most, n));
  return ([x, y]) => {
    const [u, v] = [
      clamp(x + 150 * Math.sin(y / 520) + 60 * Math.sin(y / 170 + 1), width / 2 - 1),
      clamp(y + 150 * Math.sin(x / 610 + 2) + 60 * Math.sin(x / 190), height / 2 - 1),
    ];
    const plot = plots.find(({ box }) => u >= box.west && u <= box.east && v >= box.south && v <= box.north);
    if (!plot) throw new Error(`no community for ${x}, ${y}`);
    return plot.community;
  };
}
