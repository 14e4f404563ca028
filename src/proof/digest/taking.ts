import type { Ctx } from "#kernel/ctx";
import { newId } from "#values/ids";
import type { TreeHash } from "#crypto/merkle";
import { linkOf, packed, printOf, type Digest } from "./digest.ts";
import { keyText, listCovered, rowText, type CoveredTable } from "./table.ts";

// Rows of one table that one digest takes at most, as long as a single transaction has not written more.
const ROWS = 10_000;

interface Row {
  xact: number;
  key: string;
  text: string;
}

/** A digest taken, as the log needs it. */
export interface Taken {
  digestId: string;
  link: Buffer;
}

async function rowsOf(ctx: Ctx, { name, columns, key }: CoveredTable, from: number, to: number, limit: number | null): Promise<Row[]> {
  return ctx.db.query<Row>(
    `select xact, ${keyText(key)} as key, ${rowText(columns)} as text from ${name} where xact >= $1 and xact < $2 order by xact, ${key.map((each) => `"${each}"`).join(", ")} limit $3`,
    [from, to, limit],
    "fresh",
  );
}

/** Which tables have any row of a span: one question for all, since most have none. */
async function touched(ctx: Ctx, tables: CoveredTable[], from: number, to: number): Promise<CoveredTable[]> {
  const asked = tables.map(({ name }, i) => `select ${i} as i where exists (select from ${name} where xact >= $1 and xact < $2)`);
  const rows = await ctx.db.query<{ i: number }>(asked.join(" union all "), [from, to], "fresh");
  const having = new Set(rows.map(({ i }) => i));
  return tables.filter((_, i) => having.has(i));
}

const INSERT = `
  insert into digest.digests (digest_id, table_name, columns, key, span_from, span_to, count, keys, prints) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

async function write(ctx: Ctx, digest: Digest): Promise<void> {
  const { digestId, table, columns, key, from, to, count, keys, prints } = packed(digest);
  await ctx.db.query(INSERT, [digestId, table, columns, key, from, to, count, keys, prints]);
}

/**
 * Takes a digest of each table in which transactions from `from` on, below `horizon`, wrote a row that still stands as they wrote it; all of
 * them must have ended. Gives how far it came: where a table has very many, a part is left for the next time. In the running transaction.
 */
export async function takeDigests(ctx: Ctx, hash: TreeHash, from: number, horizon: number): Promise<{ taken: Taken[]; to: number }> {
  await ctx.db.query("set local timezone = 'UTC'");
  const found: { table: CoveredTable; rows: Row[] }[] = [];
  let to = horizon;
  for (const table of await touched(ctx, await listCovered(ctx.db), from, horizon)) {
    let rows = await rowsOf(ctx, table, from, to, ROWS + 1);
    const last = rows.at(-1);
    if (rows.length > ROWS && last) {
      // Spans end between transactions; one that wrote more than a digest takes has it for itself.
      to = last.xact > from ? last.xact : from + 1;
      if (last.xact === from) rows = await rowsOf(ctx, table, from, to, null);
    }
    if (rows.length > 0) found.push({ table, rows });
  }
  const taken: Taken[] = [];
  for (const { table, rows } of found) {
    const prints = new Map(rows.filter(({ xact }) => xact < to).map(({ key, text }) => [key, printOf(hash, text)]));
    if (prints.size === 0) continue;
    const digest: Digest = { digestId: newId(), table: table.name, columns: table.columns, key: table.key, from, to, rows: prints };
    await write(ctx, digest);
    taken.push({ digestId: digest.digestId, link: linkOf(hash, digest) });
  }
  return { taken, to };
}
