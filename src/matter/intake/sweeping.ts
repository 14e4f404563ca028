import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { emit } from "#kernel/events";
import { blank } from "./discarding.ts";
import { forgetUnnamed } from "./files.ts";
import { lockMatter } from "#matter/matter";

const DAY = 86_400_000;
/** Days before a draft is removed that its owner is told. */
const TOLD_BEFORE = 7;
const AT_A_TIME = 200;
/** Files are let lie for a day: one that is being handed in has no row yet. */
const LYING_DAYS = 1;
const PARTS = 256;

// When somebody last did anything with a draft: began it, saved it, brought a file or took one back.
const TOUCHED = `greatest(m.created_at, m.touched_at,
  (select max(greatest(e.added_at, e.removed_at)) from matter.materials e where e.matter_id = m.matter_id))`;

const TO_TELL = `
  update matter.matters set leaving_told_at = $2 where matter_id in (
    select m.matter_id from matter.matters m
    where m.phase = 'draft' and m.created_at < $1 and ${TOUCHED} < $1 and (m.leaving_told_at is null or m.leaving_told_at < ${TOUCHED})
    order by m.created_at limit ${AT_A_TIME} for update skip locked)
  returning matter_id as "matterId"`;

const TO_GO = `
  select m.matter_id as "matterId" from matter.matters m
  where m.phase = 'draft' and m.created_at < $1 and ${TOUCHED} < $1 and m.leaving_told_at between ${TOUCHED} and $2
  order by m.created_at limit ${AT_A_TIME}`;

/** Empties a draft, unless it was handed in meanwhile; gives the files that it named. */
function removeDraft(ctx: Ctx, matterId: string): Promise<string[]> {
  return transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    return matter.phase === "draft" ? blank(inner, matterId) : [];
  });
}

/** Removes drafts that nobody touched for `days` days, whose owner was told a week before; tells those whose time has come. Gives how many of each. */
export async function sweepDrafts(ctx: Ctx, days: number): Promise<{ told: number; removed: number }> {
  const before = (more: number): Date => new Date(ctx.now.getTime() - more * DAY);
  const going = await ctx.db.query<{ matterId: string }>(TO_GO, [before(days), before(TOLD_BEFORE)]);
  for (const { matterId } of going) await forgetUnnamed(ctx, await removeDraft(ctx, matterId));
  const told = await transaction(ctx, async (inner) => {
    const leaving = await inner.db.query<{ matterId: string }>(TO_TELL, [before(days - TOLD_BEFORE), inner.now]);
    const day = dayOf(new Date(inner.now.getTime() + TOLD_BEFORE * DAY));
    for (const { matterId } of leaving) await emit(inner, "matter.draft-leaving", matterId, { day });
    return leaving.length;
  });
  return { told, removed: going.length };
}

/** Removes kept files that nothing names any more, and what was received and never kept. Gives how many. */
export async function sweepFiles(ctx: Ctx): Promise<number> {
  const before = new Date(Date.now() - LYING_DAYS * DAY); // by the disk's clock
  let swept = await ctx.files.sweep(before);
  for (let part = 0; part < PARTS; part += 1) {
    const lying = await ctx.files.list(part, before);
    if (lying.length > 0) swept += await forgetUnnamed(ctx, lying);
  }
  return swept;
}
