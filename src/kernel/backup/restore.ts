import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import { from } from "pg-copy-streams";
import { openClient, type Client, type Sql } from "#kernel/db";
import { FILES, namedFiles } from "./backup.ts";
import { opening } from "./cipher.ts";
import { bringFiles } from "./files.ts";
import type { Manifest } from "./manifest.ts";
import { listIndexes, listTables } from "./tables.ts";

/** Where a backup is restored to. */
export interface RestoreTarget {
  /** Owner's connection to a database that has the tables of the backup's version and no city in them. */
  databaseUrl: string;
  filesDir: string;
  key: Buffer;
  /** Whether there is a city in it already. */
  holdsCity(db: Pick<Sql, "query">): Promise<boolean>;
  tell?(done: number, all: number): void;
}

/** What of the backup's tables the database has not got, in words. */
async function lacking(client: Client, { tables }: Manifest): Promise<string[]> {
  const there = new Map((await listTables(client)).map(({ name, columns }) => [name, new Set(columns)]));
  return tables.flatMap(({ name, columns }) => {
    const known = there.get(name);
    if (!known) return [name];
    return columns.filter((column) => !known.has(column)).map((column) => `${name}.${column}`);
  });
}

/** Whether every file of a backup that its manifest names is there, of the size it had. Gives those that are not. */
export async function missingFiles(place: string, name: string, manifest: Manifest): Promise<string[]> {
  const sizes = manifest.tables.map(({ name: table, bytes }) => [join(place, name, "tables", table.replaceAll('"', "")), bytes] as const);
  const wrong = await Promise.all(sizes.map(async ([file, bytes]) => ((await stat(file).catch(() => undefined))?.size === bytes ? [] : [file])));
  const files = await Promise.all(
    (await namedFiles(place, name)).map(async (file) => ((await stat(join(place, FILES, file)).catch(() => undefined)) ? [] : [join(place, FILES, file)])),
  );
  return [...wrong, ...files].flat();
}

/**
 * Fills a database with what a backup holds, in one transaction, and brings its files: a restore that is cut off leaves a database without a city, and can be begun
 * again. Rows keep the transaction that wrote them; what triggers would write stays as it was.
 * @throws Error where the database holds a city, has other tables, or something of the backup was altered
 */
export async function restoreBackup(place: string, name: string, manifest: Manifest, target: RestoreTarget): Promise<void> {
  await bringFiles(join(place, FILES), target.filesDir, await namedFiles(place, name));
  const client = await openClient(target.databaseUrl, "yiwang-restore");
  const all = manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  try {
    await client.query("begin");
    if (await target.holdsCity({ query: async (text, values) => (await client.query(text, values)).rows as never }))
      throw new Error("the database holds a city already");
    const missing = await lacking(client, manifest);
    if (missing.length > 0) throw new Error(`the database has not got what the backup holds: ${missing.slice(0, 10).join(", ")}`);
    const names = manifest.tables.map((table) => table.name);
    for (const table of names) await client.query(`alter table ${table} disable trigger user`);
    await client.query(`truncate ${names.join(", ")}`);
    // An index is made in a third of the time once all rows are there.
    const indexes = await listIndexes(client, names);
    for (const { name: index } of indexes) await client.query(`drop index ${index}`);
    for (const { name: table, columns, rows, bytes, tag } of manifest.tables) {
      const copy = client.query(from(`copy ${table} (${columns.join(", ")}) from stdin`));
      const file = createReadStream(join(place, name, "tables", table.replaceAll('"', "")));
      await pipeline(file, opening(manifest.suite, target.key, table, Buffer.from(tag, "hex")), createZstdDecompress(), copy);
      if (copy.rowCount !== rows) throw new Error(`${table} has ${copy.rowCount} rows, not the ${rows} of the backup`);
      done += bytes;
      target.tell?.(done, all);
    }
    await client.query("set local maintenance_work_mem = '256MB'");
    for (const { definition } of indexes) await client.query(definition);
    for (const { name: sequence, value } of manifest.sequences) if (value !== null) await client.query("select setval($1, $2)", [sequence, value]);
    for (const table of names) await client.query(`alter table ${table} enable trigger user`);
    await client.query("commit");
    await client.query("analyze");
  } finally {
    await client.end();
  }
}
