import type { Ctx } from "#kernel/ctx";

/** A matter that runs on a version of its item. */
export interface RunningMatter {
  matterId: string;
  number: string;
  state: string;
  step: string;
  submittedAt: Date;
}

const RUNNING = `
  select matter_id as "matterId", number, state, step, submitted_at as "submittedAt" from matter.matters
  where item_id = $1 and item_version = $2 and submitted_at is not null and closed_at is null order by submitted_at, matter_id limit $3`;

/** The matters that run on a version of an item, oldest first. Nothing personal. */
export function listRunning(ctx: Ctx, itemId: string, itemVersion: number, most = 1000): Promise<RunningMatter[]> {
  return ctx.db.query<RunningMatter>(RUNNING, [itemId, itemVersion, most]);
}

const VERSIONS = `
  select item_version as version, count(*) as running from matter.matters
  where item_id = $1 and submitted_at is not null and closed_at is null group by item_version order by item_version`;

/** How many matters run on each version of an item. */
export function countRunning(ctx: Ctx, itemId: string): Promise<{ version: number; running: number }[]> {
  return ctx.db.query(VERSIONS, [itemId]);
}
