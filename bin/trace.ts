// The public trace: npm run trace -- verify [--witness FILE]   checks everything, names the first record that does not fit
//                   npm run trace -- witness FILE              adds the newest signed checkpoint to a file that another machine keeps
//                   npm run trace -- proof FILE [--witness FILE]   checks the proof that a person took from their matter; needs no database
//                   npm run trace -- verify --at-rest          the same of a copy in which nobody works: then nothing may wait for the log either
//                   npm run trace -- append                    adds what waits to the log now instead of at the next minute
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { appendLeaves, keepWitness, proofFault, readProof, readWitness, verify, type Witness } from "#proof/log";
import { readConfig } from "#kernel/config";
import { Refusal } from "#values/errors";
import { Misfit } from "#kernel/trace";
import { openCity, type City } from "../src/city.ts";

const USAGE = "用法：trace verify [--witness 见证文件] [--at-rest] | trace witness 见证文件 | trace proof 凭证文件 [--witness 见证文件] | trace append";

const MOST_NAMED = 50;

function usage(): never {
  console.error(USAGE);
  process.exit(2);
}

const kept = (file: string): Witness => readWitness(readFileSync(file, "utf8"));

async function check(city: City, file: string | undefined, atRest: boolean): Promise<number> {
  const started = performance.now();
  const { fault, matters, acts, looks, rows, encrypted, leaves, checkpoints, waiting, breaches } = await verify(city.ctx(), {
    ...(file && { witness: kept(file) }),
    atRest,
  });
  if (fault) {
    console.log(`${fault.table}：${fault.says}`);
  }
  for (const { number, matterId, says } of breaches.slice(0, MOST_NAMED)) console.log(`matter.matters：办件 ${number ?? matterId} 自相矛盾：${says}。`);
  if (breaches.length > MOST_NAMED) console.log(`另有 ${breaches.length - MOST_NAMED} 处自相矛盾，没有列出。`);
  if (fault || breaches.length > 0) return 1;
  console.log(
    `全部对得上：办件 ${matters} 件、办理记录 ${acts} 条、查看记录 ${looks} 条、其余各表 ${rows} 行、加密的内容 ${encrypted.opened} 项${encrypted.closed > 0 ? `（另有 ${encrypted.closed} 项没有密钥，打不开，没有核对）` : ""}，日志 ${leaves} 片叶、检查点 ${checkpoints} 个` +
      `${waiting > 0 ? `，另有 ${waiting} 条等下一批` : ""}${file ? "，与见证文件一致" : ""}（${((performance.now() - started) / 1000).toFixed(1)} 秒）。`,
  );
  return 0;
}

async function keep(city: City, file: string): Promise<number> {
  const after = await keepWitness(city.ctx(), file);
  if (!after) {
    console.log("日志还是空的，没有检查点可以见证。");
    return 1;
  }
  console.log(`${file} 里有 ${after.checkpoints.length} 个检查点，最新的是 ${after.checkpoints.at(-1)!.size} 片叶。`);
  return 0;
}

function checkProof(file: string, witness: string | undefined): number {
  const proof = readProof(readFileSync(file, "utf8"));
  const fault = proofFault(proof, witness ? kept(witness) : undefined);
  console.log(
    fault ?? `对得上：办件 ${proof.matter} 的 ${proof.acts.length} 条记录都在签过名的日志里（${proof.checkpoint.size} 片叶，${proof.checkpoint.at}）。`,
  );
  return fault ? 1 : 0;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { witness: { type: "string" }, "at-rest": { type: "boolean", default: false } } });
const [act, file] = positionals;
if (!act || !["verify", "witness", "proof", "append"].includes(act) || ((act === "witness" || act === "proof") && !file)) usage();
if (act === "proof") {
  try {
    process.exit(checkProof(file!, values.witness));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.log(error.message);
    process.exit(1);
  }
}

const city = await openCity(readConfig());
let code = 1;
try {
  if (act === "verify") code = await check(city, values.witness, values["at-rest"]);
  else if (act === "witness") code = await keep(city, file!);
  else {
    console.log(`日志里添了 ${await appendLeaves(city.ctx())} 片叶。`);
    code = 0;
  }
} catch (error) {
  if (!(error instanceof Misfit || error instanceof Refusal)) throw error;
  console.log(error.message);
} finally {
  await city.close();
}
process.exit(code);
