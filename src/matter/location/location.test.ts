import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alikeOf, begin } from "#matter/begin";
import { blueprintOf, getMatter } from "#matter/matter";
import { quad } from "#place/point";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { alikeKey, locationRow, pointOf, type Placed } from "./index.ts";

// Where matters are: what a step writes of it, and what is found near.

const KIND = { place: "where", links: { duplicate: { word: "并入", to: ["event"], suggest: { same: ["item", "form.depth"], near: 50, since: "P7D" } } } };
const DAY = new Date("2026-11-24T09:30:00+08:00");
const lamp = (more: Partial<Placed> = {}): Placed => ({
  kind: "event",
  itemId: "lamp",
  form: { where: { address: "书院街20号", point: [118.12, 26.65] } },
  submittedAt: DAY,
  closedAt: null,
  ...more,
});

describe("the row of a place is written", () => {
  const draft = lamp({ submittedAt: null });
  const before = lamp();
  test.each<[string, Placed, Placed, boolean]>([
    ["when a matter is handed in", draft, lamp(), true],
    ["not for a draft", draft, lamp({ submittedAt: null }), false],
    ["not when nothing of it changes", before, { ...before }, false],
    ["when it ends", before, { ...before, closedAt: DAY }, true],
    ["when it runs again", { ...before, closedAt: DAY }, { ...before }, true],
    ["when its item is another", before, { ...before, itemId: "flood" }, true],
    ["when its answers are others", before, lamp(), true],
    ["not without a point", draft, lamp({ form: { where: { address: "书院街20号" } } }), false],
    ["not where the place is personal and encrypted", draft, lamp({ form: { where: "s1.1.AAAA" } }), false],
  ])("%s", (_when, one, other, written) => expect(locationRow(KIND as never, one, other)).toHaveLength(written ? 1 : 0));

  test("with longitude, latitude, its place in the order of tiles, and whether it is open", () => {
    expect(locationRow(KIND as never, draft, { ...before, closedAt: DAY })).toEqual([
      { kind: "event", longitude: 118.12, latitude: 26.65, quad: quad([118.12, 26.65]), alike: alikeKey(KIND as never, before), received_at: DAY, open: false },
    ]);
  });
});

test("two are alike by kind and by what the link asks, whatever else they say", () => {
  const key = (more: Partial<Placed>): string | null => alikeKey(KIND as never, lamp(more));
  expect(key({ form: { depth: 1, note: "a" } })).toBe(key({ form: { depth: 1, note: "b" } }));
  expect(new Set([key({}), key({ kind: "order" }), key({ itemId: "flood" }), key({ form: { depth: 2 } })]).size).toBe(4);
  expect(alikeKey({ links: { duplicate: { word: "并入", to: [], suggest: { same: ["item"], since: "P7D" } } } } as never, lamp())).toBeNull();
  expect(pointOf({ place: undefined }, lamp().form)).toBeUndefined();
});

describe("in a city", () => {
  let city: TestCity;
  beforeAll(async () => {
    city = await testCity();
  });
  afterAll(() => city.close());

  let reports = 0;
  const event = (item: string, point: [number, number], more: object = {}) =>
    begin(city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" }), {
      item,
      channel: "sensor",
      form: { where: { address: "荷塘桥下", point }, ...more },
      source: { system: "water-gauge", number: `l-${(reports += 1)}` },
    });
  const near = async (matterId: string) => {
    const { matter } = await getMatter(city.ctx(), matterId);
    const { kind } = await blueprintOf(city.ctx(), matter);
    return (await alikeOf(city.ctx(), kind, "duplicate", matter)).map(({ matterId: id, metres }) => [id, Math.round(metres!)]);
  };

  test("what is open, near, alike and not joined is found, the nearest first; what is old, far or of another sort is not", async () => {
    at(city, "2026-11-10T09:30:00+08:00");
    await event("event-flood", [118.1255, 26.65], { depth: 22 }); // a fortnight old
    at(city, "2026-11-24T09:30:00+08:00");
    const first = await event("event-flood", [118.1253, 26.65], { depth: 22 });
    await event("event-flood", [118.127, 26.65], { depth: 22 }); // 170 metres east
    const second = await event("event-flood", [118.125, 26.65], { depth: 22 }); // 30 metres west of the first: joined by the intake
    expect(await near(first.matterId)).toEqual([]);
    expect(await near(second.matterId)).toEqual([[first.matterId, 30]]);
  });

  test("what is handed in says its cell and, where none was said, its area; a typed cell is nobody's", async () => {
    at(city, "2026-11-24T09:30:00+08:00");
    const { matterId } = await event("event-flood", [118.13, 26.6565], { depth: 22 });
    const { matter } = await getMatter(city.ctx(), matterId);
    const where = matter.form["where"] as { grid: string; area: string };
    expect(where.grid).toMatch(/^9901\d{11}$/);
    expect([where.area, matter.area]).toEqual([where.grid.slice(0, 12), where.grid.slice(0, 12)]);
  });

  test("a point beyond the city is refused with how far it is, and nothing is lost by leaving it out", async () => {
    at(city, "2026-11-24T09:30:00+08:00");
    await expect(event("event-flood", [118.5, 26.65], { depth: 22 })).rejects.toMatchObject({
      status: 422,
      code: "OUTSIDE",
      fields: { where: expect.stringMatching(/不在云州市范围内，离.+有 \d+\.\d 公里。.*只?写清地址就可以/) as unknown },
    });
  });
});
