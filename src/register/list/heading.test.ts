import { readXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { openList, readTable, templateText, templateWorkbook, type ListColumn } from "./index.ts";

const COLUMNS: ListColumn[] = [
  { name: "id_number", label: "公民身份号码", also: ["身份证号"], required: true },
  { name: "name", label: "姓名" },
  { name: "size", label: "营业面积（平方米）" },
];
async function table(text: string) {
  const list = await openList(Buffer.from(text));
  const found = await readTable(list, COLUMNS, "库里");
  const [rows, faults] = [[] as unknown[], [...found.faults] as unknown[]];
  for await (const batch of found.batches) {
    rows.push(...batch.rows.map(({ line, cells }) => [line, ...cells]));
    faults.push(...batch.faults);
  }
  return { columns: found.columns.map(({ name, letters }) => `${name}@${letters}`), rows, faults, notes: list.form.notes };
}

describe("a heading", () => {
  test("is found by labels or names in any order, below titles, with marks about it", async () => {
    expect(await table("云州市人员名单,,\n2026年,,\n* 姓 名,营业面积,身份证号（必填）,\n甲,3,1,\n\n乙,4,2,\n")).toEqual({
      columns: ["name@A", "size@B", "id_number@C"],
      rows: [
        [4, "甲", "3", "1"],
        [6, "乙", "4", "2"],
      ],
      faults: [],
      notes: ["第 1 行在表头上面，没有导入：“云州市人员名单”", "第 2 行在表头上面，没有导入：“2026年”"],
    });
  });

  test("tells columns that are unknown, missing or there twice, and cells under no heading", async () => {
    expect((await table("姓名,name,备注\n甲,乙,\n")).faults).toEqual([
      { line: 1, column: "B", message: "表头里“姓名”出现了两次，前面在 A 列，请只留一列" },
      { line: 1, message: "表头缺少这几列：公民身份号码（id_number）" },
      { line: 1, message: "库里没有这些项目：备注（C 列）；不需要的列请删掉，写错的请改成模板里的名称" },
    ]);
    expect((await table("身份证号,姓名\n1,甲,多\n")).faults).toEqual([{ line: 2, column: "C", message: "有内容“多”，但表头没有这一列" }]);
    expect((await table("甲,乙\n1,2\n")).faults).toEqual([{ line: 1, message: "没有找到表头。表头要有这几列：公民身份号码" }]);
    expect((await table("\n\n")).faults).toEqual([{ line: 1, message: "表格是空的" }]);
  });

  test("passes over running numbers, and the row of names below the row of labels", async () => {
    expect(await table("序号,公民身份号码,姓名\n,id_number,name\n1,x,甲\n")).toMatchObject({
      rows: [[3, "x", "甲"]],
      faults: [],
      notes: ["第 2 行也是表头，没有导入"],
    });
  });
});

test("a template is a workbook of text columns that its own reader and another's open, and takes what is filled in", async () => {
  const columns = COLUMNS.map((column) => ({ ...column, hint: "18 位 <字>" }));
  const bytes = templateWorkbook("人口库/甲", columns);
  const theirs = await readXlsx(bytes);
  expect(theirs.sheets.map(({ name }) => name)).toEqual(["人口库甲", "填写说明"]);
  expect(theirs.sheets[0]!.rows[0]).toEqual(COLUMNS.map(({ label }) => label));
  expect(await readTable(await openList(bytes), COLUMNS, "库里")).toMatchObject({ faults: [], width: 3 });
  expect(await readTable(await openList(templateText(columns)), COLUMNS, "库里")).toMatchObject({ faults: [], width: 3 });
});
