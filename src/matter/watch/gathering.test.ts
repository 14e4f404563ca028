import fc from "fast-check";
import { expect, test } from "vitest";
import { metresBetween, type Point } from "#place/point";
import { gathered, type Counted, type Full } from "./index.ts";

// Groups of what comes up again, beside a look at every row.

const HOUR = 3_600_000;
const point = fc.tuple(fc.double({ min: 118.1, max: 118.14, noNaN: true }), fc.double({ min: 26.64, max: 26.67, noNaN: true }));
const sighting = fc.record({
  key: fc.constantFrom("lamp", "noise"),
  hours: fc.integer({ min: 0, max: 400 }),
  point: fc.option(point, { nil: undefined, freq: 6 }),
});
const rows = fc.array(sighting, { maxLength: 70 }).map((all): Counted[] =>
  all
    .map(({ key, hours, point: at }) => ({ key, at: hours * HOUR, ...(at && { point: at as Point }) }))
    .toSorted((a, b) => a.at - b.at)
    .map((one, place) => ({ id: String(place).padStart(3, "0"), ...one })),
);
const full = fc.record({
  span: fc.integer({ min: 1, max: 300 }).map((hours) => hours * HOUR),
  count: fc.integer({ min: 2, max: 6 }),
  near: fc.option(fc.integer({ min: 100, max: 3000 }), { nil: undefined }),
}) as fc.Arbitrary<Full>;

/** Those that came within the span before one, alike, near it: looked for row by row. */
function around(one: Counted, all: readonly Counted[], { span, near }: Full): Counted[] {
  if (near !== undefined && !one.point) return [];
  return all.filter(
    (other) =>
      other.key === one.key &&
      other.at > one.at - span &&
      (other.at < one.at || (other.at === one.at && other.id <= one.id)) &&
      (near === undefined || (other.point !== undefined && metresBetween(one.point!, other.point) <= near)),
  );
}

const seeded = { seed: 11, numRuns: 400 };

test("the first group is begun by the first row around which there are enough, with exactly these; and none where there is no such row", () => {
  fc.assert(
    fc.property(rows, full, (all, asked) => {
      const first = all.find((one) => around(one, all, asked).length >= asked.count);
      const [group] = gathered(all, asked);
      const begun = first && around(first, all, asked).map(({ id }) => id);
      expect(group?.members.slice(0, begun?.length).map(({ id }) => id)).toEqual(begun);
      expect(group?.began).toBe(first?.at);
      expect(group?.anchor).toEqual(asked.near === undefined ? undefined : first?.point);
    }),
    seeded,
  );
});

test("no row belongs to two groups, each group was full when it was begun, and among what is left no row has enough around it", () => {
  fc.assert(
    fc.property(rows, full, (all, asked) => {
      const groups = gathered(all, asked);
      const ids = groups.flatMap(({ members }) => members.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
      const taken = new Set(ids);
      const left = all.filter(({ id }) => !taken.has(id));
      expect(left.filter((one) => around(one, left, asked).length >= asked.count)).toEqual([]);
      for (const { members, anchor, key, began } of groups) {
        expect(members.length).toBeGreaterThanOrEqual(asked.count);
        expect(members.every((one) => one.key === key && (anchor === undefined || metresBetween(anchor, one.point!) <= asked.near!))).toBe(true);
        const first = members.filter(({ at }) => at <= began);
        expect(first.length).toBeGreaterThanOrEqual(asked.count);
        expect(first.every(({ at }) => at > began - asked.span)).toBe(true);
      }
    }),
    seeded,
  );
});

test("looked at bit by bit, what runs given each time, as many are begun for the same rows as at once", () => {
  fc.assert(
    fc.property(rows, full, fc.integer({ min: 0, max: 70 }), (all, asked, at) => {
      const [early, late] = [all.slice(0, at), all.slice(at)];
      const first = gathered(early, asked);
      const taken = new Set(first.flatMap(({ members }) => members.map(({ id }) => id)));
      const running = first.map((group, place) => ({ ...group, members: [], running: String(place) }));
      const then = gathered([...early.filter(({ id }) => !taken.has(id)), ...late], asked, running);
      const whole = gathered(all, asked);
      expect(then.map(({ key, anchor }) => [key, anchor])).toEqual(whole.map(({ key, anchor }) => [key, anchor]));
    }),
    seeded,
  );
});

test("on history what was begun takes others as long as they come within the span, and then no more", () => {
  const at = (...hours: number[]): Counted[] => hours.map((hour, id) => ({ id: String(id), key: "lamp", at: hour * HOUR }));
  const asked = { span: 10 * HOUR, count: 2 };
  const sizes = (fades: boolean): number[] => gathered(at(0, 5, 14, 23, 40, 45), { ...asked, fades }).map(({ members }) => members.length);
  expect(sizes(true)).toEqual([4, 2]);
  expect(sizes(false)).toEqual([6]);
});
