import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kindsNow } from "#content/catalogue";
import { begin } from "#matter/begin";
import { listOfKind } from "#matter/lists";
import { groupsAt, openWithin, pointsOf, pressingWithin, spreadWithin, statesShown } from "#matter/map";
import { getMatter } from "#matter/matter";
import { cellAt } from "#place/cell";
import type { Ctx } from "#kernel/ctx";
import { mixturesOfDuties } from "../any-duties.ts";
import { serve, signedIn } from "../console-browser.ts";
import { cityOfKinds, appointed, work } from "./city.ts";
import type { TestCity } from "../city.ts";

// What is on somebody's map is what is in their list, whatever their duties are; a secret is on no map but that of who works on it.

const CITY = { west: 118, south: 26.5, east: 118.3, north: 26.8 };
const STREETS = ["990101001000", "990101002001", "990102001001"];
const URBAN = "11990100MB00000057";

let city: TestCity;
let events: string[];
beforeAll(async () => {
  city = await cityOfKinds();
  city.now = new Date("2026-11-24T09:30:00+08:00");
  const sensor = city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" });
  events = [];
  for (let n = 0; n < 24; n += 1) {
    const point = [118.121 + (n % 6) * 0.0006, 26.6505 + Math.floor(n / 6) * 0.0006];
    const item = ["event-flood", "event-manhole-rain", "event-grate"][n % 3]!;
    const { matterId } = await begin(sensor, {
      item,
      channel: "sensor",
      form: { where: { address: `窑前路 ${n} 号`, area: STREETS[n % 3]!, point } },
      source: { system: "water-gauge", number: `m-${n}` },
    });
    events.push(matterId);
  }
}, 120_000);
afterAll(() => city.close());

const onMap = async (ctx: Ctx): Promise<string[]> => (await openWithin(ctx, CITY)).map(({ matterId }) => matterId).sort();
async function inList(ctx: Ctx): Promise<string[]> {
  const { kind } = (await kindsNow(ctx)).get("city-event")!;
  const { rows } = await listOfKind(ctx, { kind, columns: ["title"], conditions: [{ path: "state", is: "open" }], size: 100 });
  return rows.flatMap(({ matterId, state }) => (state === "joined" ? [] : [matterId])).sort();
}

describe("rights on the map are those of the list", () => {
  test("for every member of staff", async () => {
    const staff = await city.ctx().db.query<{ username: string }>("select username from identity.staff order by 1", []);
    let seen = 0;
    for (const { username } of staff) {
      const ctx = await city.staff(username);
      expect([username, await onMap(ctx)]).toEqual([username, await inList(ctx)]);
      seen += (await onMap(ctx)).length;
    }
    expect(seen).toBeGreaterThan(20);
  });

  test("for any mixture of duties, by each of the ways in which a map asks", async () => {
    const roles = ["grid-worker", "event-registrar", "commander", "disposer", "supervisor", "auditor", "seat"];
    const units = ["11990100MB00000057-03", URBAN, "12990100MB0000002T", "11990100MB0000041Y"];
    const areas = ["990100000000", "990101000000", ...STREETS];
    const counts = new Set<number>();
    for (const duties of mixturesOfDuties({ roles, units, areas }, 11, 60)) {
      const ctx = city.ctx({ kind: "staff", id: randomUUID(), name: "试验", duties });
      const listed = await inList(ctx);
      expect([duties, await onMap(ctx)]).toEqual([duties, listed]);
      const { count } = await spreadWithin(ctx, CITY, 17);
      const pressing = await pressingWithin(ctx, CITY, {}, { size: 100 });
      const named = (await pointsOf(ctx, events)).map(({ matterId }) => matterId).sort();
      const sorted = (rows: { matterId: string }[]): string[] => rows.map(({ matterId }) => matterId).sort();
      expect([count, sorted(pressing), named]).toEqual([listed.length, listed, listed]);
      counts.add(count);
    }
    expect(counts.size).toBeGreaterThan(2);
  });
});

describe("what lies in a box", () => {
  test("is what lies there, whichever way it is cut into ranges; the filters leave out the rest", async () => {
    const ctx = await city.staff("weilan");
    const box = { west: 118.1205, south: 26.65, east: 118.1223, north: 26.6514 };
    const inside = (await openWithin(ctx, box)).map(({ point }) => point);
    expect(inside.length).toBe(6);
    expect(inside.every(([x, y]) => x > box.west && x < box.east && y > box.south && y < box.north)).toBe(true);
    expect((await openWithin(ctx, CITY, { item: "event-flood" })).length).toBe(8);
    expect((await openWithin(ctx, CITY, { area: "990102000000" })).length).toBe(8);
    expect(await openWithin(ctx, CITY, { kind: "work-order" })).toEqual([]);
    expect((await openWithin(ctx, CITY, {}, 5)).length).toBe(5);
  });

  test("counted by squares is as much as by point, and larger squares hold what smaller ones do", async () => {
    const ctx = await city.staff("weilan");
    const spread = await spreadWithin(ctx, CITY, 20);
    expect([spread.count, spread.squares.length]).toEqual([24, 24]);
    const groups = groupsAt(spread, 15);
    expect(groups.length).toBeLessThan(8);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(24);
    const whole = groupsAt(spread, 0);
    expect(whole).toEqual([{ count: 24, point: [expect.closeTo(118.1225, 3), expect.closeTo(26.6514, 3)] }]);
  });

  test("stands late first, and is late or due today by the clock", async () => {
    const own = await cityOfKinds();
    own.now = new Date("2026-11-24T09:30:00+08:00");
    const one = async (number: string, x: number): Promise<string> =>
      (
        await begin(own.ctx({ kind: "system", id: "water-gauge", name: "积水监测" }), {
          item: "event-flood",
          channel: "sensor",
          form: { where: { address: "窑前路", area: STREETS[0]!, point: [118.12 + x, 26.651] } },
          source: { system: "water-gauge", number },
        })
      ).matterId;
    const early = await one("a", 0.001);
    own.now = new Date("2026-11-25T09:30:00+08:00");
    const later = await one("b", 0.003);
    const ctx = await own.staff("weilan");
    const rows = await pressingWithin(ctx, CITY, {}, { size: 10 });
    expect(rows.map(({ matterId }) => matterId)).toEqual([early, later]);
    const lit = async (light: "late" | "today"): Promise<string[]> => (await openWithin(ctx, CITY, { light })).map(({ matterId }) => matterId);
    expect([await lit("late"), await lit("today")]).toEqual([[early], [later]]);
    await own.close();
  });
});

