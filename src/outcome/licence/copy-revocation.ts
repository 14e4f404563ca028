import type { Ctx } from "#kernel/ctx";
import { transaction } from "#kernel/db";
import { conflict, notFound } from "#values/errors";
import { getCopy } from "./copy-queries.ts";
import { mustHold } from "./holder.ts";
import { getLicence } from "./queries.ts";

const INSERT = `
  insert into licence.copy_revocations (licence_id, copy_id, reason, revoked_at, revoked_by) values ($1, $2, $3, $4, $5)
  on conflict do nothing returning copy_id`;

/**
 * The holder takes a copy back: from now on it does not verify. Other copies and the licence itself stay as they are.
 * @throws Refusal 403 to all but the holder; FOR_MATTER for a copy that a matter rests on: that one ends with the matter.
 */
export async function revokeCopy(ctx: Ctx, licenceId: string, copyId: string): Promise<void> {
  await transaction(ctx, async (inner) => {
    const copy = await getCopy(inner, copyId);
    if (copy.licenceId !== licenceId) throw notFound("加注件");
    await mustHold(inner, await getLicence(inner, licenceId));
    if (copy.matterId) throw conflict("FOR_MATTER", `这份加注件用在${copy.recipient}里，不能单独收回。不想办了，请撤回那件申请。`);
    const rows = await inner.db.query(INSERT, [licenceId, copyId, "持证人收回", inner.now, inner.actor.id]);
    if (rows.length === 0) throw conflict("REVOKED", "这份加注件已经收回了，不用再收回。");
  });
}

/** Ends the copies that were made for a matter, when it was withdrawn or ended without a decision. For subscribers; those ended already stay as they are. */
export async function revokeCopiesOf(ctx: Ctx, matterId: string): Promise<void> {
  await ctx.db.query(
    `insert into licence.copy_revocations (licence_id, copy_id, reason, revoked_at, revoked_by)
     select licence_id, copy_id, '这件事已经撤回或者终止', $2, null from licence.annotated_copies where matter_id = $1 on conflict do nothing`,
    [matterId, ctx.now],
  );
}
