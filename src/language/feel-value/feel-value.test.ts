import { describe, expect, test } from "vitest";
import { big, numberOf } from "#language/decimal";
import { parseTemporal } from "#language/temporal";
import * as feel from "./index.ts";
import type { FeelType, Value } from "./index.ts";

// What the readers of FEEL, its functions and DMN rely on: kinds, equality, order, types, texts (DMN 1.5 clause 10.3.2).

const at = (text: string): Value => parseTemporal(text)!;
const range = (low: Value, lowIn: boolean, high: Value, highIn: boolean): Value => feel.rangeBetween(low, lowIn, high, highIn);
const identity = new feel.FunctionValue(
  [{ name: "x" }],
  ([x]) => x!,
  (_names, [x]) => x!,
);
const NUMBER: FeelType = { kind: "number" };
const list = (of: FeelType): FeelType => ({ kind: "list", of });

describe("values", () => {
  test.each<[unknown, string]>([
    [null, "null"],
    [undefined, "null"],
    [Number.NaN, "null"],
    [Infinity, "null"],
    [true, "boolean"],
    ["", "string"],
    [0, "number"],
    [big(10).pow(30), "number"],
    [[], "list"],
    [{}, "context"],
    [at("2026-11-21"), "date"],
    [at("09:30:00"), "time"],
    [at("2026-11-21T09:30:00"), "date and time"],
    [at("P1D"), "days and time duration"],
    [at("P1M"), "years and months duration"],
    [feel.rangeOf("<", 10), "range"],
    [identity, "function"],
    [() => 1, "null"],
  ])("%s is of the kind %s", (value, kind) => expect(feel.kindOf(value)).toBe(kind));

  test.each<[Value, Value, boolean | null]>([
    [null, null, true],
    [null, 0, false],
    [1, "1", null],
    [1, big(1), true],
    ["a", "a", true],
    [true, false, false],
    [[1, [2]], [1, [2]], true],
    [[1], [1, 2], false],
    [[1], ["1"], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: null }, { b: null }, false],
    [at("2026-11-21T01:00:00Z"), at("2026-11-21T09:00:00+08:00"), true],
    [at("P1M"), at("P30D"), null],
    [range(1, true, 5, true), range(1, true, 5, true), true],
    [range(1, true, 5, true), range(1, true, 5, false), false],
    [identity, identity, true],
  ])("%o = %o is %s", (a, b, found) => {
    expect([feel.equal(a, b), feel.equal(b, a), feel.equals(a, b)]).toEqual([found, found, found === true]);
  });

  test("the same time is the same with its zone alone", () => {
    const [utc, china] = [at("2026-11-21T01:00:00Z"), at("2026-11-21T09:00:00+08:00")];
    expect([feel.isSame(utc, china), feel.isSame(utc, at("2026-11-21T01:00:00Z")), feel.isSame([utc], [china]), feel.isSame([1], [1])]).toEqual([
      false,
      true,
      false,
      true,
    ]);
    expect([feel.isSame(1, "1"), feel.isSame([1], [1, 2]), feel.isSame(null, null)]).toEqual([false, false, true]);
  });

  test.each<[Value, Value, number | undefined]>([
    [1, 2, -1],
    [2, 2, 0],
    [3, big(2), 1],
    ["a", "b", -1],
    ["a", "ab", -1],
    ["a", "a", 0],
    ["\uff5e", "🐎", -1], // by code points: not by halves of them
    ["🐎", "🐏", -1],
    [at("2026-11-21"), at("2026-11-22"), -1],
    [at("P2D"), at("P1D"), 1],
    [at("P1M"), at("P1D"), undefined],
    [1, "1", undefined],
    ["a", 1, undefined],
    [true, false, undefined],
    [null, 1, undefined],
    [[1], [1], undefined],
  ])("%o before %o: %s", (a, b, sign) => {
    const found = feel.order(a, b);
    expect(found === undefined ? undefined : Math.sign(found)).toBe(sign);
  });
});

