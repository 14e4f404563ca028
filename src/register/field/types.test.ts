import { expect, test } from "vitest";
import { cellReader, fieldHint, valueText, type RegisterField } from "./index.ts";

const field = (given: Partial<RegisterField>): RegisterField => ({ name: "f", label: "项", type: "text", class: "量", grade: 1, share: "none", ...given });
const meant = (type: RegisterField["type"], text: string): unknown => {
  const meaning = cellReader(field({ type }), { today: "2026-11-23", area: (code) => ({ value: code }) })(text);
  return "value" in meaning ? meaning.value : `✗ ${meaning.fault.replace(/^项“[^”]*”/, "")}`;
};

test.each([
  ["money", "1234.5", 123_450],
  ["money", "￥1,234.50", 123_450],
  ["money", "1,234元整", 123_400],
  ["money", "3万元", 3_000_000],
  ["money", "1.2345万", 1_234_500],
  ["money", "0.29", 29],
  ["money", "1.1", 110],
  ["money", "-5元", -500],
  ["money", "2亿", 20_000_000_000],
  ["money", "0", 0],
  ["money", "1.234", "✗ 不是到分的金额，或者太大，例如 1234.50"],
  ["money", "99999999999999999", "✗ 不是到分的金额，或者太大，例如 1234.50"],
  ["money", "三万", "✗ 不是金额，例如 1234.50"],
  ["money", "1,23", "✗ 不是金额，例如 1234.50"],
  ["money", "万", "✗ 不是金额，例如 1234.50"],
  ["instant", "2026-11-21 09:30", "2026-11-21T01:30:00.000Z"],
  ["instant", "2026/11/21 9:30:15", "2026-11-21T01:30:15.000Z"],
  ["instant", "2026年11月21日9时30分", "2026-11-21T01:30:00.000Z"],
  ["instant", "2026年11月21日 9点30分", "2026-11-21T01:30:00.000Z"],
  ["instant", "2026-11-21T01:30:00Z", "2026-11-21T01:30:00.000Z"],
  ["instant", "2026-11-21T09:30:00+0800", "2026-11-21T01:30:00.000Z"],
  ["instant", "2026-11-21", "✗ 要写到几点几分，例如 2026-11-21 09:30"],
  ["instant", "2026-02-30 09:30", "✗ 不是日历上有的日期，例如 2026-11-21 09:30"],
  ["instant", "2026-11-21 24:30", "✗ 没有这个钟点，例如 09:30"],
  ["instant", "昨天", "✗ 不是日期和时间，例如 2026-11-21 09:30"],
  ["point", "118.123456, 26.654321", [118.123456, 26.654321]],
  ["point", "26.654321 118.123456", [118.123456, 26.654321]],
  ["point", "东经118.5，北纬26.5", [118.5, 26.5]],
  ["point", "118°30′00″E, 26°30′N", [118.5, 26.5]],
  ["point", "118°30’00”，26°30’00”", [118.5, 26.5]],
  ["point", "POINT(118.5 26.5)", [118.5, 26.5]],
  ["point", "[118.5,26.5]", [118.5, 26.5]],
  ["point", "0, 0", "✗ 不在中国范围内，请核对经纬度"],
  ["point", "-118.5, 26.5", "✗ 不在中国范围内，请核对经纬度"],
  ["point", "26.5, 27.5", "✗ 不在中国范围内，请核对经纬度"],
  ["point", "118.5", "✗ 不是经纬度，例如 118.123456, 26.654321"],
  ["point", "118°61′, 26°30′", "✗ 不是经纬度，例如 118.123456, 26.654321"],
  ["record", "Ａ－1", "A-1"],
  ["record", "9.9E+17", "✗ 像是被表格软件变成了科学计数法，后面的数字已经丢失，请用模板里的文本列重新填写"],
] as const)("%s: %s is %j", (type, text, value) => expect(meant(type, text)).toEqual(value));

const names = (code: string): string | undefined => (code === "990101001000" ? "青瓷街道" : undefined);
test.each([
  [{ type: "money" }, 123_450, "1,234.50 元"],
  [{ type: "money" }, -5, "-0.05 元"],
  [{ type: "money" }, 0, "0.00 元"],
  [{ type: "instant" }, "2026-11-21T16:05:00.000Z", "2026-11-22 00:05"],
  [{ type: "point" }, [118.5, 26.5], "118.5, 26.5"],
  [{ type: "boolean" }, false, "否"],
  [{ type: "area" }, "990101001000", "青瓷街道"],
  [{ type: "area" }, "110101001000", "110101001000"],
  [{ type: "code", codes: { food: "餐饮/饮食" } }, "food", "餐饮"],
  [{ type: "text", personal: "name" }, "林*英", "林*英"],
  [{ type: "date" }, undefined, ""],
] as const)("%j of %j is shown as %s", (given, value, words) => expect(valueText(field(given as Partial<RegisterField>), value, names)).toBe(words));

test("what is to be written is said by the codes, the format, or the type", () => {
  expect(fieldHint(field({ type: "money" }))).toBe("金额（元），例如 1,234.50、3万元");
  expect(fieldHint(field({ type: "record", standard: "GB 32100-2015" }))).toBe("18 位统一社会信用代码");
  expect(fieldHint(field({ type: "code", codes: { a: "甲/子" } }))).toBe("甲（a）");
});
