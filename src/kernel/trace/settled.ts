import type { Sql } from "#kernel/db";

/** A record's place in its own chain, and its hash there. */
export interface Link {
  /** Whose chain: an act's matter, a look's subject. */
  subjectId: string;
  seq: number;
  hash: Buffer;
}

/** A record's place in the order in which chains are read: by transaction, then by chain. */
export interface Mark {
  xact: number;
  id: string;
  seq: number;
}

/** Before everything. */
export const BEGINNING: Mark = { xact: 0, id: "00000000-0000-0000-0000-000000000000", seq: 0 };

/** A table of chained records: its name and the column that tells the chains apart. Both are constants of the block that owns it. */
export interface ChainTable {
  table: string;
  id: string;
}

/**
 * Links after a mark, in the order of transactions, and the mark to go on from. Each row carries the number of the transaction that wrote it.
 * Only transactions below `horizon` are read, as it was before this began: all of those have ended, so every row they will ever have is seen,
 * and none of them can commit later and be passed over. One that runs long delays those after it, and loses none.
 */
export async function settledLinks(
  sql: Sql,
  { table, id }: ChainTable,
  after: Mark,
  horizon: number,
  limit: number,
): Promise<{ links: Link[]; mark: Mark; more: boolean }> {
  const links = await sql.query<Link & { xact: number }>(
    `select ${id} as "subjectId", seq, hash, xact from ${table}
     where xact >= $1 and (xact, ${id}, seq) > ($1, $2, $3) and xact < $5 order by xact, ${id}, seq limit $4`,
    [after.xact, after.id, after.seq, limit, horizon],
    "fresh",
  );
  const last = links.at(-1);
  const more = links.length === limit;
  return { links, more, mark: more && last ? { xact: last.xact, id: last.subjectId, seq: last.seq } : { ...BEGINNING, xact: Math.max(horizon, after.xact) } };
}

/** Which of these chains have any record. */
export async function chainsAmong(sql: Sql, { table, id }: ChainTable, ids: string[]): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(`select distinct ${id} as id from ${table} where ${id} = any($1::uuid[])`, [ids]);
  return new Set(rows.map((row) => row.id));
}
