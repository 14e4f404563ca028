import { matterNumber } from "#values/codes";
import type { Ctx } from "#kernel/ctx";
import { one } from "#kernel/db";

/** The next 办件编号 of an item on a day. */
export async function nextNumber(ctx: Ctx, itemCode: string, day: string): Promise<string> {
  const { serial } = await one<{ serial: number }>(ctx.db, "select nextval('matter.serials') as serial");
  return matterNumber(itemCode, day, serial);
}