describe("ranges", () => {
  test.each<[Value, Value, boolean | null]>([
    [range(18, true, 21, false), 18, true],
    [range(18, true, 21, false), 21, false],
    [range(18, false, 21, true), 18, false],
    [range(18, false, 21, true), 21, true],
    [range(18, true, null, false), 20, null],
    [feel.rangeOf("<", 5), 4, true],
    [feel.rangeOf("<", 5), 5, false],
    [feel.rangeOf("<=", 5), 5, true],
    [feel.rangeOf(">", 5), 5, false],
    [feel.rangeOf(">=", 5), 5, true],
    [feel.rangeOf("=", 5), 5, true],
    [feel.rangeOf("!=", 5), 5, false],
    [feel.rangeOf("!=", 5), "5", null],
    [feel.rangeOf("<", 5), "4", null],
    [feel.rangeOf("<", 5), null, null],
  ])("%s holds %o: %s", (one, value, found) => expect([feel.rangeHolds(one as feel.RangeValue, value), feel.isIn(value, one)]).toEqual([found, found]));

  test("a value is in a list that has it, or a range that holds it", () => {
    const tests = [1, feel.rangeOf(">", 10)];
    expect([1, 2, 11].map((value) => feel.isIn(value, tests))).toEqual([true, false, true]);
    expect([feel.isIn([1], [1]), feel.isIn([2], [[2]]), feel.isIn(1, 1), feel.isIn(1, "1")]).toEqual([true, true, true, null]);
  });

  test("ends of a range are of one kind that has an order", () => {
    expect([range(1, true, "a", true), range(true, true, false, true), range(null, true, [1], true)]).toEqual([null, null, null]);
    expect(range(null, false, 5, true)).toBeInstanceOf(feel.RangeValue);
    expect([1, "a", at("P1D"), null, true, [1]].map(feel.canBound)).toEqual([true, true, true, false, false, false]);
  });
});

