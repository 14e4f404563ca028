import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { begin } from "#matter/begin";
import { clockOf } from "#matter/clocks";
import { listTies } from "#matter/link";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { openDoors } from "../callers.ts";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// An event of the city lies at a point; a sensor reports it, and what is reported twice is one event.

const URBAN = "11990100MB00000057";
const TEAM = "11990100MB00000057-02";

let city: TestCity;
let [worker, registrar, commander, team]: string[] = [];
beforeAll(async () => {
  city = await cityOfKinds();
  worker = await appointed(city, "liangbo", "grid-worker", URBAN);
  registrar = await appointed(city, "renhong", "event-registrar", URBAN);
  commander = await appointed(city, "renhong", "commander", URBAN);
  team = await appointed(city, "yuanye", "disposer", TEAM);
});
afterAll(() => city.close());

const sensor = () => city.ctx({ kind: "system", id: "water-gauge", name: "积水监测" });
let reports = 0;
const flooded = (point: [number, number], number = `w-${(reports += 1)}`) =>
  begin(sensor(), {
    item: "event-flood",
    channel: "sensor",
    form: { where: { address: "荷塘桥下", area: "990102001001", point }, depth: 22 },
    source: { system: "water-gauge", number },
  });

const stateOf = async (matterId: string): Promise<string[]> => {
  const { matter, open } = await getMatter(city.ctx(), matterId);
  return [matter.phase, matter.state, ...open.map(({ kind }) => kind)];
};

test("what a sensor reports needs no look; whoever reports the same number twice has reported one event", async () => {
  at(city, "2026-11-24T09:30:00+08:00");
  const first = await flooded([118.11, 26.65], "w-one");
  expect(await stateOf(first.matterId)).toEqual(["received", "verified", "registering"]);
  expect(await flooded([118.11, 26.65], "w-one")).toEqual({ ...first, again: true });
  const { matter } = await getMatter(city.ctx(), first.matterId);
  expect([matter.title, matter.area, clockOf(matter, "accept")!.dueAt]).toEqual(["道路积水 · 荷塘桥下", "990102001001", new Date("2026-11-24T11:30:00+08:00")]);
  await work(city, registrar!, first.matterId, "registering", { outcome: "reject", reason: "已经退水" });
  expect(await stateOf(first.matterId)).toEqual(["closed", "rejected"]);
});

test("a second report within fifty metres is joined to the first and ends with it; one farther off is an event of its own", async () => {
  at(city, "2026-11-24T09:30:00+08:00");
  const first = await flooded([118.116, 26.65]);
  const second = await flooded([118.1163, 26.65]); // 30 metres east
  const third = await flooded([118.118, 26.65]); // 199 metres east
  expect(await stateOf(second.matterId)).toEqual(["open", "joined"]);
  expect(await stateOf(third.matterId)).toEqual(["received", "verified", "registering"]);
  // One more beside the two: what was joined counts no more, so that there is one to join.
  const fourth = await flooded([118.1162, 26.65]);
  expect((await listTies(city.ctx(), (await getMatter(city.ctx(), fourth.matterId)).matter)).map(({ number }) => number)).toEqual([first.number]);
  const joined = (await getMatter(city.ctx(), second.matterId)).matter;
  expect(await listTies(city.ctx(), joined)).toMatchObject([{ link: "duplicate", word: "并入", number: first.number, outward: true }]);

  await work(city, registrar!, first.matterId, "registering", { outcome: "register" });
  await work(city, commander!, first.matterId, "dispatch", { outcome: "dispatch", unit: TEAM });
  const { matter } = await getMatter(city.ctx(), first.matterId);
  expect([matter.unit, clockOf(matter, "dispose")!.dueAt]).toEqual([TEAM, new Date("2026-11-24T15:00:00+08:00")]);
  await work(city, team!, first.matterId, "dispose", { outcome: "done", note: "抽水两小时" });
  await work(city, worker!, first.matterId, "recheck", { outcome: "pass" });
  await city.drain();
  expect([await stateOf(first.matterId), await stateOf(second.matterId)]).toEqual([
    ["closed", "closed"],
    ["closed", "closed"],
  ]);
  expect((await listActs(city.ctx(), second.matterId)).map(({ kind }) => kind)).toEqual(["linked", "submitted", "joined-to", "closed"]);
  expect(await listDocuments(city.ctx(), second.matterId)).toMatchObject([
    {
      kind: "closing",
      data: { name: "事件结案单", blocks: [{ text: "道路积水（local-01），地点：荷塘桥下。结案条件：积水退去，恢复通行。" }, { head: ["环节", "时间"] }] },
    },
  ]);
  expect(await listBreaches(city.ctx(), [first.matterId, second.matterId, third.matterId])).toEqual([]);
});

