import { placed, readable, ROW_COLUMNS, type MatterRow } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";
import { middleOfSquare, type Bounds, type Point } from "#place/point";
import { COLUMNS, extentOf, type MapFilter } from "./extent.ts";

/** An open matter as a map shows it. */
export interface OpenPoint {
  matterId: string;
  kind: string;
  itemId: string;
  point: Point;
}

/** Open matters near each other as one: how many, and where: in the middle of their square, or between those of smaller ones. */
export interface OpenGroup {
  point: Point;
  count: number;
}

/** The most points that one answer has: a map with more of them shows nothing. */
export const MOST_POINTS = 4000;
/** Up to this zoom tiles have groups, from the next on points. */
export const GROUPED = 12;

const MATTER = "join matter.matters m using (matter_id)";

/** The open matters in a box that the actor may read, by point; at most `MOST_POINTS` of them, which ones is not said. */
export async function openWithin(ctx: Ctx, bounds: Bounds, filter: MapFilter = {}, most = MOST_POINTS): Promise<OpenPoint[]> {
  const { from, where, values } = await extentOf(ctx, bounds, filter);
  const rows = await ctx.db.query<{ matterId: string; kind: string; itemId: string; longitude: number; latitude: number }>(
    `select s.matter_id as "matterId", s.kind, s.item_id as "itemId", s.point[0] as longitude, s.point[1] as latitude from ${from()} where ${where} limit ${most}`,
    values,
    "fresh",
  );
  return rows.map(({ longitude, latitude, ...row }) => ({ ...row, point: [longitude, latitude] }));
}

/** What lies in a box: how many there are in all, and how many in each square of the map. */
export interface Spread {
  count: number;
  squares: readonly (OpenGroup & { quad: number })[];
  /** The zoom whose tiles the squares are. */
  zoom: number;
}

/** The open matters in a box that the actor may read, counted by the squares of a zoom (0 to 26): one look at the index, whatever there is. */
export async function spreadWithin(ctx: Ctx, bounds: Bounds, zoom: number, filter: MapFilter = {}): Promise<Spread> {
  const { from, where, values, $ } = await extentOf(ctx, bounds, filter);
  const whole = Math.max(0, Math.min(26, Math.floor(zoom)));
  // A square and how many, and no more: of a hundred thousand rows a sum of where they lie would cost as much again.
  const rows = await ctx.db.query<{ square: string; count: number }>(
    `select s.quad >> ${$(2 * (26 - whole))}::int as square, count(*)::int as count from ${from()} where ${where} group by 1`,
    values,
    "fresh",
  );
  const squares = rows.map(({ square, count }) => ({ quad: Number(square), count, point: middleOfSquare(Number(square), whole) }));
  return { count: squares.reduce((sum, { count }) => sum + count, 0), squares, zoom: whole };
}

/** Squares joined to those of a lesser zoom. Pure. */
export function groupsAt({ squares, zoom }: Spread, at: number): OpenGroup[] {
  const side = 4 ** Math.max(0, zoom - Math.max(0, Math.floor(at)));
  const groups = Map.groupBy(squares, ({ quad }) => Math.floor(quad / side));
  return [...groups.values()].map((group) => {
    const count = group.reduce((sum, each) => sum + each.count, 0);
    const mean = (axis: 0 | 1): number => group.reduce((sum, each) => sum + each.point[axis] * each.count, 0) / count;
    return { count, point: [mean(0), mean(1)] };
  });
}

/** An open matter in the list beside a map. */
export interface PressingRow extends MatterRow {
  point: Point;
}

/** From how many on the most pressing are looked for by their day, before where they lie. */
const MANY = 2000;

/**
 * The open matters in a box that press most, late first: what the list beside a map has. `count` is how many there are (`spreadWithin`): few are all put in
 * order; of many those that are due first are gone through until enough of them lie in the box.
 */
export async function pressingWithin(ctx: Ctx, bounds: Bounds, filter: MapFilter, { size, count }: { size: number; count: number }): Promise<PressingRow[]> {
  const { from, where, values } = await extentOf(ctx, bounds, filter);
  const found =
    count > MANY
      ? `select s.matter_id, s.point
         from matter.matters m
         cross join lateral (select ${COLUMNS} from matter.search where matter_id = m.matter_id and quad is not null offset 0) s
         where m.closed_at is null and m.submitted_at is not null and ${where} order by m.due_at limit ${size}`
      : `select s.matter_id, s.point from ${from()} ${filter.light ? "" : MATTER} where ${where} order by m.due_at, m.matter_id limit ${size}`;
  const rows = await ctx.db.query<MatterRow & { longitude: number; latitude: number }>(
    `select ${ROW_COLUMNS}, found.point[0] as longitude, found.point[1] as latitude from (${found}) found join matter.matters using (matter_id)
     order by due_at, matter_id`,
    values,
    "fresh",
  );
  return rows.map(({ longitude, latitude, ...row }) => ({ ...row, point: [longitude, latitude] }));
}

/** Where matters lie that the actor may read, open or not, of those that are named. */
export async function pointsOf(ctx: Ctx, matterIds: readonly string[]): Promise<{ matterId: string; number: string; point: Point }[]> {
  const { values, $ } = placed();
  const rows = await ctx.db.query<{ matterId: string; number: string; longitude: number; latitude: number }>(
    `select s.matter_id as "matterId", reverse(s.backwards) as number, s.point[0] as longitude, s.point[1] as latitude
     from matter.search s where s.matter_id = any (${$(matterIds, "uuid[]")}) and s.point is not null and ${await readable(ctx, $)} order by s.received_at limit 40`,
    values,
    "fresh",
  );
  return rows.map(({ longitude, latitude, ...row }) => ({ ...row, point: [longitude, latitude] }));
}
