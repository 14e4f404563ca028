import { dueDay, dueDayOf, statutoryDay } from "#matter/clocks";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getItem, publishItem } from "#content/catalogue";
import { endStop, extendLimit, startStop, sweepClocks } from "#matter/timing";
import { getMatter, listActs } from "#matter/matter";
import { listNotices, tellBeginner } from "#matter/notice";
import { getRating, rate } from "#matter/rating";
import { calendarAnew, dayOf, setDay } from "#kernel/clock";
import { drain } from "#kernel/events";
import { accepted, listTimers, submitted, waiting } from "../../../test/application.ts";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import { definitions, ENDS, flows, timer } from "../../../test/model.ts";
import { listRecountLines, listRecounts, recountAll } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());
beforeEach(async () => {
  // No notice says anything about these months: each test begins with the calendar as it was announced.
  await city.database.owner.query("delete from clock.days where day between '2026-11-01' and '2026-12-31'");
  await calendarAnew(city.ctx());
});

const days = async (matterId: string) => {
  const { matter, open } = await getMatter(city.ctx(), matterId);
  return { due: dueDay(matter), statutory: statutoryDay(matter), tasks: open.map((task) => dueDayOf(task)) };
};
const lastDays = async (matterId: string) => (await listTimers(city.ctx(), matterId)).map(({ dueAt }) => dayOf(new Date(dueAt.getTime() - 1)));
const off = (day: string): Promise<void> => setDay(city.ctx(), day, false, "国办发明电〔2026〕7 号");
const back = (day: string): Promise<void> => setDay(city.ctx(), day, true, "国办发明电〔2026〕8 号");

test("a holiday entered later moves what runs, once, with an act and a notice; the applicant is told of the promise alone", async () => {
  const [inWork, atDesk] = [await accepted(city), await submitted(city)]; // Monday 23 November
  expect(await days(inWork)).toEqual({ due: "2026-12-01", statutory: "2026-12-07", tasks: ["2026-11-26", "2026-11-26"] });
  expect(await lastDays(atDesk)).toEqual(["2026-11-30"]);
  await recountAll(city.ctx());
  expect((await listActs(city.ctx(), inWork)).some(({ kind }) => kind === "due-moved")).toBe(false);

  await off("2026-11-25");
  const { moved, failed } = await recountAll(city.ctx());
  expect([moved! >= 2, failed]).toEqual([true, 0]);
  expect(await days(inWork)).toEqual({ due: "2026-12-02", statutory: "2026-12-08", tasks: ["2026-11-27", "2026-11-27"] });
  expect(await lastDays(atDesk)).toEqual(["2026-12-01"]);
  expect((await listActs(city.ctx(), inWork)).at(-1)).toMatchObject({
    kind: "due-moved",
    actor: { kind: "system", name: "工作日历" },
    data: { due: "2026-12-02", before: "2026-12-01", moved: expect.arrayContaining([{ what: "法定期限", from: "2026-12-07", to: "2026-12-08" }]) },
  });
  expect((await listActs(city.ctx(), atDesk)).at(-1)).toMatchObject({ kind: "due-moved", data: { moved: expect.any(Array) } });
  await drain(city.ctx(), new Map([["matter.due-moved", [tellBeginner("due-moved")]]]));
  const told = (await listNotices(await city.person("chen-xiaoman", "xiaoman-catering"))).filter(({ kind }) => kind === "due-moved");
  expect(told.map(({ matterId, body }) => [matterId, body.includes("12月2日前办完")])).toEqual([[inWork, true]]);

  const acts = (await listActs(city.ctx(), inWork)).length;
  expect((await recountAll(city.ctx())).moved).toBe(0);
  expect((await listActs(city.ctx(), inWork)).length).toBe(acts);
  const admin = await city.staff("admin");
  const [latest, before] = await listRecounts(admin);
  expect(latest).toMatchObject({ moved: 0, failed: 0 });
  expect((await listRecountLines(admin, before!.runId)).filter(({ matterId }) => matterId === inWork)).toMatchObject([
    { what: "承诺期限", fromDay: "2026-12-01", toDay: "2026-12-02", past: false },
    { what: "法定期限" },
    { what: expect.stringMatching(/审查|核查/), fromDay: "2026-11-26", toDay: "2026-11-27" },
    { what: expect.stringMatching(/审查|核查/) },
  ]);
  await expect(listRecounts(await city.staff("linjing"))).rejects.toMatchObject({ status: 403 });

  await back("2026-11-25");
  await recountAll(city.ctx());
  expect(await days(inWork)).toEqual({ due: "2026-12-01", statutory: "2026-12-07", tasks: ["2026-11-26", "2026-11-26"] });
  expect(await lastDays(atDesk)).toEqual(["2026-11-30"]);
});

test("silence of the authority is acceptance one day later when one of the five days becomes a holiday", async () => {
  const matterId = await submitted(city);
  await off("2026-11-27");
  await recountAll(city.ctx());
  at(city, "2026-12-01T08:00:00+08:00");
  await sweepClocks(city.ctx());
  expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("submitted");
  city.now = new Date("2026-12-02T00:00:01+08:00");
  await sweepClocks(city.ctx());
  expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("accepted");
});

