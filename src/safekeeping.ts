import { createHmac } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findCity } from "#people/city";
import { placeRegisters, registersNow } from "#register/register";
import { verify, type Verdict } from "#proof/log";
import { makeBackup, missingFiles, readManifest, restoreBackup, type BackupSource, type Manifest } from "#kernel/backup";
import { version, type Config } from "#kernel/config";
import { openMemory } from "#kernel/ctx";
import { migrate, migrationsOf, openDatabase, secretFile, sqlOf, type Sql } from "#kernel/db";
import { migrateJobs, releaseJobs } from "#kernel/jobs";
import { openDataKeys } from "#crypto/keys";
import { blocks } from "./blocks.ts";
import { openCity } from "./city.ts";

// Backup and restore of a whole city: the parts know nothing of each other, and here it is said what all of them is.

const keyFolderOf = ({ dataDir }: Config): string => join(dataDir, "secrets", "keys");
const filesOf = ({ dataDir }: Config): string => join(dataDir, "files");

/** What a key is known by, and nothing of it can be found from. */
const fingerprint = (secret: Buffer): string => createHmac("sha256", secret).update("yiwang key fingerprint").digest("hex").slice(0, 32);

/** The keys of a city by name: of those that fields are encrypted by their fingerprints, of the others that their file is there. */
async function keysOf(config: Config): Promise<Record<string, string>> {
  const folder = keyFolderOf(config);
  const found: Record<string, string> = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => [basename(name, ".json"), ""]),
  );
  const keys = await openDataKeys(folder, secretFile(config.masterKeyFile), config.suite);
  found["personal-index"] = fingerprint(keys.index);
  for (const { version: number } of keys.list()) found[`personal-${number}`] = fingerprint(keys.find(number)!);
  return found;
}

/** Whether a database has a city in it; one in which nothing was ever made has none. */
async function holdsCity(db: Pick<Sql, "query">): Promise<boolean> {
  const absent = (error: { code?: string }): undefined => {
    if (error.code !== "42P01" && error.code !== "3F000") throw error;
    return undefined;
  };
  return (await findCity({ db }).catch(absent)) !== undefined;
}

/** What is told while something long goes on: done and all. */
export type Progress = Pick<BackupSource, "tell" | "halted">;

/** Backs a city up into a place, while it works. Migrates nothing: what is there is kept as it is. */
export async function backUp(config: Config, place: string, progress: Progress = {}): ReturnType<typeof makeBackup> {
  const database = await openDatabase(config);
  try {
    const db = sqlOf(database.owner);
    const city = await findCity({ db });
    if (!city?.readyAt) throw new Error(`in ${config.dataDir} no city has begun wholly: there is nothing to back up`);
    const registers = [...(await registersNow({ db, memory: openMemory() })).values()];
    return await makeBackup(place, {
      databaseUrl: String(database.owner.options.connectionString),
      filesDir: filesOf(config),
      key: backupKey(config, true),
      suite: config.suite,
      version: version(),
      city: city.name,
      keys: await keysOf(config),
      registers,
      now: () => new Date(),
      ...progress,
    });
  } finally {
    await database.close();
  }
}

/** The key of backups; made by the first backup, and asked for by everything else. */
export function backupKey({ backupKeyFile }: Config, make = false): Buffer {
  if (!make && !existsSync(backupKeyFile)) throw new Error(`${backupKeyFile} is not there, by which backups are read: put it there, or set BACKUP_KEY_FILE`);
  return Buffer.from(make ? secretFile(backupKeyFile) : readFileSync(backupKeyFile, "utf8").trim(), "hex");
}

/** Why a backup does not fit where it is to be restored, before anything is written; undefined when it does. */
async function misfit(config: Config, place: string, name: string, manifest: Manifest): Promise<string | undefined> {
  const known = migrationsOf(blocks());
  const strange = Object.entries(manifest.migrations).filter(([id, hash]) => known.get(id) !== hash);
  if (strange.length > 0) return `it was made by version ${manifest.version} of the program, which knows more than this one (${strange[0]![0]})`;
  if (!existsSync(config.masterKeyFile)) return `${config.masterKeyFile} is not there: put back the master key first`;
  const folder = keyFolderOf(config);
  const absent = Object.keys(manifest.keys).find((key) => !existsSync(join(folder, `${key}.json`)));
  if (absent !== undefined) return `${join(folder, `${absent}.json`)} is not there: put back the keys first`;
  const keys = await keysOf(config);
  const other = Object.entries(manifest.keys).find(([key, print]) => print !== "" && keys[key] !== print);
  if (other) return `${join(folder, `${other[0]}.json`)} is another key than that of the backup`;
  const missing = await missingFiles(place, name, manifest);
  if (missing.length > 0) return `${missing.length} files of it are not there or cut off, first ${missing[0]}`;
  return undefined;
}

/**
 * Restores a backup into a data folder with its keys and an empty database, brings it up to this version and checks the whole of it. Everything that can be known
 * beforehand is asked before anything is written.
 * @throws Error that says what does not fit
 */
export async function restore(config: Config, place: string, name: string, { tell }: Progress = {}): Promise<{ manifest: Manifest; verdict: Verdict }> {
  const key = backupKey(config);
  const manifest = readManifest(join(place, name), key);
  const against = await misfit(config, place, name, manifest);
  if (against !== undefined) throw new Error(`the backup ${name} cannot be restored here: ${against}`);
  const database = await openDatabase(config);
  try {
    const { owner } = database;
    if (await holdsCity(sqlOf(owner))) throw new Error(`the database of ${config.dataDir} holds a city already: a backup is restored into an empty one`);
    await migrate(owner, blocks(), new Set(Object.keys(manifest.migrations)));
    await migrateJobs(owner);
    await placeRegisters(sqlOf(owner), manifest.registers as Parameters<typeof placeRegisters>[1]);
    await restoreBackup(place, name, manifest, {
      databaseUrl: String(owner.options.connectionString),
      filesDir: filesOf(config),
      key,
      holdsCity,
      ...(tell && { tell }),
    });
    await releaseJobs(owner);
  } finally {
    await database.close({ keepCluster: true });
  }
  // Opened as any start does: transactions are counted on from here, and what this version adds is added.
  const city = await openCity(config, { own: true });
  try {
    return { manifest, verdict: await verify(city.ctx()) };
  } finally {
    await city.close();
  }
}
