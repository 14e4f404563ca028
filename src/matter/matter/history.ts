import type { Ctx } from "#kernel/ctx";
import { BEGINNING, firstBroken, type ChainTable } from "#kernel/trace";
import { actRecord, type Act, type LinkedAct } from "./act.ts";

/** Where acts are kept. */
export const ACT_CHAINS: ChainTable = { table: "matter.acts", id: "matter_id" };

const SELECT = "select seq, kind, at, actor, data, unit, hash from matter.acts where matter_id = $1 order by seq";

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

/** A matter's chain as it lies in the database, and what the matter itself says of it. */
export interface ChainedMatter {
  matterId: string;
  /** 办件编号; null before it was submitted. */
  number: string | null;
  /** How many acts the matter says it has, and the hash of the last. */
  count: number;
  head: Buffer | null;
  /** In order; `record` is exactly what was linked, `xact` the transaction that wrote it. */
  acts: { seq: number; hash: Buffer; xact: number; record: object }[];
}

/** Every matter with its chain, in pages of `limit` matters. For a consistent picture, inside a snapshot. */
export async function* walkChains(ctx: Ctx, limit = 200): AsyncGenerator<ChainedMatter[]> {
  let after: string = BEGINNING.id;
  for (;;) {
    const matters = await ctx.db.query<Omit<ChainedMatter, "acts"> & { acts?: ChainedMatter["acts"] }>(
      'select matter_id as "matterId", number, acts as count, head from matter.matters where matter_id > $1 order by matter_id limit $2',
      [after, limit],
    );
    const chains = new Map(matters.map((matter) => [matter.matterId, { ...matter, acts: [] as ChainedMatter["acts"] }]));
    const acts = await ctx.db.query<LinkedAct & { matterId: string; xact: number }>(
      'select matter_id as "matterId", seq, kind, at, actor, data, unit, hash, xact from matter.acts where matter_id = any($1::uuid[]) order by matter_id, seq',
      [[...chains.keys()]],
    );
    for (const act of acts) chains.get(act.matterId)!.acts.push({ seq: act.seq, hash: act.hash, xact: act.xact, record: actRecord(act.matterId, act) });
    if (matters.length > 0) yield [...chains.values()];
    if (matters.length < limit) return;
    after = matters.at(-1)!.matterId;
  }
}

/** An act whose matter is gone. */
export async function findStrayAct(ctx: Ctx): Promise<{ matterId: string; seq: number } | undefined> {
  const rows = await ctx.db.query<{ matterId: string; seq: number }>(
    `select a.matter_id as "matterId", a.seq from matter.acts a
     where not exists (select from matter.matters m where m.matter_id = a.matter_id) order by a.matter_id, a.seq limit 1`,
  );
  return rows[0];
}
