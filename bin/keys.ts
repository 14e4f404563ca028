// Keys of personal fields: keys status            versions, and how far re-encrypting has come
//                          keys rotate            a new version; a running city takes it up and re-encrypts everything in the background
//                          keys reencrypt            re-encrypts here and now, until all is clean; beside a running city, or without one
//                          keys retire VERSION    removes a version that nothing needs any more; backups made before need it
//                          keys rewrap FILE       makes the master key in FILE (made when it is not there) the master key
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { readConfig } from "#kernel/config";
import { Refusal } from "#values/errors";
import { openDataKeys, rewrap } from "#crypto/keys";
import { listPasses, reencrypt, retire, type Pass } from "#kernel/rotation";
import { openCity, type City } from "../src/city.ts";

const USAGE = "用法：keys status | keys rotate | keys reencrypt | keys retire 版本号 | keys rewrap 新主密钥文件";

const config = readConfig();
const folder = join(config.dataDir, "secrets", "keys");
const masterKey = (): string => readFileSync(config.masterKeyFile, "utf8").trim();

function lineOf({ place, partsDone, partsAll, reencrypted, unreadable, cleanAt }: Pass): string {
  const share = partsAll === 0 ? 100 : Math.floor((100 * partsDone) / partsAll);
  const state = cleanAt ? "已全部换好" : partsDone === 0 && reencrypted > 0 ? "等待复查" : `${share}%`;
  return `  ${place.padEnd(34)} ${state}，换了 ${reencrypted} 项${unreadable > 0 ? `，另有 ${unreadable} 项打不开，保持原样` : ""}`;
}

async function status(city: City): Promise<number> {
  const versions = city.dataKeys.list();
  const newest = versions.at(-1)!;
  for (const { version, madeAt } of versions)
    console.log(`第 ${version} 版，${madeAt.toLocaleString("zh-CN", { timeZone: "Asia/Shanghai" })} 生成${version === newest.version ? "，正在使用" : ""}`);
  if (versions.length === 1) return 0;
  const passes = await listPasses(city.ctx(), newest.version);
  for (const pass of passes) console.log(lineOf(pass));
  const clean = passes.length > 0 && passes.every(({ cleanAt }) => cleanAt !== null);
  const old = versions.slice(0, -1).map(({ version }) => version);
  console.log(
    clean
      ? `已全部换到第 ${newest.version} 版。第 ${old.join("、")} 版可以停用：keys retire ${old[0]}。之前的备份要用旧版密钥才能打开，请先另存一份密钥文件。`
      : `正在换到第 ${newest.version} 版，旧版还不能停用。平台没有运行时，可以用 keys reencrypt 接着换。`,
  );
  return 0;
}

async function reencryptNow(city: City): Promise<number> {
  // Places are proved clean only once every process encrypts by the newest version: that takes up to half a minute after a rotation.
  while (!(await reencrypt({ ...city.reencryption(), rest: 0 }))) await new Promise((resume) => setTimeout(resume, 1000));
  return status(city);
}

async function changeMaster(file: string): Promise<number> {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  const next = readFileSync(file, "utf8").trim();
  if (!/^[0-9a-f]{64}$/i.test(next)) {
    console.log(`${file} 里不是主密钥：要 64 位十六进制数字。没有改动任何文件。`);
    return 1;
  }
  const count = await rewrap({ folder, masterFile: config.masterKeyFile, master: masterKey(), next, suite: config.suite });
  console.log(`${count} 把密钥已改用新的主密钥，新的主密钥已写入 ${config.masterKeyFile}。之前的密钥备份要用旧的主密钥才能打开。`);
  return 0;
}

async function inCity(work: (city: City) => Promise<number>): Promise<number> {
  const city = await openCity(config);
  try {
    return await work(city);
  } finally {
    await city.close();
  }
}

const ACTS: Record<string, (given: string | undefined) => Promise<number>> = {
  status: () => inCity(status),
  async rotate() {
    const version = await (await openDataKeys(folder, masterKey, config.suite)).add();
    console.log(`已生成第 ${version} 版。运行中的平台会在 10 秒内改用它，并在后台把旧版加密的内容全部重新加密；进度请用 keys status 查看。`);
    return 0;
  },
  reencrypt: () => inCity(reencryptNow),
  retire: (given) =>
    inCity(async (city) => {
      await retire(city.reencryption(), Number(given));
      console.log(`第 ${given} 版已停用并删除。`);
      return 0;
    }),
  rewrap: (given) => changeMaster(given!),
};

const [act = "", given] = process.argv.slice(2);
if (!ACTS[act] || ((act === "retire" || act === "rewrap") && !given) || (act === "retire" && !/^[1-9][0-9]{0,5}$/.test(given!))) {
  console.error(USAGE);
  process.exit(2);
}
let code = 1;
try {
  code = await ACTS[act](given);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.log(error.message);
}
process.exit(code);
