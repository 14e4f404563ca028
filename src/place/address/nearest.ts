import type { Ctx } from "#kernel/ctx";
import { organisationNow } from "#people/duty";
import { metresBetween, type Point } from "#place/point";
import { addressWords } from "./words.ts";

/** The address nearest to a point. */
export interface NearestAddress {
  /** 窑前路 18 号 */
  address: string;
  /** As people say it: 青瓷街道 窑前路 18 号附近 30 米. */
  words: string;
  street: string;
  number: string;
  point: Point;
  area: string | null;
  cell: string | null;
  metres: number;
}

/** Nearer than this one stands in front of it. */
const IN_FRONT = 12;
/** Farther than this it says nothing about where somebody is. */
const FAR = 1_500;

// In degrees a circle is an ellipse on the ground, and the nearest in degrees often is not: thirty are taken, and ordered by metres.
const NEAREST = `
  select s.name as street, a.number, a.lon, a.lat, a.area, a.cell from address.addresses a join address.streets s using (street_id)
  order by point(a.lon, a.lat) <-> point($1, $2) limit 30`;

/** The address nearest to a point; undefined where none is within one and a half kilometres. */
export async function addressAt(ctx: Ctx, point: Point): Promise<NearestAddress | undefined> {
  const rows = await ctx.db.query<Omit<NearestAddress, "point" | "metres" | "words" | "address"> & { lon: number; lat: number }>(NEAREST, [point[0], point[1]]);
  const found = rows.map((row) => ({ ...row, metres: metresBetween(point, [row.lon, row.lat]) })).toSorted((a, b) => a.metres - b.metres)[0];
  if (!found || found.metres > FAR) return undefined;
  const { street, number, lon, lat, area, cell, metres } = found;
  const { areas } = await organisationNow(ctx);
  const community = area === null ? undefined : areas.get(area);
  const office = community?.level === 4 && community.parent ? areas.get(community.parent) : community;
  const address = addressWords(street, number);
  const near = metres <= IN_FRONT ? "" : `附近 ${metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10} 米`;
  return { address, words: [office?.name, address + near].filter((part) => part).join(" "), street, number, point: [lon, lat], area, cell, metres };
}
