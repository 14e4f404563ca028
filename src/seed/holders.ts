import { holdCell } from "#place/cell";
import { transaction } from "#kernel/db";
import type { City } from "../city.ts";
import { demoCity } from "./people.ts";

// From the middle on: cells are counted from a corner, where least is built.
const CELLS = `
  select code, from_day as "fromDay" from (
    select code, from_day, row_number() over (order by code) as place, count(*) over () as count from cell.outlines where code like $1 and length(code) = 15) c
  where place > count / 2 order by code limit $2`;
const STAFF = `select staff_id as "staffId" from identity.staff where username = $1`;

/** Who is responsible for which cells of the grid: as many of those in the middle of their own area as their account says (`cells`). */
export async function seedHolders(city: City): Promise<void> {
  await transaction(city.ctx(), async (ctx) => {
    for (const { username, duties, cells = 0 } of demoCity().staff) {
      const staff = await ctx.db.query<{ staffId: string }>(STAFF, [username]);
      const held = await ctx.db.query<{ code: string; fromDay: string }>(CELLS, [`${duties[0]!.area.slice(0, 9)}%`, cells]);
      for (const { code, fromDay } of held) await holdCell(ctx, { staffId: staff[0]!.staffId, cell: code, fromDay, untilDay: null });
    }
  });
}
