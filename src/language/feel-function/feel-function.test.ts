import { describe, expect, test } from "vitest";
import { bounded, FunctionValue, written, type Value } from "#language/feel-value";
import { parseTemporal } from "#language/temporal";
import { BUILT_IN, MOMENTARY } from "./index.ts";

// How the built-in functions are called, by values alone; what each gives is in the tests of the language (feel/built-in.test.ts).

const call = (name: string, ...args: Value[]): string => bounded(() => written(BUILT_IN.get(name)!.call(args)));
const named = (name: string, given: Record<string, Value>): string =>
  bounded(() => written(BUILT_IN.get(name)!.callNamed(Object.keys(given), Object.values(given))));
const at = (text: string): Value => parseTemporal(text)!;

describe("a call", () => {
  test.each<[string, Value[], string]>([
    ["substring", ["foobar", 3], '"obar"'],
    ["substring", ["foobar", 3, 2], '"ob"'],
    ["substring", ["foobar"], "null"],
    ["substring", ["foobar", 3, 2, 1], "null"],
    ["substring", [1, 3], "null"],
    ["substring", ["foobar", null], "null"],
    ["substring", [["foobar"], 3], '"obar"'], // a list of one goes for its value
    ["not", [true], "false"],
    ["not", [null], "null"],
    ["abs", [-3], "3"],
    ["abs", [at("-P2D")], "P2D"],
    ["abs", [at("-P2M")], "P2M"],
    ["abs", ["-3"], "null"],
    ["list contains", [[1, null], null], "true"],
    ["count", [[1, 2]], "2"],
    ["count", [1, 2, 3], "3"],
    ["append", [[1], 2, 3], "[1, 2, 3]"],
    ["append", [[1]], "[1]"],
    ["concatenate", [[1], [2]], "[1, 2]"],
    ["concatenate", [], "null"],
    ["list replace", [[1, 2], 2, 9], "[1, 9]"],
    ["string join", [["a", null, "b"], "-"], '"a-b"'],
    ["time", [9, 30, 0], "09:30:00"],
    ["time", [9, 30, 0, at("PT8H")], "09:30:00+08:00"],
    ["time", [9, 30, 0, null], "09:30:00"],
    ["date", ["2026-11-21"], "2026-11-21"],
    ["date", [2026, 11, 21], "2026-11-21"],
    ["date", [2026, 11], "null"],
    ["string", [null], "null"],
    ["get value", [{ a: 1 }, "toString"], "null"],
    ["context put", [{ a: { b: 1 } }, ["a", "b"], 2], "{a: {b: 2}}"],
    ["context put", [{ a: 1 }, ["b", "c"], 2], "null"],
    ["is", [1, 1], "true"],
  ])("%s %o gives %s", (name, args, found) => expect(call(name, ...args)).toBe(found));

  test.each<[string, Record<string, Value>, string]>([
    ["substring", { "start position": 3, string: "foobar" }, '"obar"'],
    ["substring", { string: "foobar", "start position": 3, length: 1 }, '"o"'],
    ["substring", { string: "foobar" }, "null"],
    ["substring", { string: "foobar", start: 3 }, "null"],
    ["date", { from: "2026-11-21" }, "2026-11-21"],
    ["date", { day: 21, month: 11, year: 2026 }, "2026-11-21"],
    ["number", { from: "1,5", "decimal separator": "," }, "1.5"],
  ])("%s by names %o gives %s", (name, given, found) => expect(named(name, given)).toBe(found));

  test("with one name twice gives null", () => {
    expect(BUILT_IN.get("not")!.callNamed(["negand", "negand"], [true, false])).toBeNull();
  });
});

test("what may be called in one way alone says its parameters; in several, none", () => {
  expect(BUILT_IN.get("string length")).toBeInstanceOf(FunctionValue);
  expect(BUILT_IN.get("string length")!.parameters).toEqual([{ name: "string" }]);
  expect(BUILT_IN.get("date")!.parameters).toBeUndefined();
  expect([...BUILT_IN].every(([name, { name: own }]) => own === name)).toBe(true);
  expect(BUILT_IN.get("toString")).toBeUndefined();
});

test("a day is that of the city, at the moment that is given, else at that of the call", () => {
  const today = (at?: string): string => written(MOMENTARY.get("today")!(at === undefined ? undefined : new Date(at)));
  expect([today("2026-11-20T16:00:00Z"), today("2026-11-20T15:59:59Z")]).toEqual(["2026-11-21", "2026-11-20"]);
  expect([today(), call("today")]).toEqual(Array(2).fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)));
});

test("the work of a function counts: what has no end is stopped", () => {
  const long = Array.from({ length: 20_000 }, (_, n) => ({ n }));
  expect(() => call("distinct values", long)).toThrow(expect.objectContaining({ code: "FEEL_TOO_LONG_RUNNING" }));
  const full = "x".repeat(600_000);
  expect(() => call("string join", [full, full])).toThrow(expect.objectContaining({ code: "FEEL_TOO_LARGE" }));
});
