import { one, sqlOf } from "#kernel/db";
import { conflict } from "#values/errors";
import { endPass, forgetPasses, listPasses } from "./passes.ts";
import { places, type Reencryption } from "./reencryption.ts";

// Also those that only read so far, and have no number yet: what they read under the old version they may still write back.
const RUNNING = `
  select clock_timestamp() as now, coalesce(min(xact_start), clock_timestamp()) as oldest from pg_stat_activity
  where usename = current_user and datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`;

// A transaction that runs longer than this is not waited for.
const PATIENCE = 60_000;

/** Waits until every transaction that runs now has ended: none of them can write back a value that it read encrypted under the old version. */
async function untilSettled({ ctx }: Reencryption): Promise<void> {
  const { now } = await one<{ now: Date }>(ctx.db, RUNNING);
  for (const started = performance.now(); ;) {
    if ((await one<{ oldest: Date }>(ctx.db, RUNNING)).oldest > now) return;
    if (performance.now() - started > PATIENCE) throw conflict("BUSY", "数据库里有一项办了很久还没结束的操作，这个版本暂时不能停用，请过几分钟再试。");
    await new Promise((resume) => setTimeout(resume, 200));
  }
}

/**
 * Removes a version of the data key for ever. Everything is read once more before: whatever was written back under the old version since it
 * was all clean is found, and the version stays. Backups made before need the key: keep a copy of its file with them.
 * @throws Refusal NO_VERSION, NEWEST_VERSION, NOT_TAKEN_UP, STILL_NEEDED or BUSY; then the key is still there.
 */
export async function retire(reencryption: Reencryption, version: number): Promise<void> {
  const { ctx, pool, keys } = reencryption;
  const versions = keys.list();
  const newest = versions.at(-1)!.version;
  if (!versions.some((each) => each.version === version)) throw conflict("NO_VERSION", `没有第 ${version} 版数据密钥，请用 status 查看有哪些版本。`);
  if (version === newest) throw conflict("NEWEST_VERSION", `第 ${version} 版正在使用，不能停用。请先换用新版（rotate）。`);
  if (!keys.takenUp()) throw conflict("NOT_TAKEN_UP", `第 ${newest} 版刚刚启用，可能还有进程在用旧版加密，请过一分钟再试。`);
  const passes = new Map((await listPasses(ctx, newest)).map((pass) => [pass.place, pass]));
  await untilSettled(reencryption);
  for (const place of await places(ctx, sqlOf(pool), newest)) {
    if (!passes.get(place.name)?.cleanAt) throw conflict("STILL_NEEDED", `还没有全部换到第 ${newest} 版：${place.name} 还在进行。旧版密钥没有停用。`);
    const count = await place.count();
    if (count === 0) continue;
    await endPass(ctx, newest, place.name, false);
    throw conflict("STILL_NEEDED", `${place.name} 里还有 ${count} 项是用旧版加密的，后台会接着换。旧版密钥没有停用，请稍后再试。`);
  }
  await keys.remove(version);
  await forgetPasses(ctx, version);
}