test("what cannot be done now is set down with leave: the clock stands, the work may go on", async () => {
  at(city, "2026-11-24T09:30:00+08:00");
  const { matterId } = await flooded([118.125, 26.65]);
  await work(city, registrar!, matterId, "registering", { outcome: "register" });
  await work(city, commander!, matterId, "dispatch", { outcome: "dispatch", unit: TEAM });
  await work(city, team!, matterId, "dispose", { outcome: "hang", hang_ground: "plan", until: "2027-03-31", reason: "等汛期后改造管网" });
  await work(city, commander!, matterId, "approve", { outcome: "agree" });
  const { matter } = await getMatter(city.ctx(), matterId);
  expect([clockOf(matter, "dispose")!.stoppedAt, matter.stops.map(({ stop, works }) => [stop, works])]).toEqual([
    new Date("2026-11-24T09:30:00+08:00"),
    [["hang", true]],
  ]);
  await work(city, team!, matterId, "dispose", { outcome: "done" });
  await work(city, worker!, matterId, "recheck", { outcome: "fail", reason: "仍有积水" });
  expect(await stateOf(matterId)).toEqual(["open", "dispatched", "dispose"]);
  expect((await getMatter(city.ctx(), matterId)).matter.flags).toEqual(["rework"]);
});

test("a photo of a lamp by anybody is looked at first; what is not so ends there, and why is told", async () => {
  at(city, "2026-11-24T09:30:00+08:00");
  const nobody = city.ctx({ kind: "anonymous", id: "", name: "" });
  const { matterId } = await begin(nobody, { item: "event-lamp", channel: "online", form: { where: { address: "书院街20号" } }, party: { kind: "anonymous" } });
  expect(await stateOf(matterId)).toEqual(["received", "reported", "verify"]);
  await work(city, worker!, matterId, "verify", { outcome: "unreal", reason: "照明正常" });
  expect(await stateOf(matterId)).toEqual(["closed", "rejected"]);
});

test("a sensor reports by the API with the account of its gateway, and by no other; the page of that account begins nothing", async () => {
  at(city, "2026-11-24T09:30:00+08:00");
  await appointed(city, "xiaoyu", "sensor", URBAN);
  const doors = await openDoors(city);
  onTestFinished(() => void doors.app.close());
  const report = async (username: string, number: string) => {
    const { bearer } = await doors.credentials({ staff: username });
    const payload = {
      item: "event-flood",
      channel: "sensor",
      form: { where: { address: "菱角桥", point: [118.13, 26.652] }, depth: 31 },
      source: { system: "gauge", number },
    };
    const answer = await doors.app.inject({ method: "POST", url: "/api/v1/matters", headers: { authorization: `Bearer ${bearer}` }, payload });
    return { status: answer.statusCode, data: answer.json<{ id: string; number: string }>() };
  };
  const first = await report("xiaoyu", "g-1");
  expect([first.status, await stateOf(first.data.id)]).toEqual([201, ["received", "verified", "registering"]]);
  expect((await report("xiaoyu", "g-1")).data.id).toBe(first.data.id);
  expect((await report("yuanye", "g-2")).status).toBe(403);
  const gateway = await city.staff("xiaoyu");
  await expect(begin(gateway, { item: "event-flood", channel: "sensor", form: { where: { address: "菱角桥" } } })).rejects.toMatchObject({ status: 403 });
});
