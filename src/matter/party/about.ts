import type { Ctx } from "#kernel/ctx";
import { getMatter, listTasks, type Matter } from "#matter/matter";
import { mayRead } from "./reach.ts";

const SHOWN = 20;

// Each way has an index of its own.
const ABOUT = `
  select matter_id as id from (
    (select matter_id, submitted_at from matter.matters where matter_id = any($1::uuid[]) and submitted_at is not null)
    union (select matter_id, submitted_at from matter.matters where beneficiary_index = $2 and submitted_at is not null order by submitted_at desc limit ${SHOWN})
    union (select matter_id, submitted_at from matter.matters where owner_id = $3 and submitted_at is not null order by created_at desc limit ${SHOWN})) m
  order by submitted_at desc limit ${SHOWN}`;

/**
 * Matters that have to do with a record of a register, the newest first: those named, those for whose number has this blind index, those of an account. Only
 * what the actor may read.
 */
export async function mattersAbout(ctx: Ctx, about: { matterIds: readonly string[]; index: string; partyId?: string }): Promise<Matter[]> {
  const rows = await ctx.db.query<{ id: string }>(ABOUT, [about.matterIds, about.index, about.partyId ?? null]);
  const found: Matter[] = [];
  for (const { id } of rows) {
    const { matter } = await getMatter(ctx, id);
    if (await mayRead(ctx, matter, await listTasks(ctx, id))) found.push(matter);
  }
  return found;
}
