import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { placed, readable } from "#matter/lists";
import { getMatter } from "#matter/matter";
import type { TaskResult } from "#matter/work";
import { openMemory, type Ctx } from "#kernel/ctx";
import { endOf, dayOf } from "#kernel/clock";
import { transaction } from "#kernel/db";
import { mixturesOfDuties } from "../any-duties.ts";
import { at, type TestCity } from "../city.ts";
import { randomFrom } from "../made-city.ts";
import { openWithin, pressingWithin, readAnew, spreadWithin, viewWithin, type MapFilter } from "#matter/map";
import { appointed, cityOfKinds, work } from "./city.ts";

// What a map counts from memory is what lies in the rows at that moment: whatever happened to the matters, whoever asks, in whichever process.

const CITY = { west: 118, south: 26.5, east: 118.3, north: 26.8 };
const URBAN = "11990100MB00000057";
const TEAM = "11990100MB00000057-02";
const STREETS = ["990101001000", "990102001000", "990102001001"];
const CORNER = { west: 118.1295, south: 26.6519, east: 118.1302, north: 26.6526 };

let city: TestCity;
let [worker, registrar, commander, team]: string[] = [];
beforeAll(async () => {
  city = await cityOfKinds();
  city.now = new Date("2026-11-24T09:30:00+08:00");
  worker = await appointed(city, "liangbo", "grid-worker", URBAN);
  registrar = await appointed(city, "renhong", "event-registrar", URBAN);
  commander = await appointed(city, "renhong", "commander", URBAN);
  team = await appointed(city, "yuanye", "disposer", TEAM);
});
afterAll(() => city.close());

let reports = 0;
const event = async (point: readonly [number, number], more: { item?: string; area?: string; ctx?: Ctx } = {}): Promise<string> => {
  const form = { where: { address: "窑前路", area: more.area ?? STREETS[0]!, point: [...point] } };
  const source = { system: "water-gauge", number: `h-${(reports += 1)}` };
  const sensor = more.ctx ?? city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" });
  return (await begin(sensor, { item: more.item ?? "event-manhole-rain", channel: "sensor", form, source })).matterId;
};

/** Makes a work secret of it. */
async function keepSecret(matterId: string): Promise<void> {
  await city.database.owner.query("update matter.matters set confidentiality = 'work-secret' where matter_id = $1", [matterId]);
  await city.database.owner.query("update matter.search set secret = true where matter_id = $1", [matterId]);
}

/** Another process of the same city: it remembers nothing. */
const elsewhere = (ctx: Ctx): Ctx => ({ ...ctx, memory: openMemory() });
/** A ctx whose looks at the map are another process's, kept over several questions. */
async function processOf(username: string): Promise<() => Promise<Ctx>> {
  const memory = openMemory();
  return async () => ({ ...(await city.staff(username)), memory });
}

/** Asked of the rows: ids of what lies in the city, due first, by the question of lists. */
async function inRows(ctx: Ctx, { item, area, light }: MapFilter = {}): Promise<string[]> {
  const { values, $ } = placed();
  const conditions = [
    "s.closed_at is null and s.point is not null and not (s.kind = 'city-event' and s.state = 'joined')",
    ...(item ? [`s.item_id = ${$(item)}`] : []),
    ...(area ? [`s.area like ${$(area.replace(/0+$/, "%"))}`] : []),
    ...(light ? ["m.stopped_at is null"] : []),
    ...(light === "late" ? [`m.due_at <= ${$(ctx.now)}`] : []),
    ...(light === "today" ? [`m.due_at > ${$(ctx.now)} and m.due_at <= ${$(endOf(dayOf(ctx.now)))}`] : []),
    await readable(ctx, $),
  ];
  const rows = await ctx.db.query<{ id: string }>(
    `select matter_id as id from matter.search s join matter.matters m using (matter_id) where ${conditions.join(" and ")} order by m.due_at, matter_id`,
    values,
    "fresh",
  );
  return rows.map(({ id }) => id);
}

const idsOf = (rows: readonly { matterId: string }[]): string[] => rows.map(({ matterId }) => matterId);
const here = async (username: string, bounds = CITY): Promise<string[]> => idsOf(await openWithin(await city.staff(username), bounds)).sort();
const countOf = async (ctx: Ctx, bounds = CORNER): Promise<number> => (await spreadWithin(ctx, bounds, 18)).count;

