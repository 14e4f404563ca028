import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { constants, createZstdCompress } from "node:zlib";
import { to } from "pg-copy-streams";
import { appliedMigrations, openClient } from "#kernel/db";
import { sealing, type BackupSuite } from "./cipher.ts";
import { copyFiles, pruneFiles, type CopiedFiles } from "./files.ts";
import { MANIFEST, manifestText, type Manifest } from "./manifest.ts";
import { listSequences, listTables } from "./tables.ts";

/** What a backup is made of and by. */
export interface BackupSource {
  /** Owner's connection to the database. */
  databaseUrl: string;
  /** Folder of what people handed in; its files are encrypted as they lie. */
  filesDir: string;
  key: Buffer;
  suite: BackupSuite;
  version: string;
  city: string;
  keys: Record<string, string>;
  registers: unknown[];
  now(): Date;
  /** Told how far it is: done and all, in bytes as they lie in the database. */
  tell?(done: number, all: number): void;
  halted?(): boolean;
}

/** Folder of the files of all backups in a place; each file is kept once. */
export const FILES = "files";
/** Which of them a backup names. */
export const NAMED = "files.list";
const PART = ".part";

/** The name of a backup by its moment: 2026-12-01T045246Z. */
const nameOf = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(":", "")}Z`;

/** Whole backups of a place, the oldest first. */
export async function listBackups(place: string): Promise<string[]> {
  if (!existsSync(place)) return [];
  const names = await readdir(place);
  return names.filter((name) => /^\d{4}-\d\d-\d\dT\d{6}Z$/.test(name) && existsSync(join(place, name, MANIFEST))).sort();
}

/** The files that a backup names. */
export async function namedFiles(place: string, name: string): Promise<string[]> {
  return (await readFile(join(place, name, NAMED), "utf8")).split("\n").filter((line) => line !== "");
}

/** Removes all but the newest backups of a place, and the files that none of those names. Gives the names of what went. */
export async function pruneBackups(place: string, keep: number): Promise<string[]> {
  const names = await listBackups(place);
  const gone = names.slice(0, Math.max(0, names.length - Math.max(1, keep)));
  for (const name of gone) await rm(join(place, name), { recursive: true, force: true });
  const named = new Set((await Promise.all((await listBackups(place)).map((name) => namedFiles(place, name)))).flat());
  if (gone.length > 0) await pruneFiles(join(place, FILES), named);
  return gone;
}

/** Enters a place as the one who writes there; gives the way to leave it. What a process left that was killed is nobody's. */
async function enter(place: string): Promise<() => Promise<void>> {
  const busy = join(place, "busy");
  const by = Number(await readFile(busy, "utf8").catch(() => "0"));
  if (by > 0 && isAlive(by)) throw new Error(`another backup is being made in ${place} (process ${by})`);
  await writeFile(busy, String(process.pid), { mode: 0o600 });
  return () => rm(busy, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** Removes what a backup that was cut off had begun. */
async function sweepParts(place: string): Promise<void> {
  for (const name of await readdir(place)) if (name.endsWith(PART)) await rm(join(place, name), { recursive: true, force: true });
}

/** Counts the lines of COPY's text: one a row. */
function counted(tell: (rows: number, bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let rows = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
      tell(rows, chunk.length);
      done(null, chunk);
    },
  });
}

/**
 * Writes a backup of a city that works: every table as of one moment, in one transaction that only reads, compressed and enciphered; and what files the place does
 * not have yet. Files are copied before that moment and after it: one that a row of the moment names is in one of both. It counts only when it is whole: until then
 * its folder has another name. Gives its name and what it holds.
 * @throws Error where it was halted; nothing of it is left
 */
export async function makeBackup(place: string, source: BackupSource): Promise<{ name: string; manifest: Manifest; copied: CopiedFiles }> {
  await mkdir(place, { recursive: true, mode: 0o700 });
  const leave = await enter(place);
  try {
    await sweepParts(place);
    return await made(place, source);
  } finally {
    await leave();
  }
}

async function made(place: string, source: BackupSource): ReturnType<typeof makeBackup> {
  const begun = performance.now();
  const before = await copyFiles(source.filesDir, join(place, FILES), source.halted);
  let at = source.now();
  // A name is a second.
  while (existsSync(join(place, nameOf(at)))) {
    await pause(200);
    at = source.now();
  }
  const name = nameOf(at);
  const part = join(place, `${name}${PART}`);
  await mkdir(join(part, "tables"), { recursive: true, mode: 0o700 });
  const client = await openClient(source.databaseUrl, "yiwang-backup");
  try {
    await client.query("begin isolation level repeatable read read only");
    const tables = await listTables(client);
    const sizes = await client.query<{ name: string; size: string }>("select t as name, pg_table_size(t::regclass) as size from unnest($1::text[]) t", [
      tables.map(({ name }) => name),
    ]);
    const sizeOf = new Map(sizes.rows.map(({ name, size }) => [name, Number(size)]));
    const all = [...sizeOf.values()].reduce((sum, size) => sum + size, 0);
    let done = 0;
    const kept: Manifest["tables"] = [];
    for (const table of tables) {
      if (source.halted?.()) throw new Error("the backup was halted");
      const file = join(part, "tables", table.name.replaceAll('"', ""));
      const held = { rows: 0, tag: "" };
      const copy = client.query(to(`copy ${table.name} (${table.columns.join(", ")}) to stdout`));
      const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
      const seal = sealing(source.suite, source.key, table.name, (tag) => void (held.tag = tag.toString("hex")));
      await pipeline(
        copy,
        counted((rows) => void (held.rows += rows)),
        compress,
        seal,
        createWriteStream(file, { mode: 0o600, flush: true }),
      );
      kept.push({ ...table, ...held, bytes: (await stat(file)).size });
      done += sizeOf.get(table.name) ?? 0;
      source.tell?.(done, all);
    }
    const sequences = await listSequences(client);
    const migrations = await appliedMigrations(client);
    await client.query("commit");
    const after = await copyFiles(source.filesDir, join(place, FILES), source.halted);
    const named = [...new Set([...before.there, ...after.there])].sort();
    const manifest: Manifest = {
      format: 1,
      version: source.version,
      city: source.city,
      madeAt: at.toISOString(),
      seconds: Math.round((performance.now() - begun) / 100) / 10,
      suite: source.suite,
      keys: source.keys,
      migrations,
      registers: source.registers,
      tables: kept,
      sequences,
      files: { count: named.length, bytes: after.bytes },
    };
    await writeFile(join(part, NAMED), `${named.join("\n")}\n`, { mode: 0o600, flush: true });
    await writeFile(join(part, MANIFEST), manifestText(source.key, manifest), { mode: 0o600, flush: true });
    await rename(part, join(place, name));
    return { name, manifest, copied: { ...after, copied: before.copied + after.copied } };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}
