import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { listInbox } from "#matter/lists";
import { openSession } from "#people/identity";
import { readConfig, type Config } from "#kernel/config";
import { removeCluster } from "#kernel/db";
import { SESSION_COOKIE } from "#kernel/http";
import { serve, type City } from "../src/city.ts";
import { backUp, restore } from "../src/safekeeping.ts";
import { seedBulk } from "../src/seed/bulk.ts";
import { percentile, tell } from "./figure.ts";
import { castOf } from "./lifecycle.ts";
import { inCity } from "./place.ts";

// Backup of a city that works and its restore, beside PostgreSQL's own base backup thrown away and `cp -a` of the files, in one run:
// npm run bench -- operation [-- MATTERS [MEGABYTES of files]]

const MATTERS = Number(process.argv[3] ?? 100_000);
const MEGABYTES = Number(process.argv[4] ?? 10_000);
const FILE = 2;
const PACKS = join(import.meta.dirname, "../packs");

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

/** Files as they lie: random, since what is encrypted cannot be compressed. */
function writeFiles(dataDir: string): void {
  for (let i = 0; i < MEGABYTES / FILE; i += 1) {
    const name = randomBytes(32).toString("hex");
    mkdirSync(join(dataDir, "files", name.slice(0, 2)), { recursive: true });
    writeFileSync(join(dataDir, "files", name.slice(0, 2), name.slice(2)), randomBytes(FILE * 1_000_000));
  }
}

/** PostgreSQL's own copy of the cluster, as it streams; nothing of it is kept. */
async function baseBackup(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, replication: "true" } as pg.ClientConfig);
  await client.connect();
  await client.query("BASE_BACKUP (CHECKPOINT 'fast', WAL false)").catch((error: Error) => {
    throw new Error(`BASE_BACKUP: ${error.message}`);
  });
  await client.end();
}

/** How long the inbox takes somebody, again and again, until told to end. */
async function visits(city: City, until: Promise<unknown> | number): Promise<number> {
  const cast = await castOf(city);
  const app = await serve(city);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as { port: number };
  const cookie = `${SESSION_COOKIE}=${await openSession(city.ctx(), { kind: "staff", id: cast.acceptance.id }, "bench")}`;
  const { rows } = await listInbox(city.ctx(cast.acceptance), {});
  const samples: number[] = [];
  let going = true;
  if (typeof until !== "number") void until.finally(() => (going = false));
  for (let i = 0; typeof until === "number" ? i < until : going; i += 1) {
    const begun = performance.now();
    const path = i % 2 === 0 ? "/console/inbox" : `/console/matters/${rows[i % rows.length]!.matterId}`;
    await (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })).text();
    samples.push(performance.now() - begun);
    await new Promise((resume) => setTimeout(resume, 20));
  }
  await app.close();
  return percentile(samples.slice(5), 0.95);
}

await inCity(async (city, dataDir) => {
  await castOf(city);
  await seedBulk(city, PACKS, MATTERS);
  writeFiles(dataDir);
  await city.database.owner.query("vacuum analyze");
  const { config } = city;
  const [place, copy] = [mkdtempSync(join(tmpdir(), "yiwang-backups-")), mkdtempSync(join(tmpdir(), "yiwang-copied-"))];
  const bare = async (): Promise<number> =>
    seconds(async () => {
      await baseBackup(city.database.cluster!.url("yiwang"));
      spawnSync("cp", ["-a", join(dataDir, "files"), copy]);
    });
  const size = await city.database.owner.query<{ size: string }>("select pg_database_size(current_database()) as size");
  tell({ name: "operation.database", value: Number(size.rows[0]!.size) / 1e6, unit: "MB" });
  try {
    const baseline = await bare();
    tell({ name: "operation.backup", value: await seconds(() => backUp(config, place)), unit: "s", baseline });
    tell({ name: "operation.backup.next-day", value: await seconds(() => backUp(config, place)), unit: "s", baseline });
    const quiet = await visits(city, 150);
    const running = backUp(config, mkdtempSync(join(place, "again-")));
    tell({ name: "operation.pages.p95", value: await visits(city, running), unit: "ms", baseline: quiet });
    const { name } = await running.then(() => backUp(config, place));
    const fresh = mkdtempSync(join(tmpdir(), "yiwang-restored-"));
    cpSync(join(dataDir, "secrets", "keys"), join(fresh, "secrets", "keys"), { recursive: true });
    for (const secret of ["master.key", "backup.key"]) cpSync(join(dataDir, "secrets", secret), join(fresh, "secrets", secret));
    const target: Config = readConfig({ DATA_DIR: fresh });
    try {
      let checked = 0;
      const whole = await seconds(async () => void ({ checked } = await restored(target, place, name)));
      tell({ name: "operation.restore", value: whole - checked, unit: "s", baseline });
      tell({ name: "operation.restore.check", value: checked, unit: "s" });
    } finally {
      removeCluster(fresh);
      rmSync(fresh, { recursive: true, force: true });
    }
  } finally {
    for (const folder of [place, copy]) rmSync(folder, { recursive: true, force: true });
  }
});

/** Restores, and tells how long the check at the end took. */
async function restored(config: Config, place: string, name: string): Promise<{ checked: number }> {
  let filled = performance.now();
  await restore(config, place, name, { tell: () => void (filled = performance.now()) });
  return { checked: (performance.now() - filled) / 1000 };
}
