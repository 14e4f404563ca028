import { dueDay, dueDayOf, listStops, statutoryDay } from "#matter/clocks";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "#kernel/ctx";
import { accepted, restaurantDraft, submitted, timed } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { extendLimit } from "./extension.ts";
import { endStop, startStop } from "./stopping.ts";
import { getMatter, listActs, listDocuments } from "#matter/matter";
import { withdraw } from "#matter/work";

// A restaurant accepted on Monday 23 November: promised for 1 December, by law for 7 December.

let city: TestCity;
let owner: Ctx;
beforeAll(async () => {
  city = await testCity();
  owner = await city.person("chen-xiaoman", "xiaoman-catering");
});
afterAll(() => city.close());

const PANEL = { stop: "review", reason: "布局少见", days: 10 };
const days = async (matterId: string) => {
  const { matter, open } = await getMatter(city.ctx(), matterId);
  return [dueDay(matter), statutoryDay(matter), ...open.map((task) => dueDayOf(task))];
};
const last = async (matterId: string) => (await listActs(city.ctx(), matterId)).at(-1)!;

test("a special procedure stops the clock, in writing, and when it ends every day has moved by the working days it took", async () => {
  const matterId = await accepted(city);
  const reviewer = await city.staff("zhouwen");
  expect(await days(matterId)).toEqual(["2026-12-01", "2026-12-07", "2026-11-26", "2026-11-26"]);
  await expect(endStop(reviewer, matterId, "通过")).rejects.toMatchObject({ code: "NOT_PAUSED" });
  const started = await startStop(reviewer, matterId, { ...PANEL, reason: " 布局少见 " });
  expect(timed(started).pausedAt).toEqual(city.now);
  const what = { name: "专家评审", reason: "布局少见", expectedDays: 10, basis: "行政许可法 第四十五条" };
  expect(await last(matterId)).toMatchObject({ kind: "special-started", data: what });
  expect((await listDocuments(city.ctx(), matterId)).at(-1)).toMatchObject({
    kind: "special",
    name: "特别程序告知书",
    data: { reason: "布局少见", expectedDays: 10, blocks: [{}, { text: expect.stringContaining("依法需要专家评审：布局少见。") }] },
  });
  expect(await listStops(city.ctx(), matterId)).toMatchObject([
    { stop: "review", reason: "布局少见", basis: what.basis, data: { days: 10 }, startedAt: city.now, endedAt: null, result: null },
  ]);
  await expect(startStop(reviewer, matterId, PANEL)).rejects.toMatchObject({ code: "PAUSED" });

  at(city, "2026-11-30T10:00:00+08:00"); // five working days on
  const later = await city.staff("zhouwen");
  await expect(endStop(later, matterId, "  ")).rejects.toMatchObject({ code: "STOP", fields: { result: expect.any(String) } });
  const ended = await endStop(later, matterId, " 通过 ");
  expect(timed(ended).pausedAt).toBeNull();
  expect(await days(matterId)).toEqual(["2026-12-08", "2026-12-14", "2026-12-03", "2026-12-03"]);
  expect(await last(matterId)).toMatchObject({ kind: "special-ended", data: { result: "通过", days: 5, due: "2026-12-08" } });
  expect(await listStops(city.ctx(), matterId)).toMatchObject([{ endedAt: city.now, result: "通过" }]);
  await startStop(later, matterId, { ...PANEL, stop: "检测", days: 1 });
  expect((await listStops(city.ctx(), matterId)).map(({ stop }) => stop)).toEqual(["review", "test"]);
});

test.each([
  [{ stop: "喝茶" }, ["stop"]],
  [{ stop: "hold" }, ["stop"]],
  [{ reason: "  " }, ["reason"]],
  [{ days: 0 }, ["days"]],
  [{ days: 251 }, ["days"]],
  [{ days: 1.5 }, ["days"]],
  [{ reason: "", days: -1 }, ["days", "reason"]],
])("a special procedure with %j is told at its fields", async (wrong, fields) => {
  const matterId = await accepted(city);
  const refused = startStop(await city.staff("zhouwen"), matterId, { ...PANEL, ...wrong });
  await refused.then(
    () => expect.unreachable(),
    (error) => expect([error.code, Object.keys(error.fields).toSorted()]).toEqual(["STOP", fields]),
  );
  expect(await listStops(city.ctx(), matterId)).toEqual([]);
});