describe("a map shows at the next look", () => {
  test("what began, and no more what was refused; in this process and in any other", async () => {
    const other = await processOf("weilan");
    expect(await countOf(await other())).toBe(0);
    const id = await event([118.1298, 26.6522]);
    expect([await here("weilan", CORNER), await countOf(await other())]).toEqual([[id], 1]);
    await work(city, registrar!, id, "registering", { outcome: "reject", reason: "现场没有积水" });
    expect([await here("weilan", CORNER), await countOf(await other())]).toEqual([[], 0]);
  });

  test("what another unit was sent to also to that unit, and still to the one before; to each their own counts", async () => {
    const one = await event([118.1298, 26.6522]);
    const two = await event([118.1299, 26.6523], { item: "event-grate" });
    const seen = async (): Promise<number[]> => Promise.all([registrar!, team!, "weilan"].map(async (name) => countOf(await city.staff(name))));
    expect(await seen()).toEqual([2, 0, 2]);
    await work(city, registrar!, one, "registering", { outcome: "register" });
    await work(city, commander!, one, "dispatch", { outcome: "dispatch", unit: TEAM });
    expect(await seen()).toEqual([2, 1, 2]);
    await work(city, team!, one, "dispose", { outcome: "back", reason: "不归我们管" });
    expect(await seen()).toEqual([2, 1, 2]);
    await work(city, commander!, one, "dispatch", { outcome: "void", reason: "报重了" });
    await work(city, registrar!, two, "registering", { outcome: "reject", reason: "报重了" });
    expect(await seen()).toEqual([0, 0, 0]);
  });

  test("two reports of the same as one", async () => {
    const one = await event([118.1298, 26.6522]);
    const same = await event([118.12981, 26.65221]);
    expect((await getMatter(city.ctx(), same)).matter.state).toBe("joined");
    expect(await here("weilan", CORNER)).toEqual([one]);
    await work(city, registrar!, one, "registering", { outcome: "reject", reason: "现场没有积水" });
    await city.drain();
    expect(await here("weilan", CORNER)).toEqual([]);
  });

  test("a secret to nobody but who has a task of it", async () => {
    const id = await event([118.1298, 26.6522]);
    const seen = async (): Promise<number[]> => [await countOf(await city.staff("gaoyang")), await countOf(await city.staff(registrar!))];
    expect(await seen()).toEqual([1, 1]);
    await keepSecret(id);
    expect(await seen()).toEqual([0, 1]);
    await work(city, registrar!, id, "registering", { outcome: "reject", reason: "现场没有积水" });
  });

  test("late only what runs: what stands still is neither late nor due today", async () => {
    const id = await event([118.1298, 26.6522]);
    await work(city, registrar!, id, "registering", { outcome: "register" });
    await work(city, commander!, id, "dispatch", { outcome: "dispatch", unit: TEAM });
    at(city, "2026-12-24T09:30:00+08:00");
    const lit = async (light: "late" | "today"): Promise<number> => (await openWithin(await city.staff("weilan"), CORNER, { light })).length;
    expect([await lit("late"), await lit("today")]).toEqual([1, 0]);
    await work(city, team!, id, "dispose", { outcome: "hang", hang_ground: "plan", until: "2027-03-31", reason: "等汛期后改造管网" });
    await work(city, commander!, id, "approve", { outcome: "agree" });
    expect([await lit("late"), await lit("today"), await countOf(await city.staff("weilan"))]).toEqual([0, 0, 1]);
  });
});

describe("what is written and not yet done", () => {
  test("is on no map until it is, however many others were done meanwhile, and never if it comes to nothing", async () => {
    const ctx = await city.staff("weilan");
    const before = await countOf(ctx, CITY);
    const { promise: begun, resolve: hasBegun } = Promise.withResolvers<void>();
    const { promise: go, resolve: letGo } = Promise.withResolvers<void>();
    const slow = transaction(city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" }), async (inner) => {
      const id = await event([118.1115, 26.651], { ctx: inner });
      await expect(openWithin({ ...ctx, db: inner.db }, CITY)).rejects.toThrow("in a transaction that has written");
      hasBegun();
      await go;
      return id;
    });
    const nothing = transaction(city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" }), async (inner) => {
      await event([118.1125, 26.651], { ctx: inner });
      await begun;
      throw new Error("came to nothing");
    });
    await begun;
    await expect(nothing).rejects.toThrow("came to nothing");
    await event([118.1135, 26.651]);
    expect(await countOf(ctx, CITY)).toBe(before + 1);
    await event([118.1145, 26.651]);
    expect(await countOf(ctx, CITY)).toBe(before + 2);
    letGo();
    await slow;
    expect(await countOf(ctx, CITY)).toBe(before + 3);
  });

  test("and many at once, while many look, are counted once each", async () => {
    const ctx = await city.staff("weilan");
    const before = await countOf(ctx, CITY);
    const looks: Promise<number>[] = [];
    await Promise.all(
      Array.from({ length: 16 }, async (_none, i) => {
        looks.push(countOf(ctx, CITY));
        await event([118.1105 + i * 0.001, 26.6502]);
        looks.push(countOf(ctx, CITY));
      }),
    );
    for (const look of await Promise.all(looks)) expect(look >= before && look <= before + 16).toBe(true);
    expect([await countOf(ctx, CITY), await countOf(elsewhere(ctx), CITY)]).toEqual([before + 16, before + 16]);
  });
});

