import type { Ctx } from "#kernel/ctx";
import { unpacked, type Digest, type StoredDigest } from "./digest.ts";
import { keyText, rowText } from "./table.ts";

const DIGEST = `
  select digest_id as "digestId", table_name as "table", columns, key, span_from as "from", span_to as "to", count, keys, prints from digest.digests`;

/** The digests of a table in the order of their spans, one at a time: each may hold many rows. The id alone where one cannot be read. */
export async function* digestsOf(ctx: Ctx, table: string): AsyncGenerator<Digest | { digestId: string }> {
  let after = -1;
  for (;;) {
    const rows = await ctx.db.query<StoredDigest>(`${DIGEST} where table_name = $1 and span_from > $2 order by span_from limit 8`, [table, after]);
    for (const row of rows) yield unpacked(row) ?? { digestId: row.digestId };
    if (rows.length < 8) return;
    after = rows.at(-1)!.from;
  }
}

/** Tables that any digest speaks of, with the sets of columns that were ever hashed of each, and its key. */
export function listDigested(ctx: Ctx): Promise<{ table: string; columns: string[]; key: string[] }[]> {
  return ctx.db.query('select distinct table_name as "table", columns, key from digest.digests order by 1, 2', []);
}

/** Columns as they are called now, by what a digest of before calls them. */
export async function renamingOf(ctx: Ctx): Promise<(table: string, columns: readonly string[]) => string[]> {
  const rows = await ctx.db.query<{ table: string; was: string; now: string }>('select table_name as "table", was, now from digest.renamed', []);
  const names = new Map(rows.map(({ table, was, now }) => [`${table} ${was}`, now]));
  return (table, columns) => columns.map((column) => names.get(`${table} ${column}`) ?? column);
}

/** A row as it stands: the text of its columns by each set that was ever hashed, under the number of the set. */
export interface StandingRow {
  xact: number;
  key: string;
  [set: number]: string;
}

/** Every row of a table in the order of transactions, in pages. Inside a transaction: one sort, one snapshot. */
export async function* rowsInOrder(ctx: Ctx, table: string, key: string[], sets: string[][]): AsyncGenerator<StandingRow[]> {
  // A column for each set: an array of them would be read by letters in JavaScript, a tenth of the time of a whole check.
  const texts = sets.map((columns, set) => `${rowText(columns)} as "${set}"`).join(", ");
  await ctx.db.query(`declare digested no scroll cursor for select xact, ${keyText(key)} as key, ${texts} from ${table} order by xact`);
  try {
    for (;;) {
      const rows = await ctx.db.query<StandingRow>("fetch 2000 from digested");
      if (rows.length > 0) yield rows;
      if (rows.length < 2000) return;
    }
  } finally {
    await ctx.db.query("close digested");
  }
}
