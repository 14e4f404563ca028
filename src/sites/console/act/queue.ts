import { listInbox, type InboxRow } from "#matter/lists";
import type { Ctx } from "#kernel/ctx";

/** The cookie that keeps 办完看下一件 as it was set the last time. */
export const KEPT_ON = "yw_next";

/** What waits for the actor, as it stands beside a matter. */
export interface Queue {
  /** The first of the inbox in its order, each matter once. */
  rows: InboxRow[];
  /** Where the matter stands among them, from 0; undefined where it does not wait for the actor. */
  place: number | undefined;
  /** How many wait in all. */
  count: number;
  /** The one to go on with: the next below, from the end the first. */
  next: InboxRow | undefined;
}

/** The actor's queue beside a matter. */
export async function queueBeside(ctx: Ctx, matterId: string): Promise<Queue> {
  const { rows: tasks, count } = await listInbox(ctx);
  const rows = [...new Map(tasks.toReversed().map((row) => [row.matterId, row])).values()].toReversed();
  const at = rows.findIndex((row) => row.matterId === matterId);
  const others = rows.filter((row) => row.matterId !== matterId);
  return { rows, place: at === -1 ? undefined : at, count, next: (at === -1 ? undefined : rows[at + 1]) ?? others[0] };
}

/** The next of the actor's queue once this matter is done; undefined when nothing else waits. */
export async function nextInQueue(ctx: Ctx, matterId: string): Promise<InboxRow | undefined> {
  return (await queueBeside(ctx, matterId)).next;
}
