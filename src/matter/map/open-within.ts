import { placed, readable, ROW_COLUMNS, type MatterRow } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";
import { middleOfSquare, type Bounds, type Point } from "#place/point";
import { openNow } from "./open-now.ts";
import { countedBySquare, firstDue, placesWithin, type OpenRows } from "./open-rows.ts";
import { wanted, type MapFilter } from "./wanted.ts";

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

/** Looks at what lies in a box that the actor may read and the filters show; at once, for by the next reading it may stand elsewhere. */
async function lookAt<Seen>(ctx: Ctx, bounds: Bounds, filter: MapFilter, look: (rows: OpenRows, places: Int32Array) => Seen): Promise<Seen> {
  const asked = await wanted(ctx, filter);
  const rows = await openNow(ctx);
  return look(rows, placesWithin(rows, bounds, asked));
}

/** The open matters in a box that the actor may read, by point; at most `MOST_POINTS` of them, which ones is not said. */
export function openWithin(ctx: Ctx, bounds: Bounds, filter: MapFilter = {}, most = MOST_POINTS): Promise<OpenPoint[]> {
  return lookAt(ctx, bounds, filter, (rows, places) =>
    Array.from(places.subarray(0, most), (at) => {
      const { kind, itemId } = rows.sorts[rows.sort[at]!]!;
      return { matterId: rows.ids[at]!, kind, itemId, point: [rows.longitude[at]!, rows.latitude[at]!] };
    }),
  );
}

/** What lies in a box: how many there are in all, and how many in each square of the map. */
export interface Spread {
  count: number;
  squares: readonly (OpenGroup & { quad: number })[];
  /** The zoom whose tiles the squares are. */
  zoom: number;
}

function spreadOf(rows: OpenRows, places: Int32Array, zoom: number): Spread {
  const whole = Math.max(0, Math.min(26, Math.floor(zoom)));
  const squares = [...countedBySquare(rows, places, whole)].map(([square, count]) => ({ quad: square, count, point: middleOfSquare(square, whole) }));
  return { count: places.length, squares, zoom: whole };
}

/** The open matters in a box that the actor may read, counted by the squares of a zoom (0 to 26). */
export function spreadWithin(ctx: Ctx, bounds: Bounds, zoom: number, filter: MapFilter = {}): Promise<Spread> {
  return lookAt(ctx, bounds, filter, (rows, places) => spreadOf(rows, places, zoom));
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

/** A matter and where it lies. */
type Lying = Pick<OpenPoint, "matterId" | "point">;

const soonest = (rows: OpenRows, places: Int32Array, size: number): Lying[] =>
  firstDue(rows, places, size).map((at) => ({ matterId: rows.ids[at]!, point: [rows.longitude[at]!, rows.latitude[at]!] }));

/** What is said of matters is asked of their rows, and once more whether the actor may read them. */
async function named(ctx: Ctx, lying: readonly Lying[]): Promise<PressingRow[]> {
  if (lying.length === 0) return [];
  const { values, $ } = placed();
  const ids = $(
    lying.map(({ matterId }) => matterId),
    "uuid[]",
  );
  const rows = await ctx.db.query<MatterRow>(
    `select ${ROW_COLUMNS} from matter.matters where matter_id = any (array(
       select matter_id from matter.search s where matter_id = any (${ids}) and closed_at is null and ${await readable(ctx, $)}))`,
    values,
    "fresh",
  );
  const byId = new Map(rows.map((row) => [row.matterId, row]));
  return lying.flatMap(({ matterId, point }) => (byId.has(matterId) ? [{ ...byId.get(matterId)!, point }] : []));
}

/** The open matters in a box that press most, late first, and as many as asked for: what the list beside a map has. */
export async function pressingWithin(ctx: Ctx, bounds: Bounds, filter: MapFilter, { size }: { size: number }): Promise<PressingRow[]> {
  return named(ctx, await lookAt(ctx, bounds, filter, (rows, places) => soonest(rows, places, size)));
}

/** Both of it at one moment: all counted, and those that press most; how many of them is asked once it is known how many there are. */
export async function viewWithin(
  ctx: Ctx,
  bounds: Bounds,
  filter: MapFilter,
  { zoom, sizeOf }: { zoom: number; sizeOf(count: number): number },
): Promise<{ spread: Spread; pressing: PressingRow[] }> {
  const { spread, lying } = await lookAt(ctx, bounds, filter, (rows, places) => ({
    spread: spreadOf(rows, places, zoom),
    lying: soonest(rows, places, sizeOf(places.length)),
  }));
  return { spread, pressing: await named(ctx, lying) };
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