test("a matter leaves the map when it ends, and where it is shown by lists.yaml it is by its state", async () => {
  const ctx = await city.staff("weilan");
  const { kind } = (await kindsNow(ctx)).get("city-event")!;
  expect(statesShown(kind, 'matter.phase = "open"')).not.toContain("reported");
  expect(statesShown(kind, 'matter.state = "dispatched"')).toEqual(["dispatched"]);
  expect(statesShown(kind, undefined)).toBeUndefined();
  const before = await onMap(ctx);
  const registrar = await appointed(city, "weilan", "event-registrar", "11990100MB00000057-03");
  await work(city, registrar, events[0]!, "registering", { outcome: "reject", reason: "现场没有积水" });
  expect((await getMatter(ctx, events[0]!)).matter.closedAt).not.toBeNull();
  expect(before.filter((id) => id !== events[0])).toEqual(await onMap(ctx));
});

describe("where somebody asked not to be known", () => {
  const order = async (secret: boolean): Promise<string> => {
    const seat = await city.staff(
      (
        await city
          .ctx()
          .db.query<{ username: string }>("select s.username from identity.staff s join duty.appointments a using (staff_id) where a.role = 'seat' limit 1", [])
      )[0]!.username,
    );
    const form = { summary: "楼上漏水", where: { address: "窑前路 8 号", area: STREETS[0]!, point: [118.12123, 26.65123] }, category: "property", secret };
    return (await begin(seat, { item: "hotline-complaint", channel: "phone", form, party: { kind: "person", name: "吴守昌", phone: "19900000123" } })).matterId;
  };

  test("the point is rounded to some hundred metres on every map, and whole where nobody asked", async () => {
    const [secret, open] = [await order(true), await order(false)];
    const rows = await city
      .ctx()
      .db.query<{ id: string; x: number; y: number }>("select matter_id as id, point[0] as x, point[1] as y from matter.search where matter_id = any ($1)", [
        [secret, open],
      ]);
    const of = (id: string): number[] => rows.filter((row) => row.id === id).flatMap(({ x, y }) => [x, y]);
    expect([of(secret), of(open)]).toEqual([
      [118.12, 26.65],
      [118.12123, 26.65123],
    ]);
  });
});

test("beside each matter stands who is responsible today for the cell it lies in", async () => {
  const [{ point }] = (await city.ctx().db.query<{ point: string }>("select point::text from matter.search where matter_id = $1", [events[5]])) as [
    { point: string },
  ];
  const [east, north] = point.slice(1, -1).split(",").map(Number) as [number, number];
  const { cell } = await cellAt(city.ctx(), [east, north]);
  const named = (name: string, from: string, until: string): string =>
    `((select staff_id from identity.staff where name = '${name}'), '${cell}', '${from}', '${until}')`;
  await city.database.owner.query(
    `insert into cell.holders (staff_id, cell, from_day, until_day) values ${named("桑叶", "2026-11-01", "2026-11-30")}, ${named("韩梅", "2026-10-01", "2026-10-31")}`,
  );
  const app = await serve(city);
  const watcher = await signedIn(city, app, "gaoyang");
  for (const show of ["", "&show=table"]) {
    const { html } = await watcher.get(`/console/map?at=${east},${north},18${show}`);
    const row = [...html.matchAll(/<(li data-map-point|tr data-row).*?<\/(li|tr)>/gs)].map(([each]) => each).find((each) => each.includes(events[5]!));
    expect([row?.includes("桑叶"), row?.includes("韩梅")]).toEqual([true, false]);
  }
  await app.close();
});

test("whoever commands sees the city's day above the map; whoever walks a street sees the map alone", async () => {
  const app = await serve(city);
  const strip = async (username: string): Promise<string> => {
    const { html } = await (await signedIn(city, app, username)).get("/console/map");
    return (/<div class="stat-row">.*?<\/div>/s.exec(html)?.[0] ?? "").replace(/<[^>]+>/g, "");
  };
  expect(await strip("gaoyang")).toMatch(/^今天收到24件办结 1，在办 \d+要马上办\d+件过了期限的/);
  expect(await strip("sangye")).toBe("");
  await app.close();
});
