import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "#content/pack";
import { openList, readTable, type ListColumn } from "#register/list";
import { foldCode } from "#values/codes";
import { Refusal } from "#values/errors";
import type { Area, Unit } from "./folder.ts";

/** The rows of a list with the line of each, or what is wrong with it. */
export interface Rows<Row> {
  file: string;
  rows: { line: number; value: Row }[];
  faults: Fault[];
}

const LEVELS: Readonly<Record<string, number>> = {
  市: 1,
  地级市: 1,
  区县: 2,
  区: 2,
  县: 2,
  县级: 2,
  街道乡镇: 3,
  街道: 3,
  乡镇: 3,
  镇: 3,
  乡: 3,
  社区村: 4,
  社区: 4,
  村: 4,
};

const COLUMNS = {
  areas: [
    { name: "code", label: "区划代码", also: ["代码", "行政区划代码"], required: true },
    { name: "name", label: "名称", also: ["区划名称", "行政区划名称"], required: true },
    { name: "level", label: "级别", also: ["层级"], required: true },
    { name: "parent", label: "上级", also: ["上级代码", "上级区划代码"] },
  ],
  units: [
    { name: "code", label: "机构代码", also: ["统一社会信用代码", "单位代码", "代码"], required: true },
    { name: "name", label: "名称", also: ["机构名称", "单位名称"], required: true },
    { name: "short", label: "简称" },
    { name: "area", label: "区划代码", also: ["区划", "所在区划"], required: true },
    { name: "parent", label: "上级", also: ["上级代码", "上级机构代码", "上级单位代码"] },
  ],
} satisfies Record<string, ListColumn[]>;

/** 9901, 990101000: the code with the noughts that a list has left out. */
const wholeArea = (written: string): string => (/^\d{2,12}$/.test(written) ? written.padEnd(12, "0") : written);

const ROW: { areas: (cell: Record<string, string>) => Area; units: (cell: Record<string, string>) => Unit } = {
  areas: ({ code = "", name = "", level = "", parent = "" }) => ({
    code: wholeArea(foldCode(code)),
    name: name.trim(),
    level: LEVELS[level.trim().replace(/[（）()、/\s]/g, "")] ?? Number(/[1-4]/.exec(level.normalize("NFKC"))?.[0] ?? 0),
    ...(parent.trim() !== "" && { parent: wholeArea(foldCode(parent)) }),
  }),
  units: ({ code = "", name = "", short = "", area = "", parent = "" }) => ({
    code: foldCode(code),
    name: name.trim(),
    short: short.trim() || name.trim(),
    area: wholeArea(foldCode(area)),
    ...(parent.trim() !== "" && { parent: foldCode(parent) }),
  }),
};

/** The rows of a list of the folder, as officials export it. */
export async function rowsIn<Of extends keyof typeof ROW>(folder: string, named: string, of: Of): Promise<Rows<ReturnType<(typeof ROW)[Of]>>> {
  type Row = ReturnType<(typeof ROW)[Of]>;
  const file = join(folder, named);
  const wrong = (message: string): Rows<Row> => ({ file, rows: [], faults: [{ file, line: 1, message }] });
  if (/[\\/]|^[.]/.test(named)) return wrong("表格要放在城市文件夹里，这里只写文件名");
  if (!existsSync(file)) return wrong("没有这个文件");
  const found: Rows<Row> = { file, rows: [], faults: [] };
  try {
    const table = await readTable(await openList(readFileSync(file)), COLUMNS[of]);
    const told = ({ line, column, message }: { line: number; column?: string; message: string }): void =>
      void found.faults.push({ file, line, message: `${column ? `${column} 列：` : ""}${message}` });
    table.faults.forEach(told);
    for await (const batch of table.batches) {
      if (table.faults.length > 0) continue;
      batch.faults.forEach(told);
      for (const { line, cells, broken } of batch.rows)
        if (!broken && cells.some((cell) => cell.trim() !== ""))
          found.rows.push({ line, value: ROW[of](Object.fromEntries(table.columns.map(({ name }, i) => [name, cells[i] ?? ""]))) as Row });
    }
  } catch (error) {
    if (error instanceof Refusal) return wrong(error.message);
    throw error;
  }
  return found;
}
