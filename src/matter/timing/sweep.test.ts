import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarNow, endOf, startOf } from "#kernel/clock";
import { getKind, publishKind } from "#content/catalogue";
import { clockOf, declaredBy, lightOf } from "#matter/clocks";
import { blueprintOf, getMatter, listActs } from "#matter/matter";
import { accepted, act, submitted } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { extendLimit } from "./extension.ts";
import { endStop, startStop } from "./stopping.ts";
import { sweepClocks } from "./sweep.ts";

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const promised = async (matterId: string) => clockOf((await getMatter(city.ctx(), matterId)).matter, "promised")!;
const kindNow = async () => (await getKind(city.ctx(), "application")).definition;
const light = async (matterId: string) => lightOf(await calendarNow(city.ctx()), declaredBy((await kindNow()).kind), await promised(matterId));
const marked = (matterId: string) =>
  city.ctx().db.query<{ data: object }>("select data from events.outbox where type = 'matter.clock-marked' and subject = $1 order by event_id", [matterId]);

test("a clock lights up when it is near and when it is due; it is no act, and no page becomes stale by it", async () => {
  const matterId = await accepted(city); // due on Tuesday 1 December
  const before = (await getMatter(city.ctx(), matterId)).matter;
  expect([await promised(matterId), await light(matterId)]).toMatchObject([{ mark: null, nextAt: startOf("2026-11-27") }, null]);
  at(city, "2026-11-26T23:59:59+08:00");
  await sweepClocks(city.ctx());
  expect(await light(matterId)).toBeNull();
  at(city, "2026-11-27T00:00:01+08:00");
  expect(await sweepClocks(city.ctx())).toBe(0);
  expect([await promised(matterId), await light(matterId)]).toMatchObject([{ mark: "-P2WD", nextAt: endOf("2026-12-01") }, "yellow"]);
  at(city, "2026-12-02T00:00:01+08:00");
  await sweepClocks(city.ctx());
  expect([await promised(matterId), await light(matterId)]).toMatchObject([{ mark: "P0D", nextAt: null }, "red"]);
  const { matter } = await getMatter(city.ctx(), matterId);
  expect([matter.revision, matter.acts, (await listActs(city.ctx(), matterId)).length]).toEqual([before.revision, before.acts, before.acts]);
  expect(await marked(matterId)).toEqual([]);
});

test("what the declaration says of a mark is handed out, each mark once", async () => {
  const marks = [
    { at: "-P1WD", light: "yellow" as const, tells: ["holder"] },
    { at: "P0D", tells: [] },
    { at: "+P1WD", tells: [], begins: "supervision" },
  ];
  const definition = await kindNow();
  const changed = structuredClone(definition);
  changed.kind.clocks["promised"]!.marks = marks;
  await publishKind(await city.staff("admin"), changed, "test");
  at(city, "2026-11-23T09:30:00+08:00");
  const matterId = await accepted(city);
  at(city, "2026-12-03T00:00:01+08:00");
  for (let round = 0; round < 2; round += 1) await sweepClocks(city.ctx());
  expect((await marked(matterId)).map(({ data }) => data)).toEqual([
    { clock: "promised", mark: "-P1WD", light: "yellow", tells: ["holder"] },
    { clock: "promised", mark: "+P1WD", tells: [], begins: "supervision" },
  ]);
  await publishKind(await city.staff("admin"), definition, "test");
});

test("while it stands a clock is not looked at; longer, it is near again later", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const matterId = await accepted(city);
  at(city, "2026-11-27T10:00:00+08:00");
  await sweepClocks(city.ctx());
  expect(await light(matterId)).toBe("yellow");
  await startStop(await city.staff("zhouwen"), matterId, { stop: "test", reason: "水质需要检测", days: 5 });
  at(city, "2026-12-04T10:00:00+08:00");
  await sweepClocks(city.ctx());
  expect(await promised(matterId)).toMatchObject({ mark: "-P2WD", nextAt: null });
  await endStop(await city.staff("zhouwen"), matterId, "检测合格");
  expect([await promised(matterId), await light(matterId)]).toMatchObject([
    { mark: "-P2WD", dueAt: endOf("2026-12-08"), nextAt: endOf("2026-12-08") },
    "yellow",
  ]);
  await extendLimit(await city.staff("gaojian"), matterId, { days: 5, reason: "案情复杂" });
  expect([await promised(matterId), await light(matterId)]).toMatchObject([{ mark: null, dueAt: endOf("2026-12-15"), nextAt: startOf("2026-12-11") }, null]);
});

test("one clock that fails holds up no other", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const [broken, fine] = [await submitted(city), await submitted(city)];
  await city.database.owner.query("update matter.matters set flow = '{}' where matter_id = $1", [broken]);
  at(city, "2026-12-01T00:00:01+08:00");
  expect(await sweepClocks(city.ctx())).toBeGreaterThan(0);
  expect((await getMatter(city.ctx(), fine)).matter.state).toBe("accepted");
  expect((await getMatter(city.ctx(), broken)).matter.state).toBe("submitted");
});

test("a clock that is met says so; both end when the matter is done", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const matterId = await accepted(city);
  for (const [who, kind, outcome] of [
    ["tanglei", "inspection", "pass"],
    ["zhouwen", "review", "pass"],
    ["gaojian", "decision", "grant"],
  ] as const) {
    const points = kind === "inspection" ? { companion: "方敏", points: await allYes(matterId) } : {};
    await act(city, who, matterId, kind, { outcome, ...points });
  }
  const { matter } = await getMatter(city.ctx(), matterId);
  expect(matter.clocks.map(({ clockId, met, nextAt }) => [clockId, met, nextAt])).toEqual([
    ["promised", true, null],
    ["statutory", true, null],
  ]);
});

async function allYes(matterId: string): Promise<Record<string, "yes">> {
  const { matter } = await getMatter(city.ctx(), matterId);
  const { version } = await blueprintOf(city.ctx(), matter);
  return Object.fromEntries((version.definition.checklists ?? []).flatMap((list) => list.points).map((point) => [point.id, "yes"] as const));
}
