import { describe, expect, test } from "vitest";
import { organisationOf } from "#people/duty";
import { idNumberCheck, usccCheck } from "#values/codes";
import { areasOf, cellReader, codeWord, formatOf, wordOf, type RegisterField } from "./index.ts";

// What a cell of a list means: as it was typed, by which field.

const CITY = organisationOf(
  [
    { area: "990100000000", name: "云州市", level: 1, parent: null },
    { area: "990101000000", name: "青溪区", level: 2, parent: "990100000000" },
    { area: "990102000000", name: "南湖区", level: 2, parent: "990100000000" },
    { area: "990101001000", name: "青瓷街道", level: 3, parent: "990101000000" },
    { area: "990101002000", name: "城关街道", level: 3, parent: "990101000000" },
    { area: "990102001000", name: "城关街道", level: 3, parent: "990102000000" },
  ],
  [],
);
const field = (given: Partial<RegisterField>): RegisterField => ({ name: "f", label: "项", type: "text", class: "量", grade: 1, share: "none", ...given });
const read = (given: Partial<RegisterField>, text: string) => cellReader(field(given), { today: "2026-11-23", area: areasOf(CITY) })(text);
/** The value, or the fault without label and cell. */
const meant = (given: Partial<RegisterField>, text: string): unknown => {
  const meaning = read(given, text);
  return "value" in meaning ? meaning.value : `✗ ${meaning.fault.replace(/^项“[^”]*”/, "")}${meaning.waivable ? ` (${String(meaning.waivable.value)})` : ""}`;
};
const body = "99010119440512002";
const ID = body + idNumberCheck(body);
const USCC = `91990100MA00991AB${usccCheck("91990100MA00991AB")!}`;
const wrongUscc = USCC.slice(0, 17) + (USCC.endsWith("1") ? "2" : "1");
const CUT = "像是被表格软件变成了科学计数法，后面的数字已经丢失，请用模板里的文本列重新填写";

test.each<[Partial<RegisterField>, string, unknown]>([
  [{ type: "text" }, " 云州 ", " 云州 "],
  [{ type: "text" }, "9.9E+17", "9.9E+17"],
  [{ type: "text" }, "字".repeat(2000), "字".repeat(2000)],
  [{ type: "text" }, "字".repeat(2001), "✗ 有 2001 个字，最多 2000 个"],
  [{ type: "code" }, "A-1", "A-1"],
  [{ type: "code" }, "A １", "A1"],
  [{ type: "code" }, "9.9E17", `✗ ${CUT}`],
  [{ type: "code" }, "'ａ 1\u200b", "a1"],
  [{ type: "code" }, `中${"x".repeat(99)}`, `中${"x".repeat(99)}`],
  [{ type: "code" }, `中${"x".repeat(100)}`, "✗ 太长，不是代码"],
  [{ type: "code" }, "9.90101E+17", `✗ ${CUT}`],
  [{ type: "code" }, "-9e-7", `✗ ${CUT}`],
  [{ type: "code" }, "19E+17", "19E+17"],
  [{ type: "code" }, "1.E+17", "1.E+17"],
  [{ type: "code" }, "x9E+17", "x9E+17"],
  [{ type: "code" }, "9E+17x", "9E+17x"],
  [{ format: "area" }, "9号院", "✗ 不是本市区划的名称，请填名称或者 12 位代码"],
  [{ format: "month" }, "约2026-01", "✗ 不是年月，例如 2026-01"],
  [{ codes: { "007": "七" } }, "7", "007"],
  [{ type: "date" }, "2026-11-21", "2026-11-21"],
  [{ type: "date" }, "2026年11月21日", "2026-11-21"],
  [{ type: "date" }, "2026/1/2 09:30", "2026-01-02"],
  [{ type: "date" }, "2026-01-02T09:30:00.123Z", "2026-01-02"],
  [{ type: "date" }, "2026-01-02 09：30：00", "2026-01-02"],
  [{ type: "date" }, "26/1/2", "✗ 的年份要写四位数"],
  [{ type: "date" }, "2026-02-30", "✗ 不是日历上有的日期，例如 2026-11-21"],
  [{ type: "date" }, "昨天", "✗ 不是日历上有的日期，例如 2026-11-21"],
  [{ type: "integer" }, "1,200", 1200],
  [{ type: "integer" }, "1.5", "✗ 不是整数"],
  [{ type: "integer" }, "9007199254740993", "✗ 不是整数"],
  [{ type: "integer" }, "十", "✗ 不是整数"],
  [{ type: "number" }, "1.5", 1.5],
  [{ type: "number" }, "宽", "✗ 不是数字"],
  [{ type: "number" }, "9E+400", "✗ 不是数字"],
  ...["是", "有", "true", "YES", "y", "１", "√", "✓", "对"].map((text): [Partial<RegisterField>, string, unknown] => [{ type: "boolean" }, text, true]),
  ...["否", "无", "没有", "FALSE", "no", "n", "0", "×", "✗", "x", "不是"].map((text): [Partial<RegisterField>, string, unknown] => [
    { type: "boolean" },
    text,
    false,
  ]),
  [{ type: "boolean" }, "也许", "✗ 要填“是”或者“否”"],
])("a cell of %j, %s, means %j", (given, text, meaning) => expect(meant(given, text)).toEqual(meaning));

