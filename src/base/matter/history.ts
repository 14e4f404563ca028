import type { Ctx } from "#kernel/ctx";
import { firstBroken } from "#kernel/trace";
import { actRecord, type Act, type LinkedAct } from "./act.ts";

const SELECT = "select seq, kind, at, actor, data, hash from matter.acts where matter_id = $1 order by seq";

/** Every act of a matter, in order. */
export function listActs(ctx: Ctx, matterId: string): Promise<Act[]> {
  return ctx.db.query<Act>(SELECT, [matterId]);
}

/**
 * Checks a matter's chain against its acts and its head. Undefined when it holds; otherwise the number of the first act that does
 * not fit (one past the last when acts were cut off at the end).
 */
export async function firstBrokenAct(ctx: Ctx, matterId: string): Promise<number | undefined> {
  const acts = await ctx.db.query<LinkedAct>(SELECT, [matterId]);
  const broken = firstBroken(acts.map((act) => ({ seq: act.seq, hash: act.hash, record: actRecord(matterId, act) })));
  if (broken !== undefined) return broken;
  const rows = await ctx.db.query<{ acts: number; head: Buffer | null }>("select acts, head from matter.matters where matter_id = $1", [matterId]);
  const row = rows[0];
  const last = acts.at(-1);
  const whole = row && row.acts === acts.length && (last ? row.head?.equals(last.hash) === true : row.head === null);
  return whole ? undefined : acts.length + 1;
}
