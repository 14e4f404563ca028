import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict } from "#values/errors";
import { forgetUnnamed } from "./files.ts";
import { lockMatter } from "#matter/matter";
import { onlyOwner } from "#matter/party";

// The log has seen the row, so that a row has to stand; nothing is left in it of who wrote what, for whom. Nobody is the owner of nothing.
const NOBODY = "00000000-0000-0000-0000-000000000000";
const BLANK = `
  update matter.matters set state = 'withdrawn', phase = 'closed', outcome = 'discarded', closed_at = coalesce(closed_at, $2), revision = revision + 1, owner_id = '${NOBODY}',
    agent_id = null, owner_label = '', title = item_name, owner = $3, situation = '{}', form = '{}', facts = '{}', beneficiary_index = null
  where matter_id = $1`;
const FILES = "select distinct file_id as id from matter.materials where matter_id = $1 and file_id is not null";
const EMPTY = `
  update matter.materials set file_id = null, file_name = null, file_type = null, size = null, reference = null, added_by = '${NOBODY}',
    removed_at = coalesce(removed_at, $2) where matter_id = $1`;

/** Empties a draft in the running transaction; gives the files that it named. */
export async function blank(ctx: Ctx, matterId: string): Promise<string[]> {
  const files = await ctx.db.query<{ id: string }>(FILES, [matterId]);
  await ctx.db.query(EMPTY, [matterId, ctx.now]);
  await ctx.db.query(BLANK, [matterId, ctx.now, ctx.personal.encrypt("{}")]);
  return files.map(({ id }) => id);
}

/** Throws a draft away: it was never submitted, so nothing of it is kept but an empty row, and no file that is not handed in elsewhere as well. */
export async function discardDraft(ctx: Ctx, matterId: string): Promise<void> {
  const files = await transaction(ctx, async (inner) => {
    const { matter } = await lockMatter(inner, matterId);
    onlyOwner(inner, matter);
    if (matter.phase !== "draft") throw conflict("NOT_DRAFT", "这件申请已经提交，不能删除；可以申请撤回。");
    return blank(inner, matterId);
  });
  await forgetUnnamed(ctx, files);
}

// Drafts that were thrown away by a version that kept what was in them.
const KEPT = `select matter_id as "matterId" from matter.matters where outcome = 'discarded' and owner_id <> '${NOBODY}' order by matter_id limit 500`;

/** Empties what was thrown away and is still there; gives how many. A job does it daily, until there are none. */
export async function sweepDiscarded(ctx: Ctx): Promise<number> {
  const rows = await ctx.db.query<{ matterId: string }>(KEPT);
  for (const { matterId } of rows) await forgetUnnamed(ctx, await transaction(ctx, (inner) => blank(inner, matterId)));
  return rows.length;
}
