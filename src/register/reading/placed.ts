import { calledBy, columnOf, getRegister, registersNow, tableOf, type RegisterDefinition } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import type { Bounds, Point } from "#place/point";
import { mustReach, reachOf, within } from "./reach.ts";

/** A record where it lies. */
export interface PlacedRecord {
  recordId: string;
  /** What it is called by its open text; its id where it has none. */
  called: string;
  point: Point;
}

/** The field that says where records of a register lie; none where it is personal, for it says who lives there. */
function placeOf({ fields, subject }: RegisterDefinition): string | undefined {
  return subject === "person" ? undefined : fields.find(({ type, personal }) => type === "point" && !personal)?.name;
}

/** The registers whose records lie somewhere and are read by the actor: each may be a layer of a map. */
export async function placedRegisters(ctx: Ctx): Promise<RegisterDefinition[]> {
  const placed = [...(await registersNow(ctx)).values()].filter((definition) => placeOf(definition) !== undefined);
  const reached = await Promise.all(placed.map((definition) => reachOf(ctx, definition)));
  return placed.filter((_definition, at) => reached[at] !== undefined);
}

/** Records of a register in a box that the actor may read, at most so many; refuses who may read nothing of it. */
export async function recordsWithin(ctx: Ctx, registerId: string, { west, south, east, north }: Bounds, most: number): Promise<PlacedRecord[]> {
  const definition = await getRegister(ctx, registerId);
  const name = placeOf(definition);
  if (name === undefined) return [];
  const inReach = within(definition, await mustReach(ctx, definition), 5);
  const [column, called] = [columnOf(name), calledBy(definition)];
  const rows = await ctx.db.query<{ recordId: string; called: string | null; longitude: number; latitude: number }>(
    `select record_id as "recordId", ${called ? columnOf(called.name) : "null"} as called, ${column}[1] as longitude, ${column}[2] as latitude from ${tableOf(definition.id)}
     where point(${column}[1], ${column}[2]) <@ box(point($1, $2), point($3, $4)) and ${inReach.sql} limit $5`,
    [west, south, east, north, most, ...inReach.values],
    "fresh",
  );
  return rows.map(({ recordId, called: word, longitude, latitude }) => ({ recordId, called: word ?? recordId, point: [longitude, latitude] }));
}
