// Restores a backup into an empty DATA_DIR with the keys of the city: npm run restore -- DIR [NAME]      the newest unless named
import { resolve } from "node:path";
import { listBackups } from "#kernel/backup";
import { readConfig } from "#kernel/config";
import { restore } from "../src/safekeeping.ts";
import { progress } from "./progress.ts";

const [given, named] = process.argv.slice(2);
if (given === undefined) {
  console.error("用法：restore 文件夹 [哪一份]");
  process.exit(2);
}
const place = resolve(given);
const begun = performance.now();
try {
  const name = named ?? (await listBackups(place)).at(-1);
  if (name === undefined) throw new Error(`${place} has no backup`);
  const { manifest, verdict } = await restore(readConfig(), place, name, { tell: progress("恢复") });
  console.log(`已恢复 ${manifest.city} ${manifest.madeAt} 的备份，用时 ${((performance.now() - begun) / 1000).toFixed(1)} 秒。`);
  if (verdict.fault || verdict.breaches.length > 0) {
    console.error(`核对没有通过：${verdict.fault ? `${verdict.fault.table}：${verdict.fault.says}` : `${verdict.breaches.length} 件自相矛盾`}`);
    process.exit(1);
  }
  console.log(`逐条核对过：${verdict.matters} 件、${verdict.acts} 个行为、${verdict.rows} 行记录，都对得上。现在可以启动了。`);
  process.exit(0);
} catch (error) {
  console.error(`没有恢复，什么也没有写进城市：${(error as Error).message}`);
  process.exit(1);
}