test("whatever happens, every look is what the rows say, for any mixture of duties and any filter", async () => {
  const random = randomFrom(7);
  const pick = <Value>(of: readonly Value[]): Value => of[Math.floor(random.between(0, of.length))]!;
  const units = [URBAN, TEAM, "11990100MB00000057-03", "12990100MB0000002T"];
  const roles = ["grid-worker", "event-registrar", "commander", "disposer", "supervisor", "seat"];
  const mixtures = mixturesOfDuties({ roles, units, areas: ["990100000000", "990101000000", ...STREETS] }, 5, 60).map((duties, n) =>
    duties.map((duty) => ({ ...duty, grants: ["matter.read"], ...(n % 3 === 0 && { may: { [n % 2 ? "city-event" : "work-order"]: ["matter.read"] } }) })),
  );
  const staff = await Promise.all([registrar!, team!, worker!, "weilan", "sangye"].map((name) => city.staff(name)));
  const DONE: Readonly<Record<string, readonly [who: string, result: TaskResult][]>> = {
    registering: [
      [registrar!, { outcome: "register" }],
      [registrar!, { outcome: "reject", reason: "没有" }],
    ],
    dispatch: [
      [commander!, { outcome: "dispatch", unit: TEAM }],
      [commander!, { outcome: "void", reason: "报错了" }],
    ],
    dispose: [
      [team!, { outcome: "done", note: "好了" }],
      [team!, { outcome: "back", reason: "不归我们" }],
    ],
    recheck: [
      [worker!, { outcome: "pass" }],
      [worker!, { outcome: "fail", reason: "还有积水" }],
    ],
  };
  const ids: string[] = [];
  const answers = new Set<string>();
  let idle = 0;
  for (let n = 0; n < 60; n += 1) {
    if (n < 20 || random.between(0, 4) < 1) {
      const point = [random.between(118.1205, 118.1245), random.between(26.6502, 26.6525)].map((x) => Number(x.toFixed(6))) as [number, number];
      const id = await event(point, { item: pick(["event-grate", "event-manhole-rain", "event-flood"]), area: pick(STREETS) });
      if (n % 5 === 0) await keepSecret(id);
      // What is given to one person is done by nobody else: it stays.
      if (n % 4 !== 0) ids.push(id);
      else await city.database.owner.query("update matter.tasks set assignee = $2 where matter_id = $1", [id, staff.at(-1)!.actor.id]);
    } else {
      const id = pick(ids);
      const { open } = await getMatter(city.ctx(), id);
      const does = DONE[open[0]?.kind ?? ""];
      if (does) await work(city, does[n % 2]![0], id, open[0]!.kind, does[n % 2]![1]);
      else idle += 1;
      if (n % 9 === 0) await city.drain();
    }
    for (const asked of [pick(staff), city.ctx({ kind: "staff", id: randomUUID(), name: "试验", duties: mixtures[n]! })]) {
      const ctx = { ...asked, now: pick([city.now, new Date("2026-11-24T18:00:00+08:00"), new Date("2026-12-02T09:00:00+08:00")]) };
      const filter: MapFilter = pick([{}, {}, { item: "event-grate" }, { area: "990102000000" }, { light: "late" }, { light: "today" }]);
      const rows = await inRows(ctx, filter);
      const [{ spread, pressing }, list] = await Promise.all([
        viewWithin(ctx, CITY, filter, { zoom: 17, sizeOf: () => 200 }),
        pressingWithin(ctx, CITY, filter, { size: 5 }),
      ]);
      expect([filter, spread.count, idsOf(pressing)]).toEqual([filter, rows.length, rows]);
      expect(idsOf(list)).toEqual(rows.slice(0, 5));
      expect(spread.squares.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
      answers.add(rows.join());
    }
  }
  expect([answers.size > 25, idle < 20]).toEqual([true, true]);
  expect(await readAnew(city.ctx())).toBe(0);
}, 120_000);

test("what somebody changed past the city is said and put right when all is read anew", async () => {
  const ctx = await city.staff("weilan");
  const id = await event([118.1155, 26.651]);
  const before = await countOf(ctx, CITY);
  await city.database.owner.query("delete from matter.search where matter_id = $1", [id]);
  expect(await countOf(ctx, CITY)).toBe(before);
  expect(await readAnew(ctx)).toBe(1);
  expect([await countOf(ctx, CITY), await readAnew(ctx)]).toEqual([before - 1, 0]);
});

test("what is written past every step is read as well: a task's area, a day, whichever row it stands in", async () => {
  const id = await event([118.1165, 26.651]);
  const { actor } = await city.staff(registrar!);
  const far = city.ctx({ ...actor, id: randomUUID(), duties: actor.duties!.map((duty) => ({ ...duty, area: "990102001001" })) });
  const late = async (): Promise<boolean> => idsOf(await openWithin(await city.staff("weilan"), CITY, { light: "late" })).includes(id);
  expect([idsOf(await openWithin(far, CITY)).includes(id), await late()]).toEqual([false, false]);
  await city.database.owner.query("update matter.tasks set area = '990102001001' where matter_id = $1", [id]);
  expect(idsOf(await openWithin(far, CITY)).includes(id)).toBe(true);
  await city.database.owner.query("update matter.matters set due_at = '2026-11-01T00:00:00+08:00' where matter_id = $1", [id]);
  expect(await late()).toBe(true);
});
