import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "#kernel/config";
import { first, hasCluster, type Sql } from "#kernel/db";

/** Stands in a data folder from the moment a city has begun there. */
const MARK = "begun";

/** Says in the data folder that a city has begun there, so that whoever starts it next expects a database and keys. */
export function markBegun({ dataDir }: Config): void {
  const mark = join(dataDir, MARK);
  if (!existsSync(mark)) writeFileSync(mark, `${new Date().toISOString()}\n`);
}

const begunHere = ({ dataDir }: Config): boolean => existsSync(join(dataDir, MARK));

/** Refuses to begin a database anew where a city has begun: nothing may look like a city that is whole while everything in it is gone. */
export function refuseLostDatabase(config: Config): void {
  if (begunHere(config) && config.databaseUrl === undefined && !hasCluster(config.dataDir))
    throw new Error(`the database of the city in ${config.dataDir} is gone: put it back from the backup; to begin another city, give it an empty DATA_DIR`);
}

/** The same of a database of elsewhere, before anything is made in it. */
export async function refuseEmptyDatabase(config: Config, sql: Sql): Promise<void> {
  if (!begunHere(config)) return;
  const [{ there }] = (await sql.query<{ there: boolean }>("select to_regnamespace('kernel') is not null as there", [])) as [{ there: boolean }];
  if (!there)
    throw new Error(
      `a city has begun in ${config.dataDir}, and the database of DATABASE_URL is empty: check the address, or put the database back from the backup`,
    );
}

/** Refuses to make keys anew for a city whose own are gone: what it keeps could never be read again, and nobody would be told. */
export async function refuseLostKeys({ dataDir, masterKeyFile }: Config, keyFolder: string, sql: Sql): Promise<void> {
  if (!(await first(sql, "select 1 as one from city.cities", []))) return;
  const keys = existsSync(keyFolder) ? readdirSync(keyFolder) : [];
  const lost = !existsSync(masterKeyFile) ? masterKeyFile : !keys.includes("personal-index.json") ? join(keyFolder, "personal-index.json") : undefined;
  const data = lost ?? (keys.some((name) => /^personal-\d+[.]json$/.test(name)) ? undefined : join(keyFolder, "personal-1.json"));
  if (data !== undefined) throw new Error(`${data} is gone, by which the city in ${dataDir} reads what it keeps: put it back from the backup`);
}