test("a special procedure may take 250 days; it is for who works on the matter, between acceptance and end", async () => {
  const matterId = await accepted(city);
  for (const username of ["linjing", "weiqin", "sujin"])
    await expect(startStop(await city.staff(username), matterId, PANEL)).rejects.toMatchObject({ status: 403 });
  await startStop(await city.staff("zhouwen"), matterId, { ...PANEL, days: 250 });
  await expect(endStop(await city.staff("linjing"), matterId, "通过")).rejects.toMatchObject({ status: 403 });
  const waiting = await submitted(city);
  await expect(startStop(await city.staff("linjing"), waiting, PANEL)).rejects.toMatchObject({ code: "NOT_ACCEPTED" });
});

test("a limit is extended once, by who decides, by ten working days at most, and told in writing", async () => {
  const matterId = await accepted(city);
  const decider = await city.staff("gaojian");
  const given = { days: 10, reason: " 案情复杂 " };
  for (const username of ["zhouwen", "linjing", "pengyi"])
    await expect(extendLimit(await city.staff(username), matterId, given)).rejects.toMatchObject({ status: 403 });
  for (const [wrong, field] of [
    [{ days: 0 }, "days"],
    [{ days: 11 }, "days"],
    [{ days: 2.5 }, "days"],
    [{ reason: " " }, "reason"],
  ] as const)
    await expect(extendLimit(decider, matterId, { ...given, ...wrong }), field).rejects.toMatchObject({
      code: "EXTENSION",
      fields: { [field]: expect.any(String) },
    });
  await extendLimit(decider, matterId, given);
  expect((await days(matterId)).slice(0, 2)).toEqual(["2026-12-15", "2026-12-21"]);
  expect(await last(matterId)).toMatchObject({ kind: "extended", data: { days: 10, reason: "案情复杂", due: "2026-12-15" } });
  expect((await listDocuments(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "special", data: { extended: 10, reason: "案情复杂", due: "2026-12-15" } });
  await expect(extendLimit(decider, matterId, { days: 1, reason: "再来" })).rejects.toMatchObject({ code: "EXTENDED" });
  await expect(extendLimit(decider, await submitted(city), given)).rejects.toMatchObject({ code: "NOT_ACCEPTED" });
  const one = await accepted(city);
  await extendLimit(decider, one, { days: 1, reason: "案情复杂" });
  expect((await days(one)).slice(0, 2)).toEqual(["2026-12-02", "2026-12-08"]);
});

test("an application is taken back by who made it, before its decision, also while its clock stands; all that waited ends", async () => {
  const matterId = await accepted(city);
  await startStop(await city.staff("zhouwen"), matterId, PANEL);
  for (const other of [await city.person("lin-xiuying"), await city.person("chen-xiaoman"), await city.staff("linjing")])
    await expect(withdraw(other, matterId, "")).rejects.toMatchObject({ status: 403 });
  await withdraw(owner, matterId, "  ");
  const { matter, open } = await getMatter(city.ctx(), matterId);
  expect(timed(matter)).toMatchObject({
    state: "withdrawn",
    outcome: "withdrawn",
    closedAt: city.now,
    dueDay: null,
    pausedAt: null,
    suspendedAt: null,
    step: "",
  });
  expect(open).toEqual([]);
  expect(await last(matterId)).toMatchObject({ kind: "withdrawn", data: {} });
  expect((await last(matterId)).data).not.toHaveProperty("reason");
  const other = await submitted(city);
  await withdraw(owner, other, " 不开店了 ");
  expect((await last(other)).data).toMatchObject({ reason: "不开店了" });
  await expect(withdraw(owner, await restaurantDraft(city), "")).rejects.toMatchObject({ code: "NOT_WITHDRAWABLE" });
});
