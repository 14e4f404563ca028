import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression, expression, unaryTests } from "#language/feel";
import { Refusal } from "#values/errors";

const CODES = ["FEEL_SYNTAX", "FEEL_TOO_LONG", "FEEL_TOO_LONG_RUNNING", "FEEL_TOO_LARGE"];

function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "none";
}

describe("an evaluation", () => {
  test.each([
    ["for i in 1..1e9 return i", "FEEL_TOO_LONG_RUNNING"],
    ["some i in 1..1e12 satisfies i < 0", "FEEL_TOO_LONG_RUNNING"],
    ["for i in 1..5000, j in 1..5000 return 1", "FEEL_TOO_LONG_RUNNING"],
    ['for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1]', "FEEL_TOO_LARGE"],
    ["for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])", "FEEL_TOO_LARGE"],
    ["for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]", "FEEL_TOO_LONG_RUNNING"],
    ["string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])", "FEEL_TOO_LARGE"],
    ["for i in 1..1000000 return exp(i)", "FEEL_TOO_LONG_RUNNING"],
    [
      '{s: (for i in 1..20 return if i = 1 then "a" else partial[-1] + partial[-1])[-1], n: for i in 1..1000000 return string length(s)}',
      "FEEL_TOO_LONG_RUNNING",
    ],
    ["{l: for i in 1..10000 return i, n: for i in l return list contains(l, 0)}", "FEEL_TOO_LONG_RUNNING"],
    ["{f: function(f, n) f(f, n + 1), r: f(f, 1)}.r", "FEEL_TOO_LONG_RUNNING"],
    [`matches("${"a".repeat(40)}!", "(a+)+$")`, "FEEL_TOO_LONG_RUNNING"],
  ])("%s ends", (text, code) => {
    expect(refusalOf(() => expression(text)({}))).toBe(code);
  });

  test("that ended so leaves the next one its own time", () => {
    expect(refusalOf(() => expression("for i in 1..1e9 return i")({}))).toBe("FEEL_TOO_LONG_RUNNING");
    expect(expression("count(for i in 1..100000 return i)")({})).toBe(100_000);
  });
});

describe("a text", () => {
  test.each([
    "1 +",
    "(1",
    "[1..",
    "{a 1}",
    "if 1 then 2",
    "for i in",
    "f(a: 1, 2)",
    '"abc',
    "1 instance of nothing",
    "a b",
    "x in",
    "function(",
    "@5",
    "1 2",
    "{a: 1",
    "not(",
  ])("such as %s is refused", (text) => {
    expect(refusalOf(() => compileExpression(text))).toBe("FEEL_SYNTAX");
  });

  test("too deep or too long is refused, not crashed over", () => {
    expect(refusalOf(() => compileExpression("(".repeat(5000)))).toBe("FEEL_SYNTAX");
    expect(refusalOf(() => compileExpression("[".repeat(50_000)))).toBe("FEEL_SYNTAX");
    expect(refusalOf(() => compileExpression("-".repeat(50_000)))).toBe("FEEL_SYNTAX");
    expect(refusalOf(() => compileExpression("1" + "+1".repeat(40_000)))).toBe("FEEL_SYNTAX");
    expect(refusalOf(() => compileExpression("1 ".repeat(100_000)))).toBe("FEEL_TOO_LONG");
    let nested = "1";
    for (let turn = 0; turn < 60; turn += 1) nested = `(${nested}${"+1".repeat(500)})`;
    expect(["none", ...CODES]).toContain(refusalOf(() => compileExpression(nested)({})));
  });

  test("is read in a time that grows with it, whatever stands in it", () => {
    const hostile = [
      " ".repeat(90_000),
      `f(${"a ".repeat(45_000)}`,
      `${"x in (".repeat(15_000)}`,
      `for ${"a ".repeat(40_000)}`,
      "[1..10[".repeat(10_000),
      "/*".repeat(45_000),
      `{${"a".repeat(80_000)}`,
    ];
    const begun = performance.now();
    for (const text of hostile) expect(refusalOf(() => compileExpression(`1 + ${text}`))).toBe("FEEL_SYNTAX");
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  test("is a function or a refusal, however wild", () => {
    const word = fc.constantFrom(
      ..."( ) [ ] { } , : . .. + - * / ** = != < <= > >= @ ? a b item x if then else for in return some every satisfies and or between instance of function external null true false not".split(
        " ",
      ),
      "1",
      "0.5",
      '"a"',
      '"P1D"',
      "date",
      "count",
      "list<",
      "number",
      "range",
      "partial",
      "1e9",
      "matches",
      "\\",
      "`",
      '"',
    );
    const run = (text: string): void => {
      try {
        expression(text)({ a: 1, b: [{ x: 1 }] });
        unaryTests(text)(1, { a: 1 });
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
        expect(CODES).toContain((error as Refusal).code);
      }
    };
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => run(words.join(" "))),
      { numRuns: 1500 },
    );
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), run), { numRuns: 500 });
  });
});
