import { listInbox, type InboxRow } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";

/** The cookie that keeps 办完看下一件 as it was set the last time. */
export const KEPT_ON = "yw_next";

/** What waits for the actor besides this matter, the one that comes next first. */
export async function queueBeside(ctx: Ctx, matterId: string): Promise<{ rows: InboxRow[]; count: number }> {
  const { rows, count } = await listInbox(ctx);
  const others = rows.filter((row) => row.matterId !== matterId);
  return { rows: others, count: Math.max(others.length, count - (rows.length - others.length)) };
}

/** The next of the actor's queue; undefined when nothing else waits. */
export async function nextInQueue(ctx: Ctx, matterId: string): Promise<InboxRow | undefined> {
  return (await queueBeside(ctx, matterId)).rows[0];
}
