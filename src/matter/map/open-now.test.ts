import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { allowance, draftCase } from "../../../test/application.ts";
import { testCity, type TestCity } from "../../../test/city.ts";
import { catchUp, readWhole } from "./open-now.ts";
import { countedBySquare, firstDue, noRows, placesWithin, put, drop, type OpenRow } from "./open-rows.ts";

// How what is open is held and caught up. That a map shows what the rows say, whatever happens: test/kinds/map-held.test.ts.

const ALL = { west: -180, south: -90, east: 180, north: 90 };
const EVERYTHING = { shows: () => true, reads: () => true, given: new Set<string>() };
const SORT = { kind: "event", itemId: "lamp", area: "990101001000", unit: "u", secret: false, tasks: [] };
const lamp = (n: number, state: string): OpenRow => ({
  ...SORT,
  matterId: String(n).padStart(4, "0"),
  state,
  quad: (n * 7919) % 4096,
  longitude: 118 + n / 10_000,
  latitude: 26,
  due: (n * 31) % 97,
  stopped: false,
});

test("thousands come, change and go, and each is there once, as it was last", () => {
  const rows = noRows();
  const kept = new Map<string, OpenRow>();
  for (let n = 0; n < 5000; n += 1) {
    const row = lamp((n * 13) % 3000, `s${n % 7}`);
    if (n % 3 === 2) {
      drop(rows, row.matterId);
      kept.delete(row.matterId);
    } else {
      put(rows, row);
      kept.set(row.matterId, row);
    }
  }
  const held = Array.from(
    placesWithin(rows, ALL, EVERYTHING),
    (at) => [rows.ids[at]!, rows.sorts[rows.sort[at]!]!.state, rows.quad[at], rows.due[at]] as const,
  );
  const wanted = [...kept.values()].map(({ matterId, state, quad, due }) => [matterId, state, quad, due] as const);
  expect(held.toSorted()).toEqual(wanted.toSorted());
  const places = placesWithin(rows, ALL, EVERYTHING);
  const bySquare = Map.groupBy(kept.values(), ({ quad }) => Math.floor(quad / 64));
  expect(Object.fromEntries(countedBySquare(rows, places, 23))).toEqual(Object.fromEntries([...bySquare].map(([square, of]) => [square, of.length])));
  const first = [...kept.values()].toSorted((a, b) => a.due - b.due || (a.matterId < b.matterId ? -1 : 1)).map(({ matterId }) => matterId);
  expect(firstDue(rows, places, 40).map((at) => rows.ids[at])).toEqual(first.slice(0, 40));
});

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
  city.now = new Date("2026-11-24T09:30:00+08:00");
});
afterAll(() => city.close());

test("where very much was written all that is open is read instead, and nothing twice", async () => {
  const ctx = city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" });
  const event = async (n: number): Promise<string> => {
    const form = { where: { address: "窑前路", area: "990101001000", point: [118.1175 + n * 0.001, 26.6512] } };
    return (await begin(ctx, { item: "event-grate", channel: "sensor", form, source: { system: "water-gauge", number: `v-${n}` } })).matterId;
  };
  const gone = await event(0);
  const held = await readWhole(ctx);
  await catchUp(ctx, held);
  const before = held.rows.ids.length;
  const elder = await city.person("lin-xiuying");
  for (let n = 0; n < 4; n += 1) await draftCase(elder, allowance, allowance.cases[0]!);
  for (let n = 1; n < 5; n += 1) await event(n);
  await city.database.owner.query("update matter.search set closed_at = $2 where matter_id = $1", [gone, city.now]);
  await catchUp(ctx, held, 4);
  expect([held.rows.ids.length, new Set(held.rows.ids).size, held.rows.places.has(gone)]).toEqual([before + 3, before + 3, false]);
  await catchUp(ctx, held);
  expect(held.rows.ids.length).toBe(before + 3);
});