describe("types", () => {
  const even: FeelType = { kind: "constrained", of: NUMBER, allows: (value) => (value as number) % 2 === 0 };
  const point: FeelType = { kind: "context", entries: { x: NUMBER, y: NUMBER } };
  const unary: FeelType = { kind: "function", parameters: [NUMBER], result: NUMBER };

  test.each<[Value, FeelType, boolean, boolean]>([
    [1, NUMBER, true, true],
    ["1", NUMBER, false, false],
    [null, NUMBER, true, false],
    [null, { kind: "Null" }, true, true],
    [1, { kind: "Null" }, false, false],
    [1, feel.ANY, true, true],
    [[1, 2], list(NUMBER), true, true],
    [[1, "2"], list(NUMBER), false, false],
    [1, list(NUMBER), false, false],
    [{ x: 1, y: 2, z: 3 }, point, true, true],
    [{ x: 1 }, point, false, false],
    [{ x: 1, y: "2" }, point, false, false],
    [range(1, true, 5, true), { kind: "range", of: NUMBER }, true, true],
    [range("a", true, "b", true), { kind: "range", of: NUMBER }, false, false],
    [4, even, true, true],
    [3, even, false, true],
    ["4", even, false, false],
    [identity, unary, true, true],
    [identity, { ...unary, parameters: [] } as FeelType, false, false],
    [1, unary, false, false],
  ])("%o fits %o: %s; is an instance: %s", (value, type, fits, instance) => {
    expect([feel.conforms(value, type), feel.isInstance(value, type)]).toEqual([fits, instance]);
  });

  test("a type goes for a wider one; a function's parameters the other way", () => {
    const wide: FeelType = { kind: "function", parameters: [feel.ANY], result: NUMBER };
    const back: FeelType = { kind: "function", parameters: [NUMBER], result: feel.ANY };
    expect([feel.typeConforms(wide, unary), feel.typeConforms(unary, wide), feel.typeConforms(unary, back), feel.typeConforms(back, unary)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([feel.typeConforms(even, NUMBER), feel.typeConforms(NUMBER, even), feel.typeConforms(even, even)]).toEqual([true, false, true]);
    expect([feel.typeConforms(point, { kind: "context", entries: { x: NUMBER } }), feel.typeConforms({ kind: "context", entries: {} }, point)]).toEqual([
      true,
      false,
    ]);
    expect([feel.typeConforms(list(NUMBER), list(feel.ANY)), feel.typeConforms(list(feel.ANY), list(NUMBER)), feel.typeConforms(NUMBER, list(NUMBER))]).toEqual(
      [true, false, false],
    );
  });

  test.each<[Value, FeelType, Value | undefined]>([
    [1, list(NUMBER), [1]],
    [[1], NUMBER, 1],
    [[1, 2], NUMBER, undefined],
    ["1", NUMBER, undefined],
    [null, NUMBER, null],
    [[4], even, 4],
    [[3], even, undefined],
    ["a", list(NUMBER), undefined],
  ])("%o where %o is wanted is %o", (value, type, found) => expect(feel.coerce(value, type)).toEqual(found));

  test("a date where a date and time is wanted is its midnight in UTC", () => {
    expect(feel.written(feel.coerce(at("2026-11-21"), { kind: "date and time" })!)).toBe("2026-11-21T00:00:00Z");
  });

  test("types have their names, the older ones too; a name of the language is none", () => {
    expect(["number", "dateTime", "dayTimeDuration", "yearMonthDuration", "list"].map((name) => feel.simpleType(name)?.kind)).toEqual([
      "number",
      "date and time",
      "days and time duration",
      "years and months duration",
      "list",
    ]);
    expect([feel.simpleType("toString"), feel.simpleType("money")]).toEqual([undefined, undefined]);
    expect(feel.TYPE_NAMES).toContain("date and time");
  });
});

describe("texts", () => {
  test.each<[Value, string]>([
    [null, "null"],
    [true, "true"],
    [numberOf("1.10")!, "1.1"],
    ['a "b"\\\n\r\t', '"a \\"b\\"\\\\\\n\\r\\t"'],
    [[1, "a", [null]], '[1, "a", [null]]'],
    [{ a: 1, "two words": 2, "a-b": 3 }, '{a: 1, two words: 2, "a-b": 3}'],
    [at("2026-11-21"), "2026-11-21"],
    [range(1, true, 5, false), "[1..5)"],
    [range(1, false, 5, true), "(1..5]"],
    [feel.rangeOf("<=", 5), "(<= 5)"],
    [feel.rangeOf(">", 5), "(> 5)"],
    [identity, "function(x)"],
  ])("%o is written %s", (value, text) => expect([feel.written(value), feel.textOf(value)]).toEqual([text, typeof value === "string" ? value : text]));

  test.each<[string, FeelType, unknown]>([
    [" +1.50 ", NUMBER, 1.5],
    [".5e1", NUMBER, 5],
    ["1,5", NUMBER, undefined],
    ["x1", NUMBER, undefined],
    ["1x", NUMBER, undefined],
    ["1", { kind: "boolean" }, true],
    [" true ", { kind: "boolean" }, true],
    ["0", { kind: "boolean" }, false],
    ["false", { kind: "boolean" }, false],
    ["yes", { kind: "boolean" }, undefined],
    [" a ", { kind: "string" }, " a "],
    ["2026-11-21", { kind: "date" }, "2026-11-21"],
    ["2026-02-30", { kind: "date" }, undefined],
    ["P1D", { kind: "days and time duration" }, "P1D"],
    ["4", { kind: "constrained", of: NUMBER, allows: () => false }, 4],
    ["1", list(NUMBER), undefined],
  ])("the text %o as %o is %o", (text, type, found) => {
    const read = feel.readText(text, type);
    expect(read === undefined ? undefined : feel.toPlain(read)).toEqual(found);
  });

  test("as plain data dates are texts, what is no data is null, names of the language are names", () => {
    const odd = feel.contextOf(["__proto__", "a"], [1, [at("P1D"), identity, big(10).pow(20), feel.rangeOf("<", 1)]]);
    expect(Object.keys(odd)).toEqual(["__proto__", "a"]);
    expect(JSON.stringify(feel.toPlain(odd))).toBe('{"__proto__":1,"a":["P1D",null,100000000000000000000,null]}');
    expect([feel.entryOf(odd, "a"), feel.entryOf(odd, "toString"), feel.entryOf({ a: undefined as never }, "a")].map((value) => value === undefined)).toEqual([
      false,
      true,
      false,
    ]);
  });
});
