import type { Ctx } from "#kernel/ctx";
import { boundsAround, metresBetween, type Point } from "#place/point";

/** A matter that says the same as another. */
export interface Alike {
  matterId: string;
  number: string;
  title: string;
  state: string;
  /** Metres between the two; null where one of them has no point. */
  metres: number | null;
}

const SHOWN = 10;

// Nearest by degrees is not nearest by metres: more are read than shown. One that was joined to another says nothing of its own any more.
const NEAR = `
  select l.matter_id as "matterId", m.number, m.title, m.state, l.point[0] as longitude, l.point[1] as latitude
  from matter.locations l join matter.matters m using (matter_id)
  where l.open and l.alike = $1 and l.point <@ box(point($2, $3), point($4, $5)) and l.received_at > $6 and l.matter_id <> $7
    and not exists (select from matter.links k where k.matter_id = l.matter_id and k.link = $8 and k.outward)
  order by l.point <-> point($9, $10) limit 30`;

/** What is looked for: open matters of one likeness around a point, received since a moment, without those that a link has joined to another. */
export interface NearSearch {
  alike: string;
  point: Point;
  metres: number;
  since: Date;
  /** The matter that asks. */
  except: string;
  link: string;
}

/** Open matters of one likeness near a point, the nearest first; ten at most. */
export async function nearby(ctx: Ctx, { alike, point, metres, since, except, link }: NearSearch): Promise<Alike[]> {
  const { west, south, east, north } = boundsAround(point, metres);
  const rows = await ctx.db.query<Omit<Alike, "metres"> & { longitude: number; latitude: number }>(NEAR, [
    alike,
    west,
    south,
    east,
    north,
    since,
    except,
    link,
    ...point,
  ]);
  return rows
    .map(({ longitude, latitude, ...row }) => ({ ...row, metres: metresBetween(point, [longitude, latitude]) }))
    .filter((row) => row.metres <= metres)
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, SHOWN);
}
