import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { anonymous, openMemory, silent, system, type Memory } from "./index.ts";

// What a process keeps in mind, by a clock that the test moves.
let at = 0;
let loads: string[] = [];
let memory: Memory;
beforeEach(() => {
  [at, loads, memory] = [1000, [], openMemory()];
  vi.spyOn(performance, "now").mockImplementation(() => at);
});
afterEach(() => void vi.restoreAllMocks());
const recall = (key: string, value: string, keep?: "awhile" | "forever" | { at: string }) =>
  memory.recall(key, () => Promise.resolve((loads.push(value), value)), keep);

test("what was read is not read again for half a minute, then it is", async () => {
  expect(await recall("calendar", "first")).toBe("first");
  at += 29_999;
  expect(await recall("calendar", "second")).toBe("first");
  at += 1;
  expect(await recall("calendar", "third")).toBe("third");
  expect(loads).toEqual(["first", "third"]);
});

test("what cannot change is kept for ever, and things under other names are other things", async () => {
  await recall("item 1.0.0", "item", "forever");
  await recall("units", "units");
  at += 1e9;
  expect([await recall("item 1.0.0", "again", "forever"), await recall("units", "new units")]).toEqual(["item", "new units"]);
});

test("two who ask at once read once; what was forgotten is read again", async () => {
  expect(await Promise.all([recall("units", "one"), recall("units", "two")])).toEqual(["one", "one"]);
  memory.forget("units");
  expect(await recall("units", "three")).toBe("three");
});

test("a reading that failed is not kept", async () => {
  await expect(memory.recall("units", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await recall("units", "there")).toBe("there");
});

test("what was read at a state is kept until there is another, however long; many who ask at once read it once", async () => {
  await recall("map", "first", { at: "a" });
  at += 1e9;
  expect(await recall("map", "again", { at: "a" })).toBe("first");
  const asked = ["second", "third", "fourth"].map((value) => recall("map", value, { at: "b" }));
  expect(await Promise.all(asked)).toEqual(["second", "second", "second"]);
  expect(loads).toEqual(["first", "second"]);
});

test("a reading that fails late does not put out what was read meanwhile", async () => {
  let fail = (): void => {};
  const late = memory.recall("map", () => new Promise((_done, failed) => (fail = () => failed(new Error("away")))), { at: "a" });
  expect(await recall("map", "there", { at: "b" })).toBe("there");
  fail();
  await expect(late).rejects.toThrow("away");
  expect(await recall("map", "again", { at: "b" })).toBe("there");
});

test("one memory knows nothing of another", async () => {
  await recall("units", "of one city");
  expect(await openMemory().recall("units", () => Promise.resolve("of another"))).toBe("of another");
});

test("of very many things those that have run out are let go, those still good stay", async () => {
  for (let n = 0; n < 5000; n += 1) await recall(`look ${n}`, "look");
  await recall("item", "item", "forever");
  at += 30_000;
  await recall("calendar", "calendar");
  loads = [];
  expect(await recall("item", "again", "forever")).toBe("item");
  at = 1001; // back before they ran out: what is held still would be found
  expect(await recall("look 1", "read anew")).toBe("read anew");
});

test("who acts when nobody is signed in, and when the platform does", () => {
  expect(anonymous).toEqual({ kind: "anonymous", id: "anonymous", name: "访客" });
  expect(system("期限")).toEqual({ kind: "system", id: "system", name: "期限" });
  expect([silent.info({}, "x"), silent.error({}, "x")]).toEqual([undefined, undefined]);
});
