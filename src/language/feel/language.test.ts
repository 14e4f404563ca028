import { describe, expect, test } from "vitest";
import { compileExpression, compileUnaryTests } from "#language/feel";
import { bounded, written, type Value } from "#language/feel-value";

/** The value of a text, as FEEL would write it. */
function value(text: string, scope: Record<string, unknown> = {}): string {
  const found = compileExpression(text, Object.keys(scope))(scope);
  return bounded(() => written(found));
}

function all(cases: readonly (readonly [string, string])[]): void {
  test.each(cases)("%s is %s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });
}

describe("operators", () => {
  all([
    ["0.1 + 0.2 = 0.3", "true"],
    ["1 + 2 * 3 ** 2", "19"],
    ["-3 ** 2", "9"],
    ["3 ** 4 ** 5", "3486784401"],
    ["10 - 2 - 3", "5"],
    ["--1", "1"],
    ['"a" + "b"', '"ab"'],
    ['"a" + 1', "null"],
    ["1 / 0", "null"],
    ["2 > 1 and 1 > null", "null"],
    ["2 < 1 and 1 > null", "false"],
    ["2 > 1 or 1 > null", "true"],
    ["1 = null", "false"],
    ['1 = "1"', "null"],
    ['1 != "1"', "null"],
    ["[1, [2]] = [1, [2]]", "true"],
    ["{a: 1, b: 2} = {b: 2, a: 1}", "true"],
    ['"😀" > "￿"', "true"],
    ["5 between 1 and 10 and true", "true"],
    ["3 in (1, > 2)", "true"],
    ["3 in [1..3)", "false"],
    ["3 in (? > 2)", "true"],
    ["if null then 1 else 2", "2"],
    ["-1 instance of number", "true"],
  ]);
});

describe("names", () => {
  test("may hold spaces and signs, and the longest that is known is meant", () => {
    expect(value("a - b", { a: 5, b: 2, "a - b": 9 })).toBe("9");
    expect(value("a-b", { a: 5, b: 2 })).toBe("3");
    expect(value("date and time of birth", { "date and time of birth": "x" })).toBe('"x"');
    expect(value("Teacher's   Evaluation + 1", { "Teacher's Evaluation": 1 })).toBe("2");
    expect(value("每月 收入 * 12", { "每月 收入": 100 })).toBe("1200");
    expect(value("for some name in [1, 2] return some name + 1")).toBe("[2, 3]");
    expect(value("{a b: 1, c: a b + 1}.c")).toBe("2");
    expect(value("`a b` + 1", { "a b": 1 })).toBe("2");
  });

  test("given from outside come before built-in functions only where they are functions", () => {
    expect(value("count(date)", { date: [1, 2] })).toBe("2");
    expect(value('date("2026-11-21")', { date: [1, 2] })).toBe("2026-11-21");
    expect(value("(function(count) count + 1)(2)")).toBe("3");
  });

  test("never reach what lies behind the data", () => {
    for (const text of ["constructor", "__proto__", "toString", "{}.constructor", "[1].length[1]", '"".length', "hasOwnProperty", "{a: 1}.__proto__"])
      expect(value(text)).toBe("null");
    expect(value("{__proto__: 1, b: 2}")).toBe("{__proto__: 1, b: 2}");
    expect(value('get value({__proto__: 1}, "__proto__")')).toBe("1");
    expect(({} as Record<string, unknown>)["b"]).toBeUndefined();
  });
});

describe("lists and contexts", () => {
  all([
    ["[1, 2, 3][1]", "1"],
    ["[1, 2, 3][-1]", "3"],
    ["[1, 2, 3][0]", "null"],
    ["[1, 2, 3][4]", "null"],
    ['[1, 2, 3]["a"]', "null"],
    ["[1, 2, 3][null]", "[]"],
    ["[1, 2, 3][true]", "[1, 2, 3]"],
    ["[1, 2, 3, 4][item > 2]", "[3, 4]"],
    ["[1, 2, 3][count([1, 2])]", "2"],
    ["100[1]", "100"],
    ["null[1]", "null"],
    ["[{x: 1, y: 2}, {x: 2, y: 3}][x = 2].y", "[3]"],
    ["[{item: 1}, {item: 2}][item = 2]", "[{item: 2}]"],
    ["{x: 2, l: [{y: 1}, {y: 2}][y = x]}.l", "[{y: 2}]"],
    ["[{a: {b: 1}}, {a: {b: [2]}}].a.b", "[1, [2]]"],
    ["{a: 1, a: 2}", "null"],
    ["{a: 1}.b", "null"],
    ['{"a b": 1}.a b', "1"],
  ]);
});

describe("loops", () => {
  all([
    ["for i in 1..3 return i * i", "[1, 4, 9]"],
    ["for i in 3..1 return i", "[3, 2, 1]"],
    ["for i in 1..2, j in 1..i return i + j", "[2, 3, 4]"],
    ["for i in 1..4 return if i = 1 then 1 else i * partial[-1]", "[1, 2, 6, 24]"],
    ["for i in 1..3 return count(partial)", "[0, 1, 2]"],
    ["for i in 1..3 return partial", "[[], [[]], [[], [[]]]]"],
    ['for d in @"2024-02-28"..@"2024-03-01" return d.day', "[28, 29, 1]"],
    ["for i in (1..4) return i", "[2, 3]"],
    ["for i in [3..1] return i", "null"],
    ["for i in (3..1] return i", "null"],
    ["for i in [2..2] return i", "[2]"],
    ["for i in (2..2) return i", "[]"],
    ['for i in [@"2026-11-23"..@"2026-11-21"] return i', "null"],
    ['for i in @"2026-11-23"..@"2026-11-22" return i.day', "[23, 22]"],
    ["some i in [3..1] satisfies i = 2", "null"],
    ["{r: [3..1], of: for i in r return i}.of", "null"],
    ["for i in 5 return i", "[5]"],
    ["for i in null return i", "null"],
    ['for i in "a".."b" return i', "null"],
    ["some i in [1, null] satisfies i > 0", "true"],
    ["some i in [0, null] satisfies i > 0", "null"],
    ["every i in [1, null] satisfies i > 0", "null"],
    ["every i in [] satisfies false", "true"],
    ['some i in [1, 2] satisfies if i = 2 then true else "no"', "null"],
  ]);
});

describe("functions", () => {
  all([
    ["(function(x, y) x - y)(5, 3)", "2"],
    ["{f: function(x, y) x - y, r: f(y: 5, x: 3)}.r", "-2"],
    ["{f: function(x) x, r: f(1, 2)}.r", "null"],
    ["{f: function(x) x, r: f(y: 1)}.r", "null"],
    ["{f: function(x: number) x + 1, r: [f([1]), f(true)]}.r", "[2, null]"],
    ['{f: function(d: date and time) d.hour, r: f(@"2026-11-21")}.r', "0"],
    ["{n: 2, twice: function(x) n * x, r: for n in [5] return twice(n)}.r", "[10]"],
    ["for f in (for i in 1..3 return function(x) x + i) return f(10)", "[11, 12, 13]"],
    ["nothing(1)", "null"],
    ["(function(a) function(b) a + b)(1)(2)", "3"],
    ["{fs: [function(x) x * 2], r: fs[1](4)}.r", "8"],
    ["null()", "null"],
    ['{f: function(x) external {java: {class: "java.lang.Runtime", method signature: "exit(int)"}}, r: f(1)}.r', "null"],
  ]);
});

describe("types", () => {
  all([
    ["[1, 2] instance of list<number>", "true"],
    ['[1, "a"] instance of list<number>', "false"],
    ["{a: 1, b: 2} instance of context<a: number>", "true"],
    ["{b: 2} instance of context<a: number>", "false"],
    ["[1..2] instance of range<number>", "true"],
    ["(function(a: number) a) instance of function<number>->Any", "true"],
    ["(function(a: string) a) instance of function<number>->Any", "false"],
    ["null instance of Null", "true"],
    ["null instance of number", "false"],
    ['@"P1D" instance of days and time duration', "true"],
    ['@"P1M" instance of days and time duration', "false"],
    ["abs instance of function<Any>->Any", "true"],
    ["sum instance of function", "true"],
    ["(function(a) a) instance of function<number, number>->Any", "false"],
  ]);
});

describe("texts and comments", () => {
  all([
    [String.raw`"\u4f60\U01F40E\n\""`, String.raw`"你🐎\n\""`],
    [String.raw`"\d\s"`, String.raw`"\\d\\s"`],
    ["1 /* one */ + // and\n 2", "3"],
    ['@"nothing"', "null"],
    ["[1..10[ = [1..10)", "true"],
    ["]1..10].start included", "false"],
    ["(> 5).start", "5"],
    ['[1.."a"]', "null"],
    ["[true..false]", "null"],
    ["[null..5].end", "5"],
    ["(> 5).end", "null"],
    ['@"2026-11-21T10:00:00@Asia/Shanghai".time offset', "PT8H"],
    ['@"2026-11-21".weekday', "6"],
  ]);
});

describe("cells of a table", () => {
  test.each([
    ["-", 1, true],
    ["> 5, < 2", 1, true],
    ["not(> 5, < 2)", 1, false],
    ["not(1) or true", 1, true],
    ["> 5", null, null],
    ["null", null, true],
    ["[1..3], 7", 7, true],
    ["? * 2 = 14", 7, true],
    ["[7, 8]", 7, true],
    ['"7"', 7, null],
    ["even(?)", 7, false],
  ] as readonly [string, Value, boolean | null][])("%s over %j is %s", (cell, given, expected) => {
    expect(compileUnaryTests(cell)(given, {})).toBe(expected);
  });
});
