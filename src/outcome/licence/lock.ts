import type { Ctx } from "#kernel/ctx";

/**
 * Two acts on one licence wait for each other until the running transaction ends; what is read before is read anew by the caller. Not by
 * locking its row: the server may not change licences, hence not lock them either.
 */
export async function lockLicence(ctx: Ctx, licenceId: string): Promise<void> {
  await ctx.db.query("select pg_advisory_xact_lock(hashtextextended($1, 1))", [licenceId]);
}
