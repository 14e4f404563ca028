import type { Ctx } from "#kernel/ctx";
import type { TreeHash } from "#crypto/merkle";
import { Misfit } from "#kernel/trace";
import { linkOf, printOf, type Digest } from "./digest.ts";
import { digestsOf, listDigested, renamingOf, rowsInOrder, type StandingRow } from "./reading.ts";
import { listCovered, type CoveredTable } from "./table.ts";

/** What was compared. */
export interface DigestsChecked {
  rows: number;
  digests: number;
  /** Rows written after the last digest. */
  waiting: number;
}

/** What the log has of a digest: its link, by the digest's id. */
export type LoggedLinks = Map<string, Buffer>;

/** Reads the rows of a table span by span, as its digests come. */
class Rows {
  #pages: AsyncGenerator<StandingRow[]>;
  #page: StandingRow[] = [];
  #at = 0;
  count = 0;

  constructor(pages: AsyncGenerator<StandingRow[]>) {
    this.#pages = pages;
  }

  /** The rows of transactions below a number that were not taken yet. */
  async *below(to: number): AsyncGenerator<StandingRow> {
    for (;;) {
      if (this.#at === this.#page.length) {
        const next = await this.#pages.next();
        if (next.done) return;
        [this.#page, this.#at] = [next.value, 0];
      }
      const row = this.#page[this.#at]!;
      if (row.xact >= to) return;
      this.#at += 1;
      this.count += 1;
      yield row;
    }
  }

  async end(): Promise<void> {
    await this.#pages.return(undefined);
  }
}

const named = (key: string): string => `键为 ${key} 的一行`;
const strange = (table: string, key: string): Misfit => new Misfit(table, `${named(key)}是多出来的，或者被人改过：日志里没有它的摘要。`);
const missing = (table: string, key: string): Misfit => new Misfit(table, `${named(key)}不见了：日志里还有它的摘要。`);

// One span: every row that stands from it is in its digest and the same. What was digested and stands there no longer is given on.
async function compareSpan(rows: Rows, { table, from, to, ...digest }: Digest, set: number, hash: TreeHash): Promise<Set<string>> {
  for await (const { key } of rows.below(from)) throw strange(table, key);
  const left = new Set(digest.rows.keys());
  for await (const row of rows.below(to)) {
    const { key } = row;
    const print = left.delete(key) && digest.rows.get(key);
    if (!print) throw strange(table, key);
    if (!print.equals(printOf(hash, row[set]!))) throw new Misfit(table, `${named(key)}与日志里的摘要对不上：它在进日志以后被改动过。`);
  }
  return left;
}

function checkLink(digest: Digest | { digestId: string }, hash: TreeHash, links: LoggedLinks): Digest {
  const link = links.get(digest.digestId);
  links.delete(digest.digestId);
  if (!link) throw new Misfit("digest.digests", `摘要 ${digest.digestId} 是多出来的：日志里没有它的叶。`);
  if ("rows" in digest && linkOf(hash, digest).equals(link)) return digest;
  throw new Misfit("digest.digests", `摘要 ${digest.digestId} 与它在日志里的叶对不上：它被改动过。`);
}

interface Ever {
  key: string[];
  /** The sets of columns that were ever hashed, as they were called then, and as they are called now. */
  sets: string[][];
  now: string[][];
}

async function checkTable(ctx: Ctx, { name, living }: CoveredTable, { key, sets, now }: Ever, given: Given, result: DigestsChecked): Promise<void> {
  const rows = new Rows(rowsInOrder(ctx, name, key, now));
  // Digested once and standing there no longer: written again since, where that may be, and then found further on.
  const moved = new Set<string>();
  try {
    for await (const each of digestsOf(ctx, name)) {
      const digest = checkLink(each, given.hash, given.links);
      const set = sets.findIndex((columns) => columns.join() === digest.columns.join());
      const left = await compareSpan(rows, digest, set, given.hash);
      for (const row of digest.rows.keys()) moved.delete(row);
      for (const row of left)
        if (living) moved.add(row);
        else throw missing(name, row);
      result.digests += 1;
    }
    for await (const late of rows.below(given.settled)) throw strange(name, late.key);
    result.rows += rows.count;
    for await (const newer of rows.below(Infinity)) {
      moved.delete(newer.key);
      result.waiting += 1;
    }
    for (const row of moved) throw missing(name, row);
  } finally {
    await rows.end();
  }
}

interface Given {
  hash: TreeHash;
  settled: number;
  links: LoggedLinks;
}

/** A column as it may have been hashed: whole, too, where it came to hold encrypted texts only later. Rows of before are still compared whole. */
function asHashed(column: string): string[] {
  return column.endsWith("*") ? [column, column.slice(0, -1)] : [column];
}

/**
 * Compares every covered table with its digests: each row as it stands was digested so, in the span of the transaction that wrote it, and none is
 * missing. `settled` is how far digests were taken; `links` what the log has of them, by id. Inside a snapshot. Throws the first `Misfit`.
 */
export async function checkDigests(ctx: Ctx, given: Given): Promise<DigestsChecked> {
  const result: DigestsChecked = { rows: 0, digests: 0, waiting: 0 };
  await ctx.db.query("set local timezone = 'UTC'");
  const links = new Map(given.links);
  const ever = Map.groupBy(await listDigested(ctx), ({ table }) => table);
  const covered = await listCovered(ctx.db);
  const renamed = await renamingOf(ctx);
  for (const [table, digested] of ever) {
    const now = covered.find(({ name }) => name === table);
    const standing = new Set(now?.columns.flatMap(asHashed));
    const lost = digested.flatMap(({ columns }) => renamed(table, columns)).find((column) => !standing.has(column));
    if (!now || lost) throw new Misfit(table, now ? `整列 ${lost} 不见了。` : "整张表不见了。");
  }
  for (const table of covered) {
    const digested = ever.get(table.name) ?? [];
    const sets = digested.length > 0 ? digested.map(({ columns }) => columns) : [table.columns];
    const now = sets.map((columns) => renamed(table.name, columns));
    await checkTable(ctx, table, { key: renamed(table.name, digested[0]?.key ?? table.key), sets, now }, { ...given, links }, result);
  }
  for (const stray of links.keys()) throw new Misfit("digest.digests", `摘要 ${stray} 不见了：它在日志里的叶还在。`);
  return result;
}
