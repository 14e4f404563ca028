import { describe, expect, test } from "vitest";
import { compileExpression } from "#base/feel";
import { atMoment, BUILT_IN } from "#base/feel-function";
import { bounded, written } from "#base/feel-value";

function value(text: string): string {
  return bounded(() => written(compileExpression(text)({})));
}

const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  conversion: [
    ['date("2026-02-30")', "null"],
    ["date(2026, 11, 21)", "2026-11-21"],
    ["date(2026, 11.5, 21)", "null"],
    ['date(date and time("2026-11-21T23:00:00@Europe/Paris"))', "2026-11-21"],
    ["date(day: 21, year: 2026, month: 11)", "2026-11-21"],
    ["date(year: 2026, month: 11)", "null"],
    ["date and time(2026, 11, 21, 9, 30, 0)", "2026-11-21T09:30:00"],
    ['date and time(2026, 11, 21, 9, 30, 0, @"PT8H")', "2026-11-21T09:30:00+08:00"],
    ['date and time(2026, 11, 21, 9, 30, 0, "Asia/Shanghai")', "2026-11-21T09:30:00@Asia/Shanghai"],
    ['date and time(@"2026-11-21", time("09:30:00Z"))', "2026-11-21T09:30:00Z"],
    ['time(@"2026-11-21")', "00:00:00Z"],
    ["time(9, 30, 15.5)", "09:30:15.5"],
    ['time(9, 30, 0, @"PT19H")', "null"],
    ['number("1,000.05", ",", ".")', "1000.05"],
    ['number("1 000,05", " ", ",")', "1000.05"],
    ['number("1.000,05", ".", ",")', "1000.05"],
    ['number("1000", null, null)', "1000"],
    ['number("1,000", ",", ",")', "null"],
    ['number(decimal separator: ",", from: "1,5")', "1.5"],
    ['number("1000", "x", ".")', "null"],
    ['number("abc")', "null"],
    ['string(@"P1D")', '"P1D"'],
    ["string(null)", "null"],
    ['string([1, "a", null])', String.raw`"[1, \"a\", null]"`],
    ["string(1.10)", '"1.1"'],
    ['duration("P1Y2M") + duration("P1M")', "P1Y3M"],
    ['years and months duration(@"2011-12-22", @"2013-08-24")', "P1Y8M"],
    ['years and months duration(@"2013-08-24", @"2011-12-22")', "-P1Y8M"],
    ['range("[18..21)")', "[18..21)"],
    ['range("(18..)")', "(> 18)"],
    ['range("[..21]")', "null"],
    ['range("[21..18]")', "null"],
    ['range("[date(\\"2026-01-01\\")..@\\"2026-12-31\\"]")', "[2026-01-01..2026-12-31]"],
    ['range("[1..\\"a\\"]")', "null"],
  ],
  strings: [
    ['substring("🐎abc", 2)', '"abc"'],
    ['substring("foobar", 0)', "null"],
    ['substring("foobar", 7)', "null"],
    ['substring("foobar", -2, 5)', '"ar"'],
    ['string length("🐎")', "1"],
    ['upper case("straße")', '"STRASSE"'],
    ['substring before("foobar", "x")', '""'],
    ['substring after("foobar", "")', '"foobar"'],
    ['string join(["a", null, "c"], "-")', '"a-c"'],
    ["string join([])", '""'],
    ['string join(["a", 1])', "null"],
    ['split("a-b", "-")', '["a", "b"]'],
    ['replace("abc", "(b)", "[$1]")', '"a[b]c"'],
    ['contains("a", null)', "null"],
    ['contains(match: "b", string: "abc")', "true"],
    ['starts with("a")', "null"],
  ],
  lists: [
    ["list contains([1, null], null)", "true"],
    ["count(null)", "null"],
    ["count([null])", "1"],
    ["sublist([1, 2, 3], -2, 1)", "[2]"],
    ["sublist([1, 2, 3], 4)", "null"],
    ["sublist([1, 2, 3], 2, 9)", "null"],
    ["append([1], null)", "[1, null]"],
    ["append(1, 2)", "[1, 2]"],
    ["append(list: [1], item: 2)", "[1, 2]"],
    ["concatenate(list: [1])", "[1]"],
    ["concatenate()", "null"],
    ["concatenate([1], [2], [1])", "[1, 2, 1]"],
    ["union([1, 2], [2, 1.0, 3])", "[1, 2, 3]"],
    ["insert before([1, 3], 2, 2)", "[1, 2, 3]"],
    ["insert before([1, 3], 0, 2)", "null"],
    ["remove([1, 2], -1)", "[1]"],
    ["remove([1, 2], 3)", "null"],
    ["list replace([1, 2], 2, null)", "[1, null]"],
    ["reverse([1, [2, 3]])", "[[2, 3], 1]"],
    ["index of([1, 2, null, 2], 2)", "[2, 4]"],
    ["index of([1, null], null)", "[2]"],
    ['distinct values([1, 1.0, "1", null, null])', '[1, "1", null]'],
    ["flatten([[1, [2]], 3])", "[1, 2, 3]"],
    ["sort([3, 1, 2])", "[1, 2, 3]"],
    ["sort(precedes: function(a, b) a > b, list: [3, 1, 2])", "[3, 2, 1]"],
    ["sort([1, 2], function(a, b) null)", "null"],
  ],
  statistics: [
    ["min([])", "null"],
    ['min(["b", "a"])', '"a"'],
    ['min([1, "a"])', "null"],
    ["max(1, 3, 2)", "3"],
    ['max([@"P1D", @"PT25H"])', "P1DT1H"],
    ["sum([])", "null"],
    ["sum(0.1, 0.2)", "0.3"],
    ["sum([1, null])", "null"],
    ["mean([1, 2, 4])", "2.333333333333333333333333333333333"],
    ["median([8, 2, 5, 3])", "4"],
    ["median([])", "null"],
    ["stddev([47])", "null"],
    ["stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"],
    ["mode([6, 1, 9, 6, 1])", "[1, 6]"],
    ["mode([])", "[]"],
    ["product([2, 3, 4])", "24"],
    ["all([true, null])", "null"],
    ["all([false, null])", "false"],
    ["any([true, null])", "true"],
    ["any([])", "false"],
    ["any([false, 1])", "null"],
  ],
  numbers: [
    ["decimal(1/3, 2)", "0.33"],
    ["decimal(2.5, 0)", "2"],
    ["decimal(1234, -2)", "1200"],
    ["round half up(-2.5, 0)", "-3"],
    ["round half down(5.125, 2)", "5.12"],
    ["round up(5.5)", "null"],
    ['abs(@"-P1D")', "P1D"],
    ["modulo(-12, 5)", "3"],
    ["sqrt(16)", "4"],
    ["sqrt(-1)", "null"],
    ["log(0)", "null"],
    ["decimal(log(exp(2)), 10)", "2"],
    ["odd(2.5)", "false"],
    ["even(-2)", "true"],
    ["abs([-1])", "1"],
    ["abs(n: -1)", "1"],
    ["abs(number: -1)", "null"],
  ],
  ranges: [
    ["before(1, [2..3])", "true"],
    ["before([1..2], (2..3])", "true"],
    ["before([1..2], [2..3])", "false"],
    ["after([5..8], 4)", "true"],
    ["meets([1..5], [5..10])", "true"],
    ["meets([1..5), [5..10])", "false"],
    ["met by([5..10], [1..5])", "true"],
    ["overlaps([1..5], [5..8])", "true"],
    ["overlaps before([1..5], [3..8])", "true"],
    ["overlaps after([3..8], [1..5])", "true"],
    ["finishes(10, [1..10])", "true"],
    ["finished by([1..10], [5..10])", "true"],
    ["includes([1..10], 10)", "true"],
    ["during(5, (5..10])", "false"],
    ["starts([1..5], [1..10])", "true"],
    ["started by([1..10], 1)", "true"],
    ["coincides(5, 5)", "true"],
    ['before(1, "a")', "null"],
    ["includes((> 5), 6)", "true"],
    ["before((< 5), [5..6])", "true"],
    ["meets(1, 2)", "null"],
    ["before(range: [2..3], point: 1)", "true"],
  ],
  time: [
    ['is(@"10:00:00Z", @"10:00:00+00:00")', "true"],
    ['is(@"10:00:00Z", @"10:00:00")', "false"],
    ['is(@"2026-11-21", @"10:00:00")', "false"],
    ["is(null, null)", "true"],
    ['day of year(@"2024-12-31")', "366"],
    ['day of week(@"2026-11-21")', '"Saturday"'],
    ['month of year(@"2026-11-21T10:00:00")', '"November"'],
    ['week of year(@"2021-01-03")', "53"],
    ["now(1)", "null"],
    ['@"2026-11-21" - @"2026-11-20T12:00:00"', "null"],
    ['@"2026-11-21" - @"2026-11-20T12:00:00Z"', "PT12H"],
    ['@"2026-01-31" + @"P1M"', "2026-02-28"],
    ['@"2026-11-21" + @"PT36H"', "2026-11-22"],
    ['@"10:00:00" + @"PT15H"', "01:00:00"],
    ['@"P1Y5M" * 1.5', "P2Y1M"],
    ['2 * @"P1D"', "P2D"],
    ['@"P1D" / 2', "PT12H"],
    ['@"P1D" / @"PT6H"', "4"],
    ['@"P1D" / 0', "null"],
    ['@"P1D" + @"P1M"', "null"],
    ['@"2026-11-21" < @"2026-11-21T10:00:00Z"', "null"],
  ],
  contexts: [
    ['get value({a: 1}, "b")', "null"],
    ["get entries({a: 1})", '[{key: "a", value: 1}]'],
    ['context([{key: "a", value: 1}, {key: "b", value: 2}])', "{a: 1, b: 2}"],
    ['context([{key: "a", value: 1}, {key: "a", value: 2}])', "null"],
    ['context([{key: "a"}])', "null"],
    ['context put({a: 1}, "b", 2)', "{a: 1, b: 2}"],
    ['context put({a: {b: 1}}, ["a", "b"], 2)', "{a: {b: 2}}"],
    ["context put({a: 1}, [], 2)", "null"],
    ["context merge([{a: 1, b: 1}, {b: 2}])", "{a: 1, b: 2}"],
  ],
};

describe.each(Object.entries(CASES))("functions of %s", (_, cases) => {
  test.each(cases)("%s is %s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe("built-in functions", () => {
  test("give null, whatever they are called with that does not fit", () => {
    const odd = ["null", "{}", "function(x) x", '@"P1D"', "[[]]"];
    for (const name of BUILT_IN.keys())
      for (const argument of odd) {
        expect(() => value(`${name}(${argument}, ${argument}, ${argument}, ${argument}, ${argument}, ${argument}, ${argument}, ${argument})`)).not.toThrow();
        expect(() => value(`${name}(${argument})`)).not.toThrow();
        expect(value(`${name}(nobody has this: ${argument})`)).toBe("null");
      }
  });

  test("tell the day in the city, at the moment that is given", () => {
    const late = new Date("2026-11-20T17:30:00Z");
    expect(atMoment(late, () => value("today()"))).toBe("2026-11-21");
    expect(atMoment(late, () => value("now()"))).toBe("2026-11-21T01:30:00@Asia/Shanghai");
  });
});
