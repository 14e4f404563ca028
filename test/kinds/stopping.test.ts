import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { clockOf, listStops, suspendedSince } from "#matter/clocks";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { resume, suspend } from "#matter/move";
import { listNotices } from "#matter/notice";
import { endStop, extendLimit, startStop } from "#matter/timing";
import { at, type TestCity } from "../city.ts";
import { appointed, cityWithChanged, work } from "./city.ts";

// A hotline that lets whoever works on an order wait for parts, and whoever directs give a clock of hours longer: its kind says so, and nothing else.

const CENTRE = "12990100MB0000002T";
const URBAN = "11990100MB00000057";
const STOPS = "stops:\n  parts: {word: 等配件, by: works, asks: [reason, until], most: P10WD, times: 1, tells: caller}\n";

let city: TestCity;
beforeAll(async () => {
  city = await cityWithChanged("hotline", {
    "kinds/work-order/kind.yaml": (text) =>
      text.replace(/(?<=  sign: \{word: 签收.*)within: P1WD/, "within: PT8WH, extends: {most: PT4WH, by: direct}").replace("stops:\n", STOPS),
  });
  await appointed(city, "linjing", "dispatcher", CENTRE);
  await appointed(city, "gaojian", "dispatcher", URBAN);
  await appointed(city, "zhouwen", "handler", URBAN);
});
afterAll(() => city.close());

async function dispatched(): Promise<string> {
  at(city, "2026-11-23T09:30:00+08:00");
  const form = { summary: "书院街路灯不亮", where: { address: "书院街20号", area: "990101002001" } };
  const { matterId } = await begin(await city.person("lin-xiuying"), { item: "hotline-complaint", channel: "online", form });
  await work(city, "linjing", matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  return matterId;
}

test("whoever works on it stops it by what its kind asks, as long and as often as the kind lets it be, and whom it names is told", async () => {
  const matterId = await dispatched();
  const handler = await city.staff("zhouwen");
  const stop = (given: object) => startStop(handler, matterId, { stop: "parts", reason: "等灯具到货", until: "2026-11-25", ...given });
  await expect(stop({ stop: "tea" })).rejects.toMatchObject({ code: "STOP", fields: { stop: expect.stringContaining("等配件") } });
  await expect(stop({ reason: " ", until: undefined })).rejects.toMatchObject({ fields: { reason: expect.any(String), until: expect.any(String) } });
  await expect(stop({ until: "2026-12-08" })).rejects.toMatchObject({ code: "STOP_LENGTH", message: expect.stringContaining("12月7日") });
  await stop({});
  expect(await listStops(city.ctx(), matterId)).toMatchObject([{ stop: "parts", reason: "等灯具到货", data: { until: "2026-11-25" }, endedAt: null }]);
  expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "stopped", data: { stop: "等配件", reason: "等灯具到货", until: "2026-11-25" } });
  await expect(stop({})).rejects.toMatchObject({ code: "PAUSED" });
  await city.drain();
  const { number } = (await getMatter(city.ctx(), matterId)).matter;
  const [notice] = await listNotices(await city.person("lin-xiuying"));
  expect([notice!.title, notice!.body]).toEqual(["等配件", `投诉 · 书院街路灯不亮（${number}）因等配件暂停办理，到11月25日。原因：等灯具到货`]);

  at(city, "2026-11-25T09:30:00+08:00"); // two working days on
  await endStop(await city.staff("zhouwen"), matterId, "灯具到了");
  expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "resumed", data: { stop: "等配件", result: "灯具到了" } });
  const { matter } = await getMatter(city.ctx(), matterId);
  expect(clockOf(matter, "handle")!.dueAt).toEqual(new Date("2026-12-03T00:00:00+08:00"));
  await expect(startStop(await city.staff("zhouwen"), matterId, { stop: "parts", reason: "还等", until: "2026-11-26" })).rejects.toMatchObject({
    code: "STOP_TIMES",
  });
  expect(await listDocuments(city.ctx(), matterId)).toEqual([]);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("a clock of hours is given longer in hours, by who directs, as often as its kind says", async () => {
  const matterId = await dispatched();
  const given = { days: 4, reason: "人手不够" };
  const due = async () => clockOf((await getMatter(city.ctx(), matterId)).matter, "sign")!.dueAt;
  expect(await due()).toEqual(new Date("2026-11-24T11:00:00+08:00"));
  await expect(extendLimit(await city.staff("zhouwen"), matterId, given)).rejects.toMatchObject({ status: 403 });
  await expect(extendLimit(await city.staff("gaojian"), matterId, { ...given, days: 5 })).rejects.toMatchObject({
    fields: { days: "最多延长 4 个工作小时。" },
  });
  await extendLimit(await city.staff("gaojian"), matterId, given);
  expect(await due()).toEqual(new Date("2026-11-24T16:30:00+08:00"));
  expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "extended", data: { days: 4, reason: "人手不够", clocks: ["sign"] } });
  await expect(extendLimit(await city.staff("gaojian"), matterId, given)).rejects.toMatchObject({ code: "EXTENDED" });
  expect(await listDocuments(city.ctx(), matterId)).toEqual([]);
});

test("a matter of a kind that says nothing of it is set aside by who directs, and goes on", async () => {
  const matterId = await dispatched();
  const director = await city.staff("gaojian");
  await suspend(director, matterId, "等相邻的工程完工");
  expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "stopped", data: { stop: "挂起", reason: "等相邻的工程完工" } });
  await expect(work(city, "zhouwen", matterId, "sign", { outcome: "sign" })).rejects.toMatchObject({ code: "SUSPENDED" });
  await resume(director, matterId, "");
  expect(suspendedSince((await getMatter(city.ctx(), matterId)).matter)).toBeNull();
  await work(city, "zhouwen", matterId, "sign", { outcome: "sign" });
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});
