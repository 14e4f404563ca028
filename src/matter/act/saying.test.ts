import { expect, test } from "vitest";
import { dayInWords, daysOfLimit, fullDayInWords, momentInWords, numbered, sayValue, sentenceOf, yuanInWords } from "./saying.ts";

test.each([
  ["2026-11-23", "11月23日", "2026年11月23日"],
  // What ends with a day ends at its 24:00: it is the day that ends, in the city's time.
  ["2026-11-23T16:00:00.000Z", "11月23日", "2026年11月23日"],
  ["2026-11-23T16:00:00.001Z", "11月24日", "2026年11月24日"],
  ["2026-13-01", "", ""],
  ["soon", "", ""],
  [null, "", ""],
])("a day, %s, is said as %s", (value, short, full) => expect([dayInWords(value), fullDayInWords(value)]).toEqual([short, full]));

test("an instant is said to the minute, in the city's time", () => {
  expect([momentInWords("2026-11-23T01:30:00Z"), momentInWords("then")]).toEqual(["2026年11月23日 09:30", ""]);
});

test.each([
  [12_000, "120"],
  [12_050, "120.50"],
  [5, "0.05"],
  ["120", ""],
  [Number.NaN, ""],
])("%s fen are %s yuan", (fen, yuan) => expect(yuanInWords(fen)).toBe(yuan));

test.each([
  ["材料不齐", "材料不齐。"],
  ["材料不齐；", "材料不齐。"],
  ["他说“好。”", "他说“好。”"],
  ["可以吗？", "可以吗？"],
])("what somebody wrote, %s, is closed as a sentence: %s", (written, said) => expect(sentenceOf(written)).toBe(said));

test("a limit is so many days, rows have their place in front, and a value is said as people write it", () => {
  expect(["P20WD", "P0D", "", 20].map(daysOfLimit)).toEqual([20, 0, 0, 0]);
  expect(numbered([["灶台", "擦净"], "门"])).toEqual([
    [1, "灶台", "擦净"],
    [2, "门"],
  ]);
  expect([["甲", null, "乙"], true, 3, undefined, {}].map(sayValue)).toEqual(["甲、、乙", "是", "3", "", ""]);
});
