import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { treeHash } from "#crypto/merkle";
import { linkOf, packed, printOf, unpacked, type Digest } from "./digest.ts";

const hash = treeHash("SM3");
const digest = (rows: number): Digest => ({
  digestId: "01990000-0000-7000-8000-000000000001",
  table: "matter.acts",
  columns: ["matter_id", "seq"],
  key: ["matter_id", "seq"],
  from: 100,
  to: 200,
  rows: new Map(Array.from({ length: rows }, (_each, i) => [JSON.stringify([`件${i}\n`, i]), randomBytes(32)])),
});

describe("a digest of rows", () => {
  test.each([1, 2, 1000])("of %i rows comes out of its table as it went in, and has the same link", (rows) => {
    const before = digest(rows);
    const after = unpacked(packed(before))!;
    expect([...after.rows]).toEqual([...before.rows]);
    expect(linkOf(hash, after).equals(linkOf(hash, before))).toBe(true);
  });

  test("that lost a key, a hash or its count is not whole", () => {
    const stored = packed(digest(3));
    for (const broken of [
      { ...stored, count: 2 },
      { ...stored, prints: stored.prints.subarray(32) },
      { ...stored, prints: stored.prints.subarray(1) },
      { ...stored, keys: stored.keys.subarray(1) },
    ])
      expect(unpacked(broken)).toBeUndefined();
  });

  test("has another link when a row, a key, its span or its table is another", () => {
    const before = digest(3);
    const link = linkOf(hash, before).toString("hex");
    const [[key, print]] = before.rows as unknown as [[string, Buffer]];
    const turned = Buffer.from(print);
    turned[0]! ^= 1;
    const others = [
      { ...before, rows: new Map([...before.rows, [key, turned]]) },
      { ...before, rows: new Map([...before.rows].map(([each, row], i) => [i === 0 ? `${each} ` : each, row])) },
      { ...before, rows: new Map([...before.rows].slice(1)) },
      { ...before, from: 101 },
      { ...before, to: 201 },
      { ...before, table: "matter.tasks" },
      { ...before, columns: ["matter_id"] },
    ];
    expect(new Set([link, ...others.map((each) => linkOf(hash, each).toString("hex"))]).size).toBe(others.length + 1);
    expect(printOf(hash, "一").equals(printOf(hash, "二"))).toBe(false);
  });
});
