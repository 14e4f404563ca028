import { writePlaces } from "#place/address";
import { writeOutlines } from "#place/cell";
import { replaceGround } from "#place/ground";
import { transaction } from "#kernel/db";
import type { City } from "../city.ts";
import { demoCity } from "./people.ts";
import { makeCity } from "./yunzhou/index.ts";

/** What people call streets of the demo city. */
const ALIASES = new Map([
  ["云门大道", ["云门路"]],
  ["窑前路", ["老窑街"]],
]);

/** The map of the demo city: cells, boundaries, addresses, ground. Tests take a small one, of six blocks. */
export async function seedPlaces(city: City, { small }: { small: boolean }): Promise<void> {
  const { cells, areas, addresses, landmarks, ground } = makeCity({ areas: demoCity().areas, ...(small && { columns: 3, rows: 2 }) });
  await transaction(city.ctx(), async (ctx) => {
    await writeOutlines(ctx, [...areas, ...cells]);
    await writePlaces(ctx, { addresses, landmarks, aliases: ALIASES });
    await replaceGround(ctx, ground);
  });
}
