import { afterEach, expect, test, vi } from "vitest";
import { isId, newId, randomPiece } from "./index.ts";

afterEach(() => void vi.restoreAllMocks());
const instant = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

test("an id is a UUID of version 7 that tells when it was made", () => {
  const before = Date.now();
  const id = newId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(isId(id)).toBe(true);
  expect(instant(id)).toBeGreaterThanOrEqual(before);
  expect(instant(id)).toBeLessThanOrEqual(Date.now() + 10);
});

test("ids made one after the other are in order and all different, also thousands in a millisecond", () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.map((id) => id.slice(19))).size).toBe(ids.length);
});

test("a clock that is put back makes no id that comes before those there are", () => {
  const last = newId();
  vi.spyOn(Date, "now").mockReturnValue(1_000_000);
  const after = [newId(), newId()];
  expect([last, ...after].toSorted()).toEqual([last, ...after]);
});

test("in a millisecond of its own the sequence begins anew; past its end the next millisecond is taken", () => {
  const start = Date.now() + 60_000;
  vi.spyOn(Date, "now").mockReturnValue(start);
  const ids = Array.from({ length: 4098 }, newId);
  const sequence = (id: string): number => Number.parseInt(id.slice(15, 18), 16);
  expect([ids[0]!, ids[1]!, ids[4095]!].map((id) => [instant(id) - start, sequence(id)])).toEqual([
    [0, 0],
    [0, 1],
    [0, 4095],
  ]);
  expect([ids[4096]!, ids[4097]!].map((id) => [instant(id) - start, sequence(id)])).toEqual([
    [1, 0],
    [1, 1],
  ]);
});

test.each([
  "",
  "nobody",
  "019AA000-0000-7000-8000-000000000000",
  "019aa000-0000-7000-8000-00000000000",
  "019aa000-0000-7000-8000-0000000000000",
  "x019aa000-0000-7000-8000-000000000000",
  "019aa000000070008000000000000000",
  "019aa000-0000-7000-8000-000000000000\n",
  undefined,
  null,
  7,
  ["019aa000-0000-7000-8000-000000000000"],
])("%j has not the form of an id", (text) => expect(isId(text)).toBe(false));

test("random bytes are as many as were asked for, given out once, and the caller's own", () => {
  const pieces = [0, 1, 16, 12, 20_000, 16].map(randomPiece);
  expect(pieces.map(({ length }) => length)).toEqual([0, 1, 16, 12, 20_000, 16]);
  const [one, other] = [randomPiece(16), randomPiece(16)];
  const before = other.toString("hex");
  one.fill(0);
  expect(other.toString("hex")).toBe(before);
  const many = Array.from({ length: 5000 }, () => randomPiece(16).toString("hex"));
  expect(new Set(many).size).toBe(many.length);
  expect(many).not.toContain("0".repeat(32));
});
