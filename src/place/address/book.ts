import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";
import { landmarkBookOf, type Landmark, type LandmarkBook } from "./landmark-book.ts";
import { bookOf, type Street, type StreetBook } from "./street-book.ts";

/** Streets and landmarks of the city in memory. Numbers stay in the table: a city has a million of them. */
export interface Book {
  streets: StreetBook;
  landmarks: LandmarkBook;
}

const STATE = "select state_id as state from address.state";
const STREETS = 'select street_id as "streetId", name, area, aliases from address.streets';
const LANDMARKS = 'select landmark_id as "landmarkId", name, aliases, lon, lat, area, cell from address.landmarks';

async function loaded(ctx: Ctx): Promise<Book> {
  const [streets, landmarks] = await Promise.all([ctx.db.query<Street>(STREETS, []), ctx.db.query<Landmark>(LANDMARKS, [])]);
  return { streets: bookOf(streets), landmarks: landmarkBookOf(landmarks) };
}

/** Streets and landmarks as they stand; what another process changed is known within half a minute. */
export async function bookNow(ctx: Ctx): Promise<Book> {
  const state = await ctx.memory.recall("address.state", async () => (await one<{ state: string }>(ctx.db, STATE)).state);
  return ctx.memory.recall("address.book", () => loaded(ctx), { at: state });
}
