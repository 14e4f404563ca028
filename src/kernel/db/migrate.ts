import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
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

/**
 * Brings the database up to date: each file once, in its own transaction, by the owner role. The row is written first, so
 * a second process that migrates at the same moment waits and then finds it done. A file that changed after it was applied
 * is refused by name: history is not edited, a new file is added.
 */
export async function migrate(owner: Pool, blocks: { name: string; folder: string }[]): Promise<string[]> {
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
    if (hash) continue;
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
