import { dueDay, dueDayOf, statutoryDay } from "#matter/clocks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setDay } from "#kernel/clock";
import { listRecords } from "#register/reading";
import { accepted, act, listTimers, restaurantDraft, submitted, timed, waiting } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { countRunning, listRunning, findStrayAct, firstBrokenAct, listActs, walkChains, getMatter } from "#matter/matter";
import { extendLimit } from "./extension.ts";
import { endStop, startStop } from "./stopping.ts";
import { recountMatter, walkRunning } from "./recounting.ts";
import { unmaskForMatter } from "#matter/party";
import { viewMatter } from "#matter/view";
import { withdraw } from "#matter/work";

// What a holiday that is entered later does to one matter; what can be told of all that run.

let city: TestCity;
beforeAll(async () => void (city = await testCity()));
afterAll(() => city.close());

const owner = () => city.person("chen-xiaoman", "xiaoman-catering");
const days = async (matterId: string) => {
  const { matter, open } = await getMatter(city.ctx(), matterId);
  return [dueDay(matter), statutoryDay(matter), ...open.map((task) => dueDayOf(task))];
};
const last = async (matterId: string) => (await listActs(city.ctx(), matterId)).at(-1)!;

test("days, limits of steps and timers are counted anew from where they began, with extension and pause, once; nothing else moves", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const [plain, longer, paused, desk, draft, over] = [
    await accepted(city),
    await accepted(city),
    await accepted(city),
    await submitted(city),
    await restaurantDraft(city),
    await submitted(city),
  ];
  await withdraw(await owner(), over, "");
  await extendLimit(await city.staff("gaojian"), longer, { days: 3, reason: "案情复杂" });
  await startStop(await city.staff("zhouwen"), paused, { stop: "test", reason: "水质", days: 9 });
  at(city, "2026-11-25T10:00:00+08:00");
  await endStop(await city.staff("zhouwen"), paused, "合格");
  expect(await Promise.all([plain, longer, paused].map(days))).toEqual([
    ["2026-12-01", "2026-12-07", "2026-11-26", "2026-11-26"],
    ["2026-12-04", "2026-12-10", "2026-11-26", "2026-11-26"],
    ["2026-12-03", "2026-12-09", "2026-11-30", "2026-11-30"],
  ]);
  const before = await listTimers(city.ctx(), desk);
  for (const matterId of [plain, longer, paused, desk, draft, over]) expect((await recountMatter(city.ctx(), matterId)).moved).toEqual([]);

  await setDay(city.ctx(), "2026-11-30", false, "国办发明电〔2026〕7 号");
  const { number, moved } = await recountMatter(city.ctx(), plain);
  expect(number).toBe((await getMatter(city.ctx(), plain)).matter.number);
  expect(moved).toEqual([
    { what: "承诺期限", from: "2026-12-01", to: "2026-12-02" },
    { what: "法定期限", from: "2026-12-07", to: "2026-12-08" },
  ]);
  expect(await last(plain)).toMatchObject({ kind: "due-moved", data: { moved, due: "2026-12-02", before: "2026-12-01" }, actor: { name: "工作日历" } });
  await recountMatter(city.ctx(), longer);
  await recountMatter(city.ctx(), paused);
  expect(await Promise.all([plain, longer, paused].map(days))).toEqual([
    ["2026-12-02", "2026-12-08", "2026-11-26", "2026-11-26"],
    ["2026-12-07", "2026-12-11", "2026-11-26", "2026-11-26"],
    ["2026-12-04", "2026-12-10", "2026-12-01", "2026-12-01"],
  ]);
  const acts = (await listActs(city.ctx(), plain)).length;
  expect((await recountMatter(city.ctx(), plain)).moved).toEqual([]);
  expect((await listActs(city.ctx(), plain)).length).toBe(acts);

  // At the desk it is a timer that runs: accepted by silence of the authority after five working days.
  const told = (await recountMatter(city.ctx(), desk)).moved;
  const after = await listTimers(city.ctx(), desk);
  const { flow } = (await getMatter(city.ctx(), desk)).matter;
  expect(flow).not.toBeNull();
  expect(told.map(({ from, to }) => [from, to])).toEqual([["2026-11-30", "2026-12-01"]]);
  expect(told[0]!.what).toMatch(/^「.+」的期限$/);
  expect(after.map(({ dueAt }, n) => dueAt.getTime() - before[n]!.dueAt.getTime())).toEqual([86_400_000]);
  expect((await last(desk)).data).not.toHaveProperty("due");
  for (const matterId of [draft, over]) expect((await recountMatter(city.ctx(), matterId)).moved).toEqual([]);
});