describe("a field that is written by a standard", () => {
  test.each<[RegisterField["format"], string, unknown]>([
    ["id-number", ` ${ID.slice(0, 6)} ${ID.slice(6)}`, ID],
    ["id-number", "990101500101001", "✗ 是 15 位的旧号码，请填 18 位的公民身份号码"],
    ["id-number", "990101195001011000", "✗ 末尾是 000，像是被表格软件截断了（只保留 15 位），请用模板里的文本列重新填写"],
    ["id-number", "99010119500101101", "✗ 有 17 位，应是 18 位公民身份号码"],
    ["id-number", "99010119500101000", "✗ 末尾是 000，像是被表格软件截断了（只保留 15 位），请用模板里的文本列重新填写"],
    ["id-number", "9901011950010100", "✗ 有 16 位，应是 18 位公民身份号码"],
    ["id-number", "990101194405120028", "✗ 不是公民身份号码：校验位或者出生日期不对"],
    ["id-number", "x990101500101001", "✗ 有 16 位，应是 18 位公民身份号码"],
    ["id-number", "9.90101E+17", `✗ ${CUT}`],
    ["id-paper", "护照 E12345678", "passport:E12345678"],
    ["id-paper", "???", "✗ 不是能认出的身份证件号码；不是身份证的，请在号码前写证件名称，例如“护照 E12345678”"],
    ["uscc", USCC.toLowerCase(), USCC],
    ["uscc", wrongUscc, `✗ 的校验码不对；如果登记机关就是这样赋码的，可以在核对时选择按原样导入 (${wrongUscc})`],
    ["uscc", "990101195001011018", "✗ 不是统一社会信用代码"],
    ["uscc", "91990100", "✗ 有 8 位，应是 18 位统一社会信用代码"],
    ["phone", "199 0000-1234", "19900001234"],
    ["phone", "12345", "✗ 不是手机号，也不是带区号的座机号"],
    ["month", "2026年1月", "2026-01"],
    ["month", "2026", "✗ 不是年月，例如 2026-01"],
    ["month", "2026-013", "✗ 不是年月，例如 2026-01"],
    ["money", "￥1,200.50元", 1200.5],
    ["account", "6200 0000 0000 0000 018", "6200000000000000018"],
    ["account", "ab-123456", "AB123456"],
    ["account", "12345", "✗ 不是账号"],
    ["account", "1".repeat(41), "✗ 不是账号"],
    ["account", "账号", "✗ 不是账号"],
    ["money", "1,200.50", 1200.5],
    ["money", "很多", "✗ 不是金额"],
    ["area", "青瓷街道", "990101001000"],
  ])("%s: %s", (format, text, meaning) => expect(meant({ type: "code", ...(format && { format }) }, text)).toEqual(meaning));

  test("a card whose check is wrong may be taken as it is given", () => {
    expect(read({ type: "code", format: "account" }, "6217001234000000010")).toMatchObject({
      fault: expect.stringContaining("抄错"),
      waivable: { value: "6217001234000000010" },
    });
  });

  test("an amount in a field of whole numbers is whole", () => {
    expect([meant({ type: "integer", format: "money" }, "1200"), meant({ type: "integer", format: "money" }, "1200.5")]).toEqual([1200, "✗ 不是整数"]);
    expect(meant({ type: "number", format: "money" }, "1200.5")).toBe(1200.5);
  });

  test.each<[Partial<RegisterField>, string | undefined]>([
    [{ format: "month", standard: "GB 11643-1999" }, "month"],
    [{ standard: "GB 11643-1999" }, "id-number"],
    [{ standard: "GB11643" }, "id-number"],
    [{ standard: "GB 32100-2015" }, "uscc"],
    [{ standard: "GB32100" }, "uscc"],
    [{ standard: "统计用区划代码" }, "area"],
    [{ standard: "GB/T 2260-2007" }, "area"],
    [{ standard: "GB/T2260" }, "area"],
    [{ standard: "GB/T 22601" }, undefined],
    [{ standard: "GB/T 7408" }, undefined],
    [{ personal: "phone" }, "phone"],
    [{ personal: "bank-account" }, "account"],
    [{ personal: "name" }, undefined],
    [{}, undefined],
  ])("%j is of the format %s", (given, format) => expect(formatOf(field(given))).toBe(format));
});

