// Backups of a city, while it works: npm run backup -- DIR [--keep 14]   writes one, keeps the newest so many
//                                    npm run backup -- list DIR          what there is
//                                    npm run backup -- drill DIR         restores the newest beside, in a place of its own, and compares
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { listBackups, pruneBackups, readManifest } from "#kernel/backup";
import { readConfig } from "#kernel/config";
import { removeCluster } from "#kernel/db";
import { backUp, backupKey, restore } from "../src/safekeeping.ts";
import { progress } from "./progress.ts";

const USAGE = "用法：backup 文件夹 [--keep 份数] | backup list 文件夹 | backup drill 文件夹";
const { values, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: "string" } } });
const [act, given] = positionals.length === 2 ? positionals : ["make", positionals[0]];
const keep = values.keep === undefined ? undefined : Number(values.keep);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function make(place: string): Promise<number> {
  let halted = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (halted = true));
  const config = readConfig();
  const { name, manifest, copied } = await backUp(config, place, { tell: progress("备份"), halted: () => halted });
  const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
  console.log(
    `已备份到 ${join(place, name)}：${manifest.city}，数据 ${megabytes(bytes)}，文件 ${manifest.files.count} 个（${megabytes(manifest.files.bytes)}，新抄 ${copied.copied} 个），用时 ${manifest.seconds} 秒。`,
  );
  console.log(`恢复时要用的密钥不在备份里，请另外保存：${config.backupKeyFile}、${config.masterKeyFile}、${join(config.dataDir, "secrets", "keys")}`);
  if (keep !== undefined) for (const gone of await pruneBackups(place, keep)) console.log(`已删除旧的备份 ${gone}`);
  return 0;
}

async function list(place: string): Promise<number> {
  const key = backupKey(readConfig());
  for (const name of await listBackups(place)) {
    const { city, version, tables, files } = readManifest(join(place, name), key);
    console.log(`${name}  ${city}  程序 ${version}  数据 ${megabytes(tables.reduce((sum, { bytes }) => sum + bytes, 0))}  文件 ${files.count} 个`);
  }
  return 0;
}

async function drill(place: string): Promise<number> {
  const config = readConfig();
  const name = (await listBackups(place)).at(-1);
  if (name === undefined) throw new Error(`${place} has no backup`);
  const dataDir = mkdtempSync(join(tmpdir(), "yiwang-drill-"));
  const begun = performance.now();
  try {
    // The keys as whoever restores has them; passwords of the database are made anew.
    cpSync(join(config.dataDir, "secrets", "keys"), join(dataDir, "secrets", "keys"), { recursive: true });
    cpSync(config.masterKeyFile, join(dataDir, "secrets", "master.key"));
    cpSync(config.backupKeyFile, join(dataDir, "secrets", "backup.key"));
    const { manifest, verdict } = await restore(readConfig({ DATA_DIR: dataDir, CRYPTO_SUITE: config.suite }), place, name, { tell: progress("演练恢复") });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `${name} 恢复得起来：${manifest.tables.length} 张表 ${rows} 行，与备份时一样；${verdict.acts} 个行为、${verdict.rows} 行记录逐条核对，用时 ${((performance.now() - begun) / 1000).toFixed(1)} 秒。`,
    );
    if (verdict.fault) console.error(`核对没有通过：${verdict.fault.table}：${verdict.fault.says}`);
    return verdict.fault || verdict.breaches.length > 0 ? 1 : 0;
  } finally {
    removeCluster(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const ACTS: Record<string, (place: string) => Promise<number>> = { make, list, drill };

if (given === undefined || !Object.hasOwn(ACTS, act!) || (keep !== undefined && !(Number.isInteger(keep) && keep > 0))) {
  console.error(USAGE);
  process.exit(2);
}
try {
  process.exit(await ACTS[act!]!(resolve(given)));
} catch (error) {
  console.error(`没有做成：${(error as Error).message}`);
  process.exit(1);
}
