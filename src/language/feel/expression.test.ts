import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expression, freeNames, unaryTests } from "#language/feel";

describe("FEEL expressions", () => {
  test("read the answers of a form, with or without the sign of modellers", () => {
    expect(expression("form.area * 2")({ form: { area: 60 } })).toBe(120);
    expect(expression('= situation.business = "餐饮"')({ situation: { business: "餐饮" } })).toBe(true);
  });

  test("take a name that nobody answered as null, and forget the answers of the person before", () => {
    const area = expression("form.area");
    expect(area({ form: { area: 60 } })).toBe(60);
    expect(area({})).toBeNull();
  });

  test("give dates and durations as plain text that can be stored", () => {
    expect(expression('date(today) + duration("P1M")')({ today: "2026-01-31" })).toBe("2026-02-28");
    expect(expression('{since: date(today), at: time("09:30:00"), list: [duration("P3D")]}')({ today: "2026-01-31" })).toEqual({
      since: "2026-01-31",
      at: "09:30:00",
      list: ["P3D"],
    });
  });

  test("are refused with the place where reading stopped", () => {
    expect(() => expression("form.area >")).toThrow(/从第 12 个字符/);
    expect(() => expression("1) + (2")).toThrow(/从第 2 个字符/);
    expect(() => expression("")).toThrow(/没有内容/);
    expect(() => expression("1 + ".repeat(2000) + "1")).toThrow(/最长 4000/);
  });

  test("cannot reach what lies behind the data", () => {
    expect(expression("form.constructor")({ form: {} })).toBeNull();
    expect(expression("__proto__")({})).toBeNull();
  });

  test("count like ordinary arithmetic for all amounts of money", () => {
    const sum = expression("a + b * 2 - c");
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (a, b, c) => {
        expect(sum({ a, b, c })).toBe(a + b * 2 - c);
      }),
    );
  });

  test("name the variables they rest on", () => {
    expect(freeNames("form.area > limit and count(situation.kinds) = 1")).toEqual(["form", "limit", "situation"]);
    expect(freeNames('every r in results satisfies r.outcome = "agree"')).toEqual(["results"]);
  });
});

describe("cells of a decision table", () => {
  test.each([
    ["-", 5, true],
    ['"a", "b"', "b", true],
    ['not("a", "b")', "b", false],
    ["[1..10)", 10, false],
    [">= 18", 18, true],
    [">= 18", null, false],
    ["null", null, true],
    ["false", false, true],
    ["true", false, false],
    ["limit", 7, true],
    ["< limit", 7, false],
    ["one, two", 7, false],
    ['contains(?, "餐")', "餐饮", true],
    ["? > 3 and ? < limit", 5, true],
    ["kinds", "b", true],
    ['<= date("2026-11-21")', null, false],
  ])("%s over %j is %s", (cell, value, expected) => {
    expect(unaryTests(cell)(value, { limit: 7, kinds: ["a", "b"] })).toBe(expected);
  });

  test("hold exactly the numbers of their interval", () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 50 }), fc.integer({ min: -100, max: 100 }), (low, span, value) => {
        const high = low + span + 1;
        expect(unaryTests(`[${low}..${high})`)(value, {})).toBe(low <= value && value < high);
        expect(unaryTests(`not(< ${low}, >= ${high})`)(value, {})).toBe(low <= value && value < high);
      }),
      { numRuns: 40 },
    );
  });

  test("are refused when they cannot be read", () => {
    expect(() => unaryTests('"a",')).toThrow(/写得不对/);
    expect(() => unaryTests("[1..")).toThrow(/写得不对/);
  });
});
