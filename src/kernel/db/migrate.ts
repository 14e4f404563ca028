import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client, Pool } from "pg";
import { GRANT_REENCRYPTING } from "./roles.ts";
import { COVER, numberTransactions } from "./xact.ts";

interface Migration {
  block: string;
  name: string;
  text: string;
  hash: string;
}

/** Reads `<folder>/migrations/*.sql` of every block in the order given; the order of blocks is the order of start. */
function readMigrations(blocks: { name: string; folder: string }[]): Migration[] {
  return blocks.flatMap(({ name: block, folder }) => {
    const directory = join(folder, "migrations");
    if (!existsSync(directory)) return [];
    return readdirSync(directory)
      .filter((file) => file.endsWith(".sql"))
      .sort()
      .map((file) => {
        const text = readFileSync(join(directory, file), "utf8");
        return { block, name: file, text, hash: createHash("sha256").update(text).digest("hex") };
      });
  });
}

/** The migrations that have been applied to a database: block/name → hash. */
export async function appliedMigrations(client: Pick<Client, "query">): Promise<Record<string, string>> {
  const { rows } = await client.query<{ id: string; hash: string }>("select block || '/' || name as id, hash from kernel.migrations order by applied_at, 1");
  return Object.fromEntries(rows.map(({ id, hash }) => [id, hash]));
}

/** Every migration that the program has: block/name → hash. */
export function migrationsOf(blocks: { name: string; folder: string }[]): ReadonlyMap<string, string> {
  return new Map(readMigrations(blocks).map(({ block, name, hash }) => [`${block}/${name}`, hash]));
}

/**
 * Brings the database up to date: each file once, in its own transaction, by the owner role. The row is written first, so
 * a second process that migrates at the same moment waits and then finds it done. A file that changed after it was applied
 * is refused by name: history is not edited, a new file is added. With `only` those alone are applied: a backup of an earlier version is filled in before the rest.
 */
export async function migrate(owner: Pool, blocks: { name: string; folder: string }[], only?: ReadonlySet<string>): Promise<string[]> {
  await owner.query(`
    create schema if not exists kernel;
    create table if not exists kernel.migrations (
      block text not null, name text not null, hash text not null, applied_at timestamptz not null default now(),
      primary key (block, name))`);
  // Until 2026-12 the name of a block began with its ring.
  await owner.query("update kernel.migrations set block = split_part(block, '/', 2) where block like '%/%'");
  await numberTransactions(owner);
  const { rows } = await owner.query<{ block: string; name: string; hash: string }>("select block, name, hash from kernel.migrations");
  const applied = new Map(rows.map((row) => [`${row.block}/${row.name}`, row.hash]));
  const done: string[] = [];
  for (const migration of readMigrations(blocks)) {
    const id = `${migration.block}/${migration.name}`;
    const hash = applied.get(id);
    if (hash && hash !== migration.hash) throw new Error(`migration ${id} was changed after it was applied; add a new file instead`);
    if (hash || only?.has(id) === false) continue;
    const client = await owner.connect();
    try {
      await client.query("begin");
      const inserted = await client.query("insert into kernel.migrations (block, name, hash) values ($1, $2, $3) on conflict do nothing", [
        migration.block,
        migration.name,
        migration.hash,
      ]);
      if (inserted.rowCount === 1) await client.query(migration.text);
      await client.query("commit");
      done.push(id);
    } catch (error) {
      await client.query("rollback");
      throw new Error(`migration ${id}: ${(error as Error).message}`, { cause: error });
    } finally {
      client.release();
    }
  }
  if (done.length > 0) await owner.query(COVER);
  if (done.length > 0) await owner.query(GRANT_REENCRYPTING);
  return done;
}
