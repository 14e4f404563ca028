import { FunctionValue, type Value } from "#language/feel-value";
import { expect, test } from "vitest";
import { externalFunction } from "./index.ts";

function java(className: string, signature: string, ...args: Value[]): Value {
  const made = externalFunction(
    args.map((_arg, at) => ({ name: `p${at}` })),
    { java: { class: className, "method signature": signature } },
  );
  return made instanceof FunctionValue ? made.call(args) : made;
}

test.each([
  ["java.lang.Math", "max(double, double)", [123.45, 456.78], 456.78],
  ["java.lang.Math", "max(int,int)", [123, 456], 456],
  ["java.lang.Math", "max(float,float)", [123.46, 456.78], 456.78],
  ["java.lang.Math", "cos(double)", [0], 1],
  ["java.lang.Math", "floorMod(int,int)", [-7, 3], 2],
  ["java.lang.Math", "rint(double)", [2.5], 2],
  ["java.lang.Byte", "valueOf(byte)", [3], 3],
  ["java.lang.Integer", "valueOf(java.lang.String)", ["123"], 123],
  ["java.lang.Double", "parseDouble(String)", ["1234.56"], 1234.56],
  ["java.lang.String", "valueOf(char)", ["证"], "证"],
  ["java.lang.String", "format(java.lang.String, [Ljava.lang.Object;)", ["第 %03d 号：%s，%,.2f 元", 7, "准予", 1234.5], "第 007 号：准予，1,234.50 元"],
] as const)("%s.%s of %j is %j", (className, signature, args, expected) => {
  expect(java(className, signature, ...args)).toBe(expected);
});

test.each([
  ["a class that we do not carry out", "java.lang.System", "exit(int)", [0]],
  ["a method that the class does not have", "java.lang.Math", "foo(double)", [1]],
  ["a signature that the method does not have", "java.lang.Math", "max(java.lang.String, java.lang.String)", ["1", "2"]],
  ["a number that does not fit", "java.lang.Byte", "valueOf(byte)", [300]],
  ["a text of several characters where one is taken", "java.lang.String", "valueOf(char)", ["abc"]],
  ["text that is no number", "java.lang.Integer", "parseInt(String)", ["十二"]],
  ["a division by zero", "java.lang.Math", "floorDiv(int,int)", [1, 0]],
  ["an argument missing in a format", "java.lang.String", "format(String,Object...)", ["%s %s", "一"]],
] as const)("%s gives null", (_what, className, signature, args) => {
  expect(java(className, signature, ...args)).toBeNull();
});

test("a mapping that names no Java method, or a PMML model, is no function", () => {
  const mappings: Value[] = [null, {}, { java: {} }, { java: { class: "java.lang.Math" } }, { pmml: { document: "a.pmml", model: "m" } }];
  for (const mapping of mappings) expect(externalFunction([], mapping)).toBeNull();
});

test("arguments may come by name, in any order", () => {
  const made = externalFunction([{ name: "底数" }, { name: "指数" }], {
    java: { class: "java.lang.Math", "method signature": "pow(double,double)" },
  }) as FunctionValue;
  expect(made.callNamed(["指数", "底数"], [10, 2])).toBe(1024);
  expect(made.call([2])).toBeNull();
});
