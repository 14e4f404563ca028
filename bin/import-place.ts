// Brings boundaries and addresses in and out: npm run place -- outlines FILE.geojson | addresses FILE | export CODE   [--system cgcs2000|wgs84|gcj02] [--from DAY] [--whole] [--trial]
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ADDRESS_COLUMNS, importAddresses, type AddressLine } from "#place/address";
import { exportOutlines, findOutline, importOutlines } from "#place/cell";
import { SYSTEMS, type Bounds, type System } from "#place/point";
import { openList, readTable } from "#register/list";
import { readConfig } from "#kernel/config";
import { system as platform, type Ctx } from "#kernel/ctx";
import { Refusal } from "#values/errors";
import { openCity } from "../src/city.ts";

const SHOWN = 50;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { system: { type: "string" }, from: { type: "string" }, whole: { type: "boolean" }, trial: { type: "boolean" }, city: { type: "string" } },
});
const [what, file] = positionals;
const given = values.system;
const known = (name: string | undefined): name is System => name !== undefined && Object.hasOwn(SYSTEMS, name);

function usage(): never {
  console.error("用法：npm run place -- outlines 文件.geojson --system cgcs2000 [--from 2026-12-01] [--whole] [--trial]");
  console.error("      npm run place -- addresses 文件.xlsx --system cgcs2000 [--city 990100000000]");
  console.error("      npm run place -- export 990101");
  console.error(
    `坐标系要写明：${Object.entries(SYSTEMS)
      .map(([name, words]) => `${name}（${words}）`)
      .join("、")}`,
  );
  process.exit(2);
}

function told(lines: readonly string[]): void {
  for (const line of lines.slice(0, SHOWN)) console.error(line);
  if (lines.length > SHOWN) console.error(`还有 ${lines.length - SHOWN} 处`);
}

async function outlines(ctx: Ctx, path: string, system: System): Promise<boolean> {
  const { from, whole, trial } = values;
  const done = await importOutlines(ctx, readFileSync(path, "utf8"), {
    system,
    ...(from && { fromDay: from }),
    ...(whole && { whole }),
    ...(trial && { trial }),
  });
  told(done.faults.map(({ feature, code, message }) => `${path} 第 ${feature} 个${code ? `（${code}）` : ""}：${message}`));
  told(done.overlaps.map(({ codes, squareMetres }) => `注意：${codes.join(" 和 ")} 重叠 ${Math.round(squareMetres)} 平方米`));
  told(done.gaps.map(({ codes, squareMetres, at }) => `注意：${codes.join("、")} 之间有 ${Math.round(squareMetres)} 平方米没有网格，在 ${at.join(", ")}`));
  console.log(
    done.faults.length > 0
      ? "一条也没有导入。改好后再导入一次。"
      : trial
        ? "只是试读：没有问题，没有写入。"
        : `已导入 ${done.written} 条边界，停用 ${done.ended} 条。`,
  );
  return done.faults.length === 0;
}

/** Where an address of the city may lie: the box of its boundary, where there is one. */
async function boundsOf(ctx: Ctx, code: string | undefined): Promise<Bounds | undefined> {
  const rings = code === undefined ? [] : ((await findOutline(ctx, code))?.polygons.flat() ?? []);
  if (rings.length === 0) return undefined;
  const [xs, ys] = [0, 1].map((odd) => rings.flatMap((ring) => ring.filter((_n, at) => at % 2 === odd))) as [number[], number[]];
  const end = (all: number[], most: boolean): number => all.reduce((best, n) => (n > best === most ? n : best)) / 1_000_000;
  return { west: end(xs, false), south: end(ys, false), east: end(xs, true), north: end(ys, true) };
}

async function addresses(ctx: Ctx, path: string, system: System): Promise<boolean> {
  const table = await readTable(await openList(readFileSync(path)), ADDRESS_COLUMNS, "地址");
  const lines: AddressLine[] = [];
  const faults = table.faults.map(({ line, message }) => ({ line, message }));
  if (faults.length === 0)
    for await (const { rows, faults: own } of table.batches) {
      faults.push(...own.map(({ line, message }) => ({ line, message })));
      for (const { line, cells } of rows) lines.push({ line, cells: Object.fromEntries(table.columns.map(({ name }, i) => [name, cells[i] ?? ""])) });
    }
  const bounds = await boundsOf(ctx, values.city);
  const done = faults.length > 0 ? { written: 0, faults, notes: [] } : await importAddresses(ctx, lines, { system, ...(bounds && { bounds }) });
  told(done.faults.map(({ line, message }) => `${path}:${line}: ${message}`));
  told(done.notes.map(({ line, message }) => `注意：第 ${line} 行：${message}`));
  console.log(done.faults.length > 0 ? "一个地址也没有导入。改好后再导入一次。" : `已导入 ${done.written} 个地址。`);
  return done.faults.length === 0;
}

if (file === undefined || !["outlines", "addresses", "export"].includes(what ?? "") || (what !== "export" && !known(given))) usage();
if (what !== "export" && !existsSync(file)) {
  console.error(`没有文件 ${file}，请检查路径。`);
  process.exit(1);
}
const city = await openCity(readConfig());
try {
  const ctx = city.ctx(platform("导入命令"));
  if (what === "export") process.stdout.write(await exportOutlines(ctx, file));
  else if (known(given) && !(await (what === "outlines" ? outlines : addresses)(ctx, file, given))) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await city.close();
}
