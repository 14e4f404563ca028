import { describe, expect, test } from "vitest";
import { readPack } from "#content/pack";
import { itemColumns, readItemList } from "./item-list.ts";
import { itemWords } from "./themes.ts";

const WORDS = itemWords(new Map(Object.entries(readPack("packs/common").pack!.codes)));

const HEADER = "department\tmain_item\titem\tarea_code\titem_code\ttask_type\tdept_code";
const line = (over: Partial<Record<string, string>> = {}): string => {
  const row: Record<string, string> = {
    department: "区市监局",
    main_item: "未分类",
    item: "食品小作坊备案",
    area_code: "511602000000",
    item_code: "511Z0168900000-511602000000-000-115113010087783353-1-00",
    task_type: "10",
    dept_code: "115113010087783353",
  };
  return HEADER.split("\t")
    .map((name) => over[name] ?? row[name])
    .join("\t");
};
const read = (...lines: string[]) => readItemList([HEADER, ...lines].join("\n"), WORDS);

describe("a list of items as governments keep them", () => {
  test("becomes items to read about, each under its code", async () => {
    const { definitions, errors } = await read(line({ main_item: "食品小作坊", task_type: "1" }));
    expect(errors).toEqual([]);
    expect(definitions[0]!.item).toMatchObject({
      id: "511Z0168900000-511602000000-000-115113010087783353-1-00",
      name: "食品小作坊备案",
      type: "01",
      department: "区市监局",
      group: "食品小作坊",
      short: "行政许可，由区市监局办理。",
    });
    expect(definitions[0]!.flow).toBeUndefined();
  });

  test("may begin with a byte order mark, end its lines as Windows does, and order its columns as it likes", async () => {
    const turned = `\ufeffitem_code\titem\tdepartment\tmain_item\tarea_code\ttask_type\tdept_code\r\nA-1\t渔业捕捞许可\t区农业农村局\t未分类\t511602000000\t1\t\r\n\r\n`;
    expect((await readItemList(turned, WORDS)).definitions[0]!.item).toMatchObject({ id: "A-1", name: "渔业捕捞许可", unit: "" });
  });

  test("puts items where people look for them", async () => {
    const themes = async (item: string) => (await read(line({ item }))).definitions[0]!.item.themes;
    expect(await themes("适龄儿童入学办理")).toContain("school");
    expect(await themes("食品经营许可新办")).toEqual(expect.arrayContaining(["food", "open-shop", "permits"]));
  });

  test("keeps old department codes and items of one name, and says so", async () => {
    const { definitions, notes } = await read(line({ dept_code: "00877868-5" }), line({ item_code: "B-2", dept_code: "4148481895459659776" }));
    expect(definitions.map(({ item }) => item.unit)).toEqual(["00877868-5", "4148481895459659776"]);
    expect(notes).toEqual(["2 个事项的部门代码不是统一社会信用代码，按原样保留", "同一部门有同名事项，编码不同，都已保留：区市监局 食品小作坊备案"]);
  });
});

describe("every bad line is told with its number and all that is wrong with it", () => {
  test.each([
    ["too few columns", "区市监局\t未分类\t备案", "有 3 列，应为 7 列"],
    ["no name", line({ item: " " }), "没有事项名称"],
    ["no department", line({ department: "" }), "没有部门名称"],
    ["a name that is an essay", line({ item: "长".repeat(201) }), "事项名称有 201 个字，最多 200 个"],
    ["an area that is none", line({ area_code: "511602" }), "区划代码“511602”应为 12 位数字"],
    ["no code", line({ item_code: "" }), "没有事项编码"],
    ["a code with a blank in it", line({ item_code: "A 1" }), "事项编码“A 1”只能用数字、字母和短横线，最多 60 位"],
    ["a type nobody knows", line({ task_type: "77" }), "事项类型“77”不在代码表里"],
    ["a name that is a property of every object", line({ task_type: "constructor" }), "事项类型“constructor”不在代码表里"],
  ])("%s", async (_what, bad, message) => {
    expect((await read(line({ item_code: "OK-1" }), bad)).errors).toEqual([{ line: 3, message }]);
  });

  test("a cell that cannot be read, by its column", async () => {
    expect((await read(line({ item: "备\ufffd案" }))).errors).toEqual([
      { line: 2, column: "C", message: "事项名称有不能显示的字符，可能是保存时编码不对，请重新填写这一格" },
    ]);
  });

  test("several faults in one line, and a code used twice with both lines", async () => {
    const { errors } = await read(line(), line({ item: "", task_type: "x" }));
    expect(errors).toEqual([{ line: 3, message: "没有事项名称；事项类型“x”不在代码表里；事项编码与第 2 行重复" }]);
  });

  test("a file without the columns, or without items", async () => {
    expect((await readItemList("名称\t编码\nx\ty", WORDS)).errors).toEqual([
      { line: 1, message: expect.stringMatching(/^表头缺少这几列：部门名称（department）、主项名称（main_item）、区划代码/) },
    ]);
    expect((await read()).errors).toEqual([{ line: 1, message: "文件里没有事项" }]);
  });
});

describe("what a list does not say", () => {
  test("is guessed by the name, and every guess is told; what it says stands", async () => {
    const { definitions, guesses } = await readItemList(
      `${HEADER}\t面向对象\t主题\n${line({ item_code: "A-1", item: "教师资格认定" })}\t\t\n${line({ item_code: "A-2", task_type: "行政许可" })}\t个人和法人\tfood、permits\n`,
      WORDS,
    );
    expect(definitions.map(({ item }) => [item.audience, item.themes, item.type])).toEqual([
      [["person"], ["job"], "10"],
      [["person", "organisation"], ["food", "permits"], "01"],
    ]);
    expect(guesses).toEqual([{ line: 2, name: "教师资格认定", audience: ["person"], themes: ["job"] }]);
  });

  test("and what cannot be read of it is told, and columns that mean nothing here are noted", async () => {
    const { errors, notes } = await readItemList(`${HEADER}\t面向对象\t主题\t备注\n${line()}\t外星人\tufo\t无\n`, WORDS);
    expect(errors).toEqual([{ line: 2, message: "面向对象“外星人”读不懂，请填个人、法人或者个人和法人；没有这些主题：ufo" }]);
    expect(notes).toEqual(["这些列没有用到：备注（J 列）"]);
  });

  test("comes as a workbook with the names of the columns in Chinese, too", async () => {
    const labels = itemColumns(WORDS)
      .slice(0, 7)
      .map(({ label }) => label);
    const { writeXlsx } = await import("hucre");
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: "事项", rows: [labels, line().split("\t")] }] }));
    expect((await readItemList(bytes, WORDS)).definitions.map(({ item }) => item.name)).toEqual(["食品小作坊备案"]);
  });
});
