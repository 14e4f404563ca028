// Imports a list of service items for guidance: npm run import -- items FILE   (.xlsx, .csv or .tsv; see docs of the catalogue block)
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { importItems } from "#content/catalogue";
import { indexItems } from "#content/search";
import { readConfig } from "#kernel/config";
import { system } from "#kernel/ctx";
import { openCity } from "../src/city.ts";

const SHOWN = 50;
const [what, file] = process.argv.slice(2);
if (what !== "items" || file === undefined) {
  console.error("用法：npm run import -- items 文件.xlsx（或者 .csv、.tsv）");
  process.exit(2);
}

const city = await openCity(readConfig());
try {
  const ctx = city.ctx(system("导入命令"));
  const { accepted, changed, errors, notes, guesses } = await importItems(ctx, readFileSync(file), basename(file));
  for (const { line, message } of errors.slice(0, SHOWN)) console.error(`${file}:${line}: ${message}`);
  if (errors.length > SHOWN) console.error(`还有 ${errors.length - SHOWN} 行有问题`);
  for (const note of notes) console.log(`注意：${note}`);
  const guessed = guesses.filter(({ audience, themes }) => audience !== undefined || themes !== undefined).length;
  if (guessed > 0) console.log(`注意：${guessed} 个事项的面向对象或者主题清单里没有写，按名称判断，请在工作台核对`);
  if (changed > 0) await indexItems(ctx);
  console.log(
    errors.length > 0 ? `有 ${errors.length} 行不能导入，一行也没有导入。改好后再导入一次。` : `已导入 ${accepted} 个事项，其中新增或者变更 ${changed} 个。`,
  );
  process.exitCode = errors.length > 0 ? 1 : 0;
} finally {
  await city.close();
}
