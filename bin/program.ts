// Programs outside the city that report by a key of their own: npm run program -- add 简称 名称 | list | end 简称
import { addProgram, endProgram, listPrograms } from "#people/identity";
import { readConfig } from "#kernel/config";
import { Refusal } from "#values/errors";
import { openCity } from "../src/city.ts";

const [act, system = "", name = ""] = process.argv.slice(2);
if (!act || !["add", "list", "end"].includes(act)) {
  console.error("用法：npm run program -- add 简称 名称 | list | end 简称，例如 add neighbour 邻市城市运行平台");
  process.exit(2);
}
const city = await openCity(readConfig());
try {
  const ctx = city.ctx();
  if (act === "add") console.log(`密钥只显示这一次，请交给对方妥善保管：\n${await addProgram(ctx, { system, name })}`);
  if (act === "end") await endProgram(ctx, system).then(() => console.log(`${system} 的密钥已停用。`));
  if (act === "list")
    for (const each of await listPrograms(ctx))
      console.log(`${each.system.padEnd(20)} ${each.name} ${each.addedAt.toISOString().slice(0, 10)} ${each.endedAt ? "已停用" : "在用"}`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await city.close();
}