describe("areas", () => {
  test.each([
    ["青瓷街道", "990101001000"],
    ["青溪区青瓷街道", "990101001000"],
    ["云州市 青溪区/青瓷街道", "990101001000"],
    ["'云州市-青溪区、青瓷街道", "990101001000"],
    ["南湖区城关街道", "990102001000"],
    ["云州市", "990100000000"],
    ["990101", "990101000000"],
    ["990101001", "990101001000"],
    ["９９０１０１００１０００", "990101001000"],
    ["110101001000", "110101001000"],
    ["城关街道", "✗ 有 2 个同名的地方，请写上级名称或者 12 位代码"],
    ["火星街道", "✗ 不是本市区划的名称，请填名称或者 12 位代码"],
    ["9901", "✗ 不是 12 位的区划代码"],
    ["0990101001000", "✗ 不是 12 位的区划代码"],
    ["099010100100", "✗ 不是 12 位的区划代码"],
    ["990199000000", "✗ 在本市的区划里没有"],
  ])("%s is %s", (text, meaning) => expect(meant({ type: "code", format: "area" }, text)).toBe(meaning));

  test("where no area is known every code is one of elsewhere", () => {
    expect(areasOf(organisationOf([], []))("990199000000")).toEqual({ value: "990199000000" });
  });
});

describe("codes", () => {
  const codes = { "01": "企业/公司", "2": "个体", active: "存续/在业" };
  test.each([
    ["企业", "01"],
    ["公 司", "01"],
    ["01", "01"],
    ["1", "01"],
    ["２", "2"],
    ["在业", "active"],
    ["toString", "✗ 不在代码表里，可以填：个体、企业、存续"],
    ["02", "✗ 不在代码表里，可以填：个体、企业、存续"],
  ])("%s is %s", (text, meaning) => expect(meant({ type: "code", codes }, text)).toBe(meaning));

  test("a code is said by the first of its words; what is no code as it is", () => {
    expect([codeWord("企业/公司"), wordOf({ codes }, "01"), wordOf({ codes }, "9"), wordOf({ codes }, "toString"), wordOf({}, "01")]).toEqual([
      "企业",
      "企业",
      "9",
      "toString",
      "01",
    ]);
  });
});

test("a fault says the field and the cell, masked where it is personal, cut where it is long", () => {
  const fault = (given: Partial<RegisterField>, text: string) => (read(given, text) as { fault: string }).fault;
  expect(fault({ type: "integer", label: "年龄" }, "十")).toBe("年龄“十”不是整数");
  expect(fault({ type: "integer", label: "年龄" }, "很".repeat(40))).toBe(`年龄“${"很".repeat(30)}”不是整数`);
  expect(fault({ type: "code", personal: "phone", label: "电话" }, "1990000123")).not.toContain("1990000123");
});

test("what looks encrypted is no value of a field that is not", () => {
  const text = `s1.1.${"A".repeat(60)}`;
  expect(read({ type: "text", label: "名称" }, text)).toMatchObject({ fault: expect.stringContaining("不能是这样一长串字母和数字") as unknown });
  expect(read({ type: "text", personal: "name" }, text)).toEqual({ value: text });
});
