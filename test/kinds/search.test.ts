import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { cityOfKinds } from "./city.ts";
import type { TestCity } from "../city.ts";
import { backwards, searchMatters, wordsQuery, type MatterFilter } from "#matter/lists";

let city: TestCity;
let numbers: string[];
beforeAll(async () => {
  city = await cityOfKinds();
  const nobody = city.ctx({ kind: "anonymous", id: "", name: "" });
  const at = (address: string, item = "event-lamp") => ({
    item,
    channel: "online",
    form: { where: { address, area: "990101002001" } },
    party: { kind: "anonymous" } as const,
  });
  numbers = [];
  for (const place of ["书院街20号", "书香街Ｂ座", "院书街"]) numbers.push((await begin(nobody, at(place))).number);
  numbers.push((await begin(nobody, at("书院街21号", "event-flood"))).number);
});
afterAll(() => city.close());

const found = async (filter: MatterFilter): Promise<string[]> =>
  (await searchMatters(await city.staff("sujin"), { kind: "city-event", ...filter })).rows.map(({ number }) => number!).toSorted();

test("words are found by any two characters of them, whole runs of letters and digits from their beginning, in any width and case", async () => {
  expect(await found({ text: "书院" })).toEqual([numbers[0], numbers[3]].toSorted());
  expect(await found({ text: "书院街20" })).toEqual([numbers[0]]);
  expect(await found({ text: "路灯 书院街" })).toEqual([numbers[0]]);
  expect(await found({ text: "ｂ座" })).toEqual([numbers[1]]);
  expect(await found({ text: "院" })).toEqual([numbers[0], numbers[2], numbers[3]].toSorted());
  expect(await found({ text: "没有这几个字" })).toEqual([]);
  expect(await found({ text: "’；%" })).toEqual([]);
});

test("a number is found by its last digits; item, unit, area, state and light narrow what is found", async () => {
  expect(await found({ text: numbers[1]!.slice(-5) })).toEqual([numbers[1]]);
  expect(await found({ text: "书院", item: "event-flood" })).toEqual([numbers[3]]);
  expect((await found({ area: "990101000000" })).length).toBe(4);
  expect(await found({ area: "990102000000" })).toEqual([]);
  expect([(await found({ state: "open" })).length, (await found({ state: "reported" })).length, (await found({ state: "closed" })).length]).toEqual([4, 4, 0]);
  expect(await found({ light: "overdue" })).toEqual([]);
});

test("what was typed is no query language", () => {
  expect(wordsQuery("a & b | !c")).toBe("'A':* & 'B':* & 'C':*");
  expect(wordsQuery("'; --")).toBeUndefined();
  expect([backwards("2026 1123"), backwards("云城"), backwards("%_%")]).toEqual(["32116202", undefined, undefined]);
});
