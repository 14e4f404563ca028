import { expect, test } from "vitest";
import { decision, feel, file, input, knowledge, service, table } from "../../../test/dmn-file.ts";
import { explain, loadDecisions } from "./index.ts";

const ROWS = [
  ['"城镇"', ">= 80", "[0..300000)", "20000", "满80周岁的城镇老人每月200元"],
  ["-", "[60..80)", "-", "0", "未满80周岁"],
];

const ALLOWANCE = file(
  input("户籍") +
    input("出生日期", "date") +
    input("收入") +
    decision("周岁", feel("years and months duration(出生日期, date(2026, 11, 21)).years"), { needs: ["input:出生日期"] }) +
    decision("津贴", table(["户籍", "周岁", "收入"], ROWS), { needs: ["input:户籍", "decision:周岁", "input:收入"] }),
);

const LIN = { 户籍: "城镇", 出生日期: "1944-03-02", 收入: 250000 };

test("an explanation says to the applicant what the authors wrote, and to the clerk what each cell asked and found", async () => {
  const told = explain(await loadDecisions(ALLOWANCE), "津贴", LIN);
  expect(told).toMatchObject({ name: "津贴", value: 20000, reasons: ["满80周岁的城镇老人每月200元"], says: "“津贴”为20000" });
  expect(told.rows[0]?.row).toBe(1);
  expect(told.rows[0]?.cells.map(({ says }) => says)).toEqual([
    "“户籍”为“城镇”，条件：“城镇”",
    "“周岁”为82，条件：不小于80",
    "“收入”为250000，条件：不小于0且小于300000",
  ]);
  expect(told.required).toMatchObject([{ name: "周岁", value: 82, says: "“周岁”为82" }]);
});

test("a cell without a condition says so", async () => {
  const told = explain(await loadDecisions(ALLOWANCE), "津贴", { ...LIN, 出生日期: "1961-11-22" });
  expect(told.rows[0]?.cells.map(({ says }) => says)).toEqual([
    "“户籍”为“城镇”，条件：不限",
    "“周岁”为64，条件：不小于60且小于80",
    "“收入”为250000，条件：不限",
  ]);
});

test("an explanation tells the steps of a boxed context, and the rows of tables that it calls", async () => {
  const band = knowledge(
    "档次",
    ["面积"],
    table(
      ["面积"],
      [
        ["< 50", '"小"', "50平方米以下为小型"],
        [">= 50", '"大"', "50平方米及以上为大型"],
      ],
    ),
  );
  const steps = `<context><contextEntry><variable name="店铺"/>${feel("档次(面积)")}</contextEntry><contextEntry>${feel('店铺 + "型"')}</contextEntry></context>`;
  const xml = file(input("面积") + band + decision("结论", steps, { needs: ["input:面积", "knowledge:档次"] }));
  const told = explain(await loadDecisions(xml), "结论", { 面积: 60 });
  expect(told).toMatchObject({
    value: "大型",
    reasons: ["50平方米及以上为大型"],
    steps: [{ name: "店铺", value: "大", says: "“店铺”为“大”" }],
    rows: [{ table: "档次", row: 2 }],
  });
});

test("an explanation tells the rows that applied inside a decision service", async () => {
  const inner = decision(
    "档次",
    table(
      ["面积"],
      [
        ["< 50", '"小"', "50平方米以下为小型"],
        [">= 50", '"大"', "50平方米及以上为大型"],
      ],
    ),
    { needs: ["input:面积"] },
  );
  const xml = file(
    input("面积") + inner + service("定档", { outputs: ["档次"], inputs: ["面积"] }) + decision("结论", feel("定档(20)"), { needs: ["knowledge:定档"] }),
  );
  expect(explain(await loadDecisions(xml), "结论", { 面积: 60 })).toMatchObject({ value: "小", reasons: ["50平方米以下为小型"] });
});

test("an explanation tells how a boxed condition was answered, and what a boxed invocation gave", async () => {
  const call = `<invocation>${feel("标准")}<binding><parameter name="人数"/>${feel("人数")}</binding></invocation>`;
  const box = `<conditional><if>${feel("人数 > 0")}</if><then>${call}</then><else>${feel("0")}</else></conditional>`;
  const xml = file(input("人数") + knowledge("标准", ["人数"], feel("人数 * 100")) + decision("结论", box, { needs: ["input:人数", "knowledge:标准"] }));
  const told = explain(await loadDecisions(xml), "结论", { 人数: 3 });
  expect(told.steps.map(({ says }) => says)).toEqual(["“人数 > 0”为是", "“标准”为300"]);
});

test.each([
  ['not("餐饮", "零售")', "养殖", "“业态”为“养殖”，条件：不是“餐饮”或“零售”"],
  ["true", true, "“业态”为是，条件：是"],
  ['> date("2026-01-31")', "2026-11-21", "“业态”为2026年11月21日，条件：晚于2026年1月31日"],
  ["null", null, "“业态”为没有，条件：没有"],
  ['contains(?, "餐")', "餐饮", '“业态”为“餐饮”，条件：contains(?, "餐")'],
])("a cell %s over %j reads %s", async (cell, value, says) => {
  const xml = file(input("业态", cell.includes("date") ? "date" : "") + decision("结论", table(["业态"], [[cell, "1"]]), { needs: ["input:业态"] }));
  expect(explain(await loadDecisions(xml), "结论", { 业态: value }).rows[0]?.cells[0]?.says).toBe(says);
});
