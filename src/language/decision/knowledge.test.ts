import { describe, expect, test } from "vitest";
import { decision, feel, file, importing, input, knowledge, service } from "../../../test/dmn-file.ts";
import { valueOf } from "./value-of.fixture.ts";

describe("what a decision sees", () => {
  test("is its requirements, and nothing else of the file", async () => {
    const xml = file(input("年龄") + input("户籍") + decision("结论", feel("[年龄, 户籍]"), { needs: ["input:年龄"] }));
    expect(await valueOf(xml, "结论", { 年龄: 82, 户籍: "本市" })).toEqual([82, null]);
  });

  test("is each required decision, evaluated once", async () => {
    const ages = decision("周岁", feel("年龄 + 1"), { needs: ["input:年龄"] });
    const both = decision("甲", feel("周岁"), { needs: ["decision:周岁"] }) + decision("乙", feel("周岁 * 2"), { needs: ["decision:周岁"] });
    const xml = file(input("年龄") + ages + both + decision("结论", feel("甲 + 乙"), { needs: ["decision:甲", "decision:乙"] }));
    expect(await valueOf(xml, "结论", { 年龄: 9 })).toBe(30);
  });

  test("is null where a decision has no logic and no value is given for it", async () => {
    const xml = file(decision("意见", "") + decision("结论", feel("意见"), { needs: ["decision:意见"] }));
    expect(await valueOf(xml, "结论")).toBeNull();
    expect(await valueOf(xml, "结论", { 意见: "同意" })).toBe("同意");
  });
});

describe("knowledge", () => {
  test("is a closure over the knowledge it requires, not over whoever calls it", async () => {
    const base = knowledge("基数", [], feel("100"));
    const standard = knowledge("标准", ["人 数"], feel("基数() * 人 数 + (if 年龄 = null then 0 else 年龄)"), { needs: ["knowledge:基数"] });
    const xml = file(input("年龄") + base + standard + decision("结论", feel("标准(人 数: 3)"), { needs: ["knowledge:标准", "input:年龄"] }));
    expect(await valueOf(xml, "结论", { 年龄: 7 })).toBe(300);
  });

  test("may call itself, and be handed to other functions", async () => {
    const tree = knowledge("人数", ["户"], feel("if 户.子女 = null then 1 else 1 + sum(for 子 in 户.子女 return 人数(子))"));
    const xml = file(tree + decision("结论", feel("人数({子女: [{}, {子女: [{}]}]})"), { needs: ["knowledge:人数"] }));
    expect(await valueOf(xml, "结论")).toBe(4);
    const before = knowledge("先后", ["a", "b"], feel("a < b"));
    expect(await valueOf(file(before + decision("结论", feel("sort([3, 1, 2], 先后)"), { needs: ["knowledge:先后"] })), "结论")).toEqual([1, 2, 3]);
  });

  test("that calls itself without end is stopped", async () => {
    const xml = file(knowledge("圈", ["n"], feel("圈(n + 1)")) + decision("结论", feel("圈(1)"), { needs: ["knowledge:圈"] }));
    await expect(valueOf(xml, "结论")).rejects.toThrow(/已经停下/);
  });
});

describe("a decision service", () => {
  const parts =
    input("收入", "number") +
    decision("认定", feel('if 收入 < 1000 then "低保" else "一般"'), { needs: ["input:收入"] }) +
    decision("金额", feel('if 认定 = "低保" then 标准 else 0'), { needs: ["decision:认定", "decision:标准"] }) +
    decision("标准", feel("500"));
  const service_ = service("救助", { outputs: ["金额"], encapsulated: ["认定"], decisions: ["标准"], inputs: ["收入"] });
  const asked = async (text: string): Promise<unknown> =>
    valueOf(file(parts + service_ + decision("结论", feel(text), { needs: ["knowledge:救助"] })), "结论", { 收入: 5000 });

  test("is a function of its input data and then its input decisions, whatever is given outside", async () => {
    expect(await asked("救助(800, 600)")).toBe(600);
    expect(await asked("救助(标准: 700, 收入: 900)")).toBe(700);
    expect(await asked("救助(收入: 900)")).toBeNull();
  });

  test("is null where arguments are missing, too many, or of another type", async () => {
    expect(await asked("救助(800)")).toBeNull();
    expect(await asked("救助(800, 600, 1)")).toBeNull();
    expect(await asked('救助("八百", 600)')).toBeNull();
  });

  test("with several outputs gives a context of them", async () => {
    const two = service("救助", { outputs: ["金额", "认定"], decisions: ["标准"], inputs: ["收入"] });
    const xml = file(parts + two + decision("结论", feel("救助(800, 600)"), { needs: ["knowledge:救助"] }));
    expect(await valueOf(xml, "结论")).toEqual({ 金额: 600, 认定: "低保" });
  });
});

describe("an imported file", () => {
  const fees = file(
    '<itemDefinition name="t户"><itemComponent name="人 数"><typeRef>number</typeRef></itemComponent></itemDefinition>' +
      knowledge("算 费", ["户:t户"], feel("户.人 数 * 每 人")) +
      input("月 份", "number") +
      decision("本月", feel("月 份 + 1"), { needs: ["input:月 份"] }),
    "urn:fees",
  ).replace("每 人", "10");
  const needs = ["knowledge:urn:fees#算 费", "decision:urn:fees#本月", "input:户"];
  const rest = (prefix: string): string => input("户", `${prefix}t户`) + decision("结论", feel(`[${prefix}算 费(户), ${prefix}本月]`), { needs });

  test("is used under the name of its import: types, knowledge, decisions and their inputs", async () => {
    const xml = file(importing("收费", "urn:fees") + rest("收费."));
    expect(await valueOf(xml, "结论", { 户: { "人 数": 3 }, "月 份": 6 }, [fees])).toEqual([30, 7]);
    expect(await valueOf(xml, "结论", { 户: { "人 数": "三" }, "月 份": 6 }, [fees])).toEqual([null, 7]);
  });

  test("imported without a name is used as if it stood in the file", async () => {
    expect(await valueOf(file(importing("", "urn:fees") + rest("")), "结论", { 户: { "人 数": 3 }, "月 份": 6 }, [fees])).toEqual([30, 7]);
  });
});
