import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { encryptParts, openParts, personalCodec } from "./index.ts";

const personal = personalCodec({ newest: () => 1, find: () => KEY, index: randomBytes(32) });
const KEY = randomBytes(32);
const given = { outcome: "done", phone: "19900000003", who: { name: "陈小满" }, note: "屋顶漏水" };

test("parts that are named lie encrypted, the others as they are, and all of it comes back", () => {
  const stored = encryptParts(personal, given, new Set(["phone", "who", "never"]));
  expect([stored["outcome"], stored["note"], Object.keys(stored).length]).toEqual(["done", "屋顶漏水", 3]);
  expect(JSON.stringify(stored)).not.toMatch(/19900000003|陈小满|phone/);
  expect(openParts(personal, stored)).toEqual(given);
});

test("what has nothing personal, and what was written before, is as it is", () => {
  expect(encryptParts(personal, given, new Set())).toEqual(given);
  expect(openParts(personal, given)).toEqual(given);
});

test("what somebody typed that looks encrypted is never taken for it", () => {
  const typed = { note: `s1.1.${"A".repeat(60)}`, rows: [{ text: `a1.7.${"b".repeat(40)}` }], plain: "s1.1.short" };
  const stored = encryptParts(personal, typed, new Set());
  expect(Object.keys(stored)).toEqual(["plain", "*"]);
  expect(openParts(personal, stored)).toEqual(typed);
});
