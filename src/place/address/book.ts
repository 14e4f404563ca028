import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { landmarkBookOf, type Landmark, type LandmarkBook } from "./landmark-book.ts";
import { bookOf, type Street, type StreetBook } from "./street-book.ts";

/** Streets and landmarks of the city in memory. Numbers stay in the table: a city has a million of them. */
export interface Book {
  streets: StreetBook;
  landmarks: LandmarkBook;
  byId: ReadonlyMap<string, Street>;
}

const STATE = "select state_id as state from address.state";
const STREETS = 'select s.state_id as state, t.street_id as "streetId", t.name, t.area, t.aliases from address.state s left join address.streets t on true';
const LANDMARKS = 'select landmark_id as "landmarkId", name, aliases, lon, lat, area, cell from address.landmarks';

async function loaded(ctx: Ctx): Promise<{ state: string; book: Book }> {
  const rows = await ctx.db.query<{ state: string; streetId: string | null } & Street>(STREETS, []);
  const streets = rows.filter(({ streetId }) => streetId !== null);
  const landmarks = await ctx.db.query<Landmark>(LANDMARKS, []);
  return {
    state: rows[0]!.state,
    book: { streets: bookOf(streets), landmarks: landmarkBookOf(landmarks), byId: new Map(streets.map((street) => [street.streetId, street])) },
  };
}

/** Streets and landmarks as they stand; what another process changed is known within half a minute. */
export async function bookNow(ctx: Ctx): Promise<Book> {
  const state = await ctx.memory.recall("address.state", async () => (await one<{ state: string }>(ctx.db, STATE)).state);
  const known = await ctx.memory.recall("address.book", () => loaded(ctx), "forever");
  if (known.state === state) return known.book;
  ctx.memory.forget("address.book");
  return (await ctx.memory.recall("address.book", () => loaded(ctx), "forever")).book;
}