test("all that run are walked, page by page, and counted by version; drafts and what has ended are not", async () => {
  const ids: string[] = [];
  for await (const id of walkRunning(city.ctx(), 2)) ids.push(id);
  const rows = await city
    .ctx()
    .db.query<{ id: string }>("select matter_id as id from matter.matters where submitted_at is not null and closed_at is null order by 1");
  expect(ids).toEqual(rows.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(3);
  const { matter } = await getMatter(city.ctx(), ids.at(-1)!);
  const running = await listRunning(city.ctx(), matter.itemId, matter.itemVersion);
  expect(running.length).toBeGreaterThan(3);
  expect(await listRunning(city.ctx(), matter.itemId, matter.itemVersion, 2)).toEqual(running.slice(0, 2));
  expect((await countRunning(city.ctx(), matter.itemId)).map(({ version, running: n }) => [version, Number(n)])).toEqual([
    [matter.itemVersion, running.length],
  ]);
  expect(await countRunning(city.ctx(), "nothing")).toEqual([]);
});

test("a chain holds from its first act to its head; one that was cut, or lies about its head, is found, and so is an act without its matter", async () => {
  const [matterId, draft] = [await accepted(city), await restaurantDraft(city)];
  const owned = city.database.owner;
  expect([await firstBrokenAct(city.ctx(), matterId), await firstBrokenAct(city.ctx(), draft), await findStrayAct(city.ctx())]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const chains: string[] = [];
  for await (const page of walkChains(city.ctx(), 2)) for (const { matterId: id, count, acts } of page) if (acts.length === count) chains.push(id);
  expect(chains).toContain(matterId);
  expect(new Set(chains).size).toBe(chains.length);
  const count = (await listActs(city.ctx(), matterId)).length;
  await owned.query("update matter.matters set head = decode(repeat('00', 32), 'hex') where matter_id = any ($1)", [[matterId, draft]]);
  expect([await firstBrokenAct(city.ctx(), matterId), await firstBrokenAct(city.ctx(), draft)]).toEqual([count + 1, 1]);
  await owned.query("update matter.matters set head = null where matter_id = $1", [matterId]);
  expect(await firstBrokenAct(city.ctx(), matterId)).toBe(count + 1);
});

test("an application is not accepted only by a person who says why, in writing", async () => {
  const matterId = await submitted(city);
  await expect(act(city, "linjing", matterId, "acceptance", { outcome: "decline" })).rejects.toMatchObject({
    status: 422,
    fields: { reason: expect.any(String) },
  });
  await act(city, "linjing", matterId, "acceptance", { outcome: "decline", reason: " 不属于本机关 " });
  expect(timed((await getMatter(city.ctx(), matterId)).matter)).toMatchObject({ state: "declined", outcome: "declined", closedAt: city.now, dueDay: null });
  expect((await listActs(city.ctx(), matterId)).find(({ kind }) => kind === "declined")).toMatchObject({
    actor: { name: "林静" },
    data: { reason: "不属于本机关" },
  });
});

test("the page of a matter is its owner's, or that of staff", async () => {
  const matterId = await accepted(city);
  expect([(await viewMatter(await owner(), matterId)).masked, (await viewMatter(await city.staff("zhouwen"), matterId)).masked]).toEqual([false, true]);
  await expect(viewMatter(await city.person("lin-xiuying"), matterId)).rejects.toMatchObject({ status: 403 });
});

test("a register's value is shown for a matter in hand alone: one that runs, is within reach, and is about the same", async () => {
  const [matterId, gone] = [await accepted(city), await submitted(city)];
  const { matter } = await getMatter(city.ctx(), matterId);
  const { number: over } = (await getMatter(city.ctx(), gone)).matter;
  await withdraw(await owner(), gone, "");
  const { records } = await listRecords(city.ctx(), "organisation", { key: "91990100MA0000001G" });
  const record = { registerId: "organisation", recordId: records[0]!.recordId, field: "legal_person_id" };
  const reviewer = await city.staff("zhouwen");
  const said = { reason: "核对法定代表人身份" };
  expect(await unmaskForMatter(reviewer, record, { ...said, number: ` ${matter.number} ` })).toMatchObject({ value: "990101199205210063" });
  for (const number of [over!, "", "没有"])
    await expect(unmaskForMatter(reviewer, record, { ...said, number }), number).rejects.toMatchObject({ code: "MATTER_NUMBER" });
  await expect(unmaskForMatter(await city.staff("weiqin"), record, { ...said, number: matter.number! })).rejects.toMatchObject({ code: "MATTER_NUMBER" });
});

test("what waits is named once, however many wait for it", async () => {
  const matterId = await accepted(city);
  const { matter, open } = await getMatter(city.ctx(), matterId);
  expect(matter.step.split("、").toSorted()).toEqual([...new Set(open.map(({ name }) => name))].toSorted());
  await act(city, "zhouwen", matterId, "review", { outcome: "pass" });
  expect((await getMatter(city.ctx(), matterId)).matter.step).toBe((await waiting(city, matterId, "inspection")).name);
});