test("an extension and a special procedure are counted anew too; what was not moved by the calendar is left as it was", async () => {
  const matterId = await accepted(city);
  await extendLimit(await city.staff("gaojian"), matterId, { days: 5, reason: "需要调查" });
  await startStop(await city.staff("zhouwen"), matterId, { stop: "test", reason: "水质需要检测", days: 5 });
  at(city, "2026-12-02T10:00:00+08:00"); // seven working days later
  await endStop(await city.staff("zhouwen"), matterId, "检测合格");
  const before = await days(matterId);
  expect(before).toEqual({ due: "2026-12-17", statutory: "2026-12-23", tasks: ["2026-12-07", "2026-12-07"] });
  await recountAll(city.ctx());
  expect(await days(matterId)).toEqual(before);
  // Off during the procedure: a day less stood still, and a day more is none.
  await off("2026-11-30");
  await recountAll(city.ctx());
  expect(await days(matterId)).toEqual(before);
  await off("2026-12-10");
  await recountAll(city.ctx());
  expect(await days(matterId)).toEqual({ due: "2026-12-18", statutory: "2026-12-24", tasks: ["2026-12-07", "2026-12-07"] });
});

test("a day turned into a working day moves days back; one that is past because of it is told in the report, and its timer fires", async () => {
  const matterId = await submitted(city);
  await off("2026-11-24");
  await recountAll(city.ctx());
  expect(await lastDays(matterId)).toEqual(["2026-12-01"]);
  at(city, "2026-12-01T10:00:00+08:00");
  await back("2026-11-24");
  const { runId } = await recountAll(city.ctx());
  expect((await listRecountLines(await city.staff("admin"), runId)).filter((line) => line.matterId === matterId && line.past)).toMatchObject([
    { fromDay: "2026-12-01", toDay: "2026-11-30" },
  ]);
  await sweepClocks(city.ctx());
  expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("accepted");
});

test("a matter from before, of which it was not kept what its days were counted by, is counted by its item", async () => {
  const [inWork, atDesk] = [await accepted(city), await submitted(city)];
  const { owner } = city.database;
  await owner.query("update matter.clocks set within = null, counted_from = null where matter_id = $1", [inWork]);
  await owner.query("update matter.tasks set time_limit = null where matter_id = $1", [inWork]);
  await owner.query("update matter.clocks set counted_from = null, within = null where matter_id = $1", [atDesk]);
  await recountAll(city.ctx());
  expect(await days(inWork)).toMatchObject({ due: "2026-12-01" });
  await off("2026-11-26");
  await recountAll(city.ctx());
  expect(await days(inWork)).toEqual({ due: "2026-12-02", statutory: "2026-12-08", tasks: ["2026-11-27", "2026-11-27"] });
  expect(await lastDays(atDesk)).toEqual(["2026-12-01"]);
});

test("the days of a bad rating move with the calendar; what was said stays", async () => {
  const matterId = await submitted(city);
  await rate(await city.person("chen-xiaoman", "xiaoman-catering"), matterId, { serviceNumber: 1, level: 5, tags: [], comment: "等得太久", named: true });
  const before = await getRating(city.ctx(), matterId, 1);
  expect([before.contactDay, before.rectifyDay]).toEqual(["2026-11-24", "2026-12-14"]);
  await off("2026-11-24");
  await recountAll(city.ctx());
  const after = await getRating(city.ctx(), matterId, 1);
  expect([after.contactDay, after.rectifyDay]).toEqual(["2026-11-25", "2026-12-15"]);
  expect((await recountAll(city.ctx())).moved).toBe(0);
});

/** Accepted under a flow whose review ends by itself after five working days. */
async function underDeadline(): Promise<string> {
  const { definition } = await getItem(city.ctx(), "food-licence");
  const user = (id: string, kind: string, unit: string, role: string): string =>
    `<userTask id="${id}" name="${id}" yw:kind="${kind}" yw:unit='="${unit}"' yw:role="${role}"/>`;
  const elements = [
    ENDS,
    user("acceptance", "acceptance", "12990100MB0000002T", "acceptor"),
    '<serviceTask id="accept" name="受理" yw:act="accepted"/>',
    user("review", "review", "11990100MB0000001T-01", "reviewer"),
    timer("late", "review", ' cancelActivity="true"'),
    '<serviceTask id="grant" name="准予" yw:act="granted"/><serviceTask id="close" name="办结" yw:act="closed"/>',
    flows("s acceptance", "acceptance accept", "accept review", "review grant", "late grant", "grant close", "close e"),
  ];
  const flow = definitions(`<process id="p" name="样例">${elements.join("")}</process>`);
  await publishItem(await city.staff("admin"), { ...definition, flow, rules: undefined }, "test");
  const matterId = await accepted(city);
  await publishItem(await city.staff("admin"), definition, "test");
  return matterId;
}

test("a timer stands still in a special procedure and fires later by the working days that passed, whatever the calendar does meanwhile", async () => {
  const matterId = await underDeadline();
  expect((await waiting(city, matterId, "review")).taskId).toBeTruthy();
  const [before] = await listTimers(city.ctx(), matterId);
  expect(before!.dueAt).toEqual(new Date("2026-12-01T00:00:00+08:00"));
  const state = async () => {
    await sweepClocks(city.ctx());
    return (await getMatter(city.ctx(), matterId)).matter.state;
  };
  await startStop(await city.staff("zhouwen"), matterId, { stop: "test", reason: "水质需要检测", days: 5 });
  at(city, "2026-12-02T10:00:00+08:00"); // seven working days later
  expect(await state()).toBe("accepted");
  await endStop(await city.staff("zhouwen"), matterId, "检测合格");
  const later = new Date("2026-12-10T00:00:00+08:00");
  const timers = async () => (await listTimers(city.ctx(), matterId)).map(({ dueAt }) => dueAt);
  expect(await timers()).toEqual([later]);
  await recountAll(city.ctx());
  expect(await timers()).toEqual([later]);
  city.now = new Date(later.getTime() - 1000);
  expect(await state()).toBe("accepted");
  city.now = later;
  expect(await state()).toBe("granted");
});
