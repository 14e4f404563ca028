// Imports a list, as officials export it (.xlsx, .csv, .tsv): npm run import -- items FILE                 service items for guidance
//                                                             npm run import -- staff FILE --passwords OUT   accounts and duties; their first passwords into a file
//                                                             npm run import -- staff-template OUT           a workbook to fill in
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { importItems } from "#content/catalogue";
import { indexItems } from "#content/search";
import { importStaff, STAFF_COLUMNS, type StaffLine } from "#people/identity";
import { organisationNow } from "#people/duty";
import { listWorkbook, openList, readTable, templateWorkbook } from "#register/list";
import { readConfig } from "#kernel/config";
import { system, type Ctx } from "#kernel/ctx";
import { openCity } from "../src/city.ts";
import { progress } from "./progress.ts";

const SHOWN = 50;
const USAGE = "用法：npm run import -- items 文件.xlsx | staff 文件.xlsx --passwords 初始密码.xlsx | staff-template 文件.xlsx";
const { values, positionals } = parseArgs({ allowPositionals: true, options: { passwords: { type: "string" } } });
const [what = "", file = ""] = positionals;

function tell(faults: readonly { line: number; message: string }[]): void {
  for (const { line, message } of faults.slice(0, SHOWN)) console.error(`${file}:${line}: ${message}`);
  if (faults.length > SHOWN) console.error(`还有 ${faults.length - SHOWN} 处问题`);
}

async function items(ctx: Ctx): Promise<number> {
  const { accepted, changed, errors, notes, guesses } = await importItems(ctx, readFileSync(file), basename(file));
  tell(errors);
  for (const note of notes) console.log(`注意：${note}`);
  const guessed = guesses.filter(({ audience, themes }) => audience !== undefined || themes !== undefined).length;
  if (guessed > 0) console.log(`注意：${guessed} 个事项的面向对象或者主题清单里没有写，按名称判断，请在工作台核对`);
  if (changed > 0) await indexItems(ctx);
  console.log(
    errors.length > 0 ? `有 ${errors.length} 行不能导入，一行也没有导入。改好后再导入一次。` : `已导入 ${accepted} 个事项，其中新增或者变更 ${changed} 个。`,
  );
  return errors.length > 0 ? 1 : 0;
}

async function staffLines(): Promise<{ rows: StaffLine[]; faults: { line: number; message: string }[] }> {
  const table = await readTable(await openList(readFileSync(file)), STAFF_COLUMNS);
  const rows: StaffLine[] = [];
  const faults = [...table.faults];
  for await (const batch of table.batches) {
    if (table.faults.length > 0) continue;
    faults.push(...batch.faults);
    for (const { line, cells, broken } of batch.rows)
      if (!broken && cells.some((cell) => cell.trim() !== ""))
        rows.push({ line, ...Object.fromEntries(table.columns.map(({ name }, i) => [name, cells[i] ?? ""])) });
  }
  return { rows, faults };
}

async function staff(ctx: Ctx): Promise<number> {
  const out = values.passwords!;
  const { rows, faults } = await staffLines();
  // Where passwords cannot be written nobody is given one.
  writeFileSync(out, "", { mode: 0o600, flag: "wx" });
  const done = faults.length > 0 ? { accounts: [], duties: 0, faults } : await importStaff(ctx, rows, progress("导入"));
  tell(done.faults);
  if (done.faults.length > 0) {
    rmSync(out);
    console.log(`有 ${done.faults.length} 处问题，一个人也没有导入。改好后再导入一次。`);
    return 1;
  }
  const { unitName } = await organisationNow(ctx);
  if (done.accounts.length > 0)
    writeFileSync(
      out,
      listWorkbook(
        "初始密码",
        ["账号", "姓名", "单位", "第一次登录用的密码"],
        done.accounts.map(({ username, name, unit, password }) => [username, name, unitName(unit), password]),
      ),
      { mode: 0o600 },
    );
  else rmSync(out);
  console.log(`已开 ${done.accounts.length} 个账号，任命 ${done.duties} 个岗位。`);
  if (done.accounts.length > 0) console.log(`初始密码在 ${out}，只有这一份：分别交给本人，然后删掉这个文件。`);
  return 0;
}

const ACTS: Record<string, (ctx: Ctx) => Promise<number>> = { items, staff };

if (what === "staff-template" && file !== "") {
  writeFileSync(file, templateWorkbook("工作人员", STAFF_COLUMNS), { flag: "wx" });
  process.exit(0);
}
if (!Object.hasOwn(ACTS, what) || !existsSync(file) || (what === "staff" && (values.passwords === undefined || existsSync(values.passwords)))) {
  console.error(
    existsSync(values.passwords ?? "") ? `${values.passwords} 已经有了，请换一个文件名。` : existsSync(file) || file === "" ? USAGE : `没有文件 ${file}。`,
  );
  process.exit(2);
}
const city = await openCity(readConfig());
try {
  process.exitCode = await ACTS[what]!(city.ctx(system("导入命令")));
} finally {
  await city.close();
}
