import { createReadStream } from "node:fs";
import { copyFile, mkdir, rename, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import { from } from "pg-copy-streams";
import { openClient, type Client, type Sql } from "#kernel/db";
import { FILES, namedFiles } from "./backup.ts";
import { opening } from "./cipher.ts";
import type { Manifest } from "./manifest.ts";
import { listTables } from "./tables.ts";

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

/** Brings the files of a backup into a folder. Those that are there already are left: their name is their content. */
async function bringFiles(place: string, name: string, into: string): Promise<void> {
  for (const file of await namedFiles(place, name)) {
    const [source, target] = [join(place, FILES, file), join(into, file)];
    const [is, was] = await Promise.all([stat(source), stat(target).catch(() => undefined)]);
    if (was?.size === is.size && Math.abs(was.mtimeMs - is.mtimeMs) < 1) continue;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(source, `${target}.half`);
    await utimes(`${target}.half`, is.atime, is.mtime);
    await rename(`${target}.half`, target);
  }
}

/**
 * Fills a database with what a backup holds, in one transaction, and brings its files: a restore that is cut off leaves a database without a city, and can be begun
 * again. Rows keep the transaction that wrote them; what triggers would write stays as it was.
 * @throws Error where the database holds a city, has other tables, or something of the backup was altered
 */
export async function restoreBackup(place: string, name: string, manifest: Manifest, target: RestoreTarget): Promise<void> {
  await bringFiles(place, name, target.filesDir);
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
    for (const { name: table, columns, rows, bytes, tag } of manifest.tables) {
      const copy = client.query(from(`copy ${table} (${columns.join(", ")}) from stdin`));
      const file = createReadStream(join(place, name, "tables", table.replaceAll('"', "")));
      await pipeline(file, opening(manifest.suite, target.key, table, Buffer.from(tag, "hex")), createZstdDecompress(), copy);
      if (copy.rowCount !== rows) throw new Error(`${table} has ${copy.rowCount} rows, not the ${rows} of the backup`);
      done += bytes;
      target.tell?.(done, all);
    }
    for (const { name: sequence, value } of manifest.sequences) if (value !== null) await client.query("select setval($1, $2)", [sequence, value]);
    for (const table of names) await client.query(`alter table ${table} enable trigger user`);
    await client.query("commit");
    await client.query("analyze");
  } finally {
    await client.end();
  }
}
