import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { dueDayOf, clockOf } from "#matter/clocks";
import { findByCode, listParties } from "#matter/party";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// 12345: whoever calls need not say who they are; hours run, not days.

const CENTRE = "12990100MB0000002T";
const URBAN = "11990100MB00000057";

let city: TestCity;
let [dispatcher, handler, visitor]: string[] = [];
beforeAll(async () => {
  city = await cityOfKinds();
  dispatcher = await appointed(city, "linjing", "dispatcher", CENTRE);
  handler = await appointed(city, "zhouwen", "handler", URBAN);
  visitor = await appointed(city, "tanglei", "visitor", CENTRE);
});
afterAll(() => city.close());

const lamp = { summary: "书院街路灯不亮", where: { address: "书院街20号", area: "990101002001" } };
const nobody = () => city.ctx({ kind: "anonymous", id: "", name: "" });
const reported = (ctx = nobody()) => begin(ctx, { item: "hotline-complaint", channel: "online", form: lamp, party: { kind: "anonymous" } });

test("an order by nobody in particular is dispatched, signed for, answered, visited, closed", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId, number, code } = await reported();
  expect(code).toMatch(/^[2-9A-Z]{8}$/);
  expect(await findByCode(city.ctx(), number, code!.toLowerCase())).toBe(matterId);
  expect(await findByCode(city.ctx(), number, "22222222")).toBeUndefined();
  expect(await listParties(city.ctx(), matterId)).toMatchObject([{ role: "caller", kind: "anonymous", ref: null, follows: true }]);
  const before = (await getMatter(city.ctx(), matterId)).matter;
  expect([before.phase, before.state, before.title, before.area]).toEqual(["received", "received", "投诉 · 书院街路灯不亮", "990101002001"]);
  expect(clockOf(before, "dispatch")!.dueAt).toEqual(new Date("2026-11-23T11:30:00+08:00"));
  await work(city, dispatcher!, matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  const dispatched = (await getMatter(city.ctx(), matterId)).matter;
  expect([dispatched.phase, dispatched.state, dispatched.unit, dueDayOf(clockOf(dispatched, "handle"))]).toEqual(["open", "dispatched", URBAN, "2026-11-30"]);
  await work(city, handler!, matterId, "sign", { outcome: "sign" });
  await work(city, handler!, matterId, "handle", { outcome: "done", answer: "路灯已经修好。" });
  await work(city, visitor!, matterId, "visit", { outcome: "close", reached: true, solved: "yes", satisfied: "1" });
  const closed = (await getMatter(city.ctx(), matterId)).matter;
  expect([closed.phase, closed.state, closed.outcome]).toEqual(["closed", "closed", "closed"]);
  expect((await listActs(city.ctx(), matterId)).map(({ kind }) => kind)).toEqual(["submitted", "dispatched", "signed-for", "reported", "answered", "closed"]);
  expect(await listDocuments(city.ctx(), matterId)).toMatchObject([
    {
      kind: "answer",
      number: "答〔2026〕1号",
      data: { name: "诉求答复单", blocks: [{ text: `您反映的“书院街路灯不亮”（编号${number}）已经办理，现答复如下：` }, { text: "路灯已经修好。" }, {}] },
    },
  ]);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("a longer time is asked for beside the work, and granted by who dispatches", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId } = await reported();
  await work(city, dispatcher!, matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  await work(city, handler!, matterId, "sign", { outcome: "sign" });
  await work(city, handler!, matterId, "handle", { outcome: "extend", days: 5, reason: "等配件" });
  expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind).toSorted()).toEqual(["handle", "review"]);
  await work(city, dispatcher!, matterId, "review", { outcome: "agree" });
  const { matter, open } = await getMatter(city.ctx(), matterId);
  expect([dueDayOf(clockOf(matter, "handle")), open.map(({ kind }) => kind)]).toEqual(["2026-12-07", ["handle"]]);
});

test("an order that says the same is joined to the first: it waits, and is answered with it", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const [first, second] = [await reported(), await reported()];
  await work(city, dispatcher!, second.matterId, "dispatch", { outcome: "merge", matter: first.number });
  expect((await getMatter(city.ctx(), second.matterId)).matter.state).toBe("merged");
  await work(city, dispatcher!, first.matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  await work(city, handler!, first.matterId, "sign", { outcome: "sign" });
  await work(city, handler!, first.matterId, "handle", { outcome: "done", answer: "路灯已经修好。" });
  await city.drain();
  const { matter, open } = await getMatter(city.ctx(), second.matterId);
  expect([matter.state, open.map(({ kind }) => kind)]).toEqual(["answered", ["visit"]]);
  expect((await listDocuments(city.ctx(), second.matterId))[0]!.data).toMatchObject({ blocks: [{}, { text: "路灯已经修好。" }, {}] });
});

test("who has no part in it reads nothing of it", async () => {
  const { matterId } = await reported();
  await expect(work(city, "gaojian", matterId, "dispatch", { outcome: "void", reason: "x" })).rejects.toMatchObject({ status: 403 });
});
