import { describe, expect, test } from "vitest";
import { placeWords } from "./place.ts";
import { xmlSource, yamlSource } from "./source.ts";

describe("a slip of YAML is told once, in Chinese, on its line", () => {
  test.each([
    ["a wide colon", "a: 1\nname：食品\nb: 2\n", 2, "冒号用了全角"],
    ["no space behind a colon", "a: 1\nname:食品\nb: 2\n", 2, "冒号后面要空一格"],
    ["a tab", "a:\n\tb: 1\n", 2, "缩进用了制表符"],
    ["a brace that is not closed", "a: {b: 1\nc: 2\nd: 3\n", 1, "括号没有写完"],
    ["a brace within a list", "f:\n  - {name: x}\n  - {name: y, label: z\n  - {name: w}\n", 3, "括号没有写完"],
    ["a quotation mark that is not closed", 'a: 1\nb: "abc\nc: 2\n', 2, "引号没有写完"],
    ["a key that is there twice", "a: 1\nb: 2\na: 3\n", 3, "同一项写了两次：“a”"],
    ["what stands between two depths", "a:\n  b: 1\n c: 2\n", 3, "缩进不对"],
    ["an anchor that is not there", "a: 1\nb: *cake\n", 2, "引用了“*cake”，但前面没有“&cake”"],
    ["a sign that no text begins with", "a: @x\n", 1, "请加引号"],
    ["two keys in a line", "a: b: c\n", 1, "请分成两行"],
    ["a wide comma", "a: {b: 1，c: 2}\n", 1, "逗号用了全角"],
    ["a line without a colon", "name 食品\nb: 2\n", 1, "后面跟冒号和空格"],
    ["two documents", "a: 1\n---\nb: 2\n", 2, "不能有 ---"],
    ["a tag", "a: !x 1\n", 1, "不认识以 ! 开头的标签"],
  ])("%s", (_what, text, line, message) => {
    const { faults } = yamlSource("item.yaml", text);
    expect(faults).toEqual([{ file: "item.yaml", line, message: expect.stringContaining(message) }]);
    expect(faults[0]!.message).not.toMatch(/[a-z]{3,} [a-z]{2,} [a-z]{2,}/);
  });
});

test("lines are those of words, of keys, and of what an anchor does not bring", () => {
  const source = yamlSource("f", "a: &x\n  b: >-\n    one\n    two\nc:\n  <<: *x\n  d: 1\n");
  expect(source.lineAt(["a", "b"], "two")).toBe(4);
  expect(source.keyLine(["c", "d"])).toBe(7);
  expect([source.holds(["c", "d"]), source.holds(["c", "b"])]).toEqual([true, false]);
});

test("a word of a drawing is found within its element, in a condition before the ends of the line", () => {
  const source = xmlSource(
    "f",
    '<p>\n<flow id="f1" sourceRef="gate">\n<when>=gate.x > 1</when>\n</flow>\n<task id="t" input="{a: &quot;b&quot;}"\n unit="gate" />\n</p>',
  );
  expect(source.lineOf("f1", "gate")).toBe(3);
  expect(source.lineOf("f1")).toBe(2);
  expect(source.lineOf("t", '"b"')).toBe(5);
  expect(source.lineOf("t", "gate")).toBe(6);
  expect(source.lineOf("t", "nothing")).toBe(5);
});

test("a place is told in its author's words", () => {
  const form = {
    pages: [
      { title: "经营者", fields: [] },
      { title: "经营场所", fields: [{}, {}, {}, { label: "联系电话" }] },
    ],
  };
  expect(placeWords("form", form, ["pages", 1, "fields", 3, "widget"])).toBe("第 2 页「经营场所」第 4 个字段「联系电话」的 widget");
  expect(placeWords("form", form, ["pages", 1])).toBe("第 2 页「经营场所」");
  expect(placeWords("form", form, ["pages"])).toBe("pages");
  expect(placeWords("item", { limits: {} }, ["limits", "promised"])).toBe("limits.promised");
  expect(placeWords("item", {}, [])).toBe("");
  expect(placeWords("cases", [{ name: "陈小满开饭馆" }], [0, "expect", "path", 2])).toBe("第 1 个例子「陈小满开饭馆」的 expect.path 第 3 项");
});
