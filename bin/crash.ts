// Kills server and database at random moments of a load, fifty times, and compares what was acknowledged with what is there:
// npm run crash   (npm run crash -- 10 for fewer)
import { crash } from "../test/crash/crash.ts";

const verdict = await crash(Number(process.argv[2] ?? 50), (line) => console.log(line));
console.log(JSON.stringify(verdict, null, 2));
const sound = verdict.lost.length + verdict.doubled.length + verdict.broken.length === 0 && verdict.submissions > 0;
console.log(sound ? "没有丢失，没有重复，每条记录链都完整。" : "有丢失、重复或者断链，见上。");
process.exit(sound ? 0 : 1);
