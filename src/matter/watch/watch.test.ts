import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { listTies } from "#matter/link";
import { readableAmong } from "#matter/lists";
import { findMatter, getMatter } from "#matter/matter";
import { completeTask } from "#matter/work";
import { appoint } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { at, testCity, type TestCity } from "../../../test/city.ts";
import {
  getWatch,
  listBehind,
  listEnded,
  listRaised,
  listSwitchings,
  listWatches,
  lookAll,
  lookBy,
  monthOf,
  monthsTopics,
  ruleOf,
  switchWatch,
  tryRules,
} from "./index.ts";

// Street lamps of one street go out again and again: one matter is begun, once, with every order behind it.

let city: TestCity;
beforeAll(async () => {
  city = await testCity();
});
afterAll(() => city.close());

const STREET: [number, number] = [118.125, 26.65];
const NORTH: [number, number] = [118.13, 26.6565]; // nine hundred metres away

async function order(item: string, point: [number, number] | undefined, more: object = {}): Promise<string> {
  const where = point ? { address: "书院街20号", point } : { address: "城里" };
  const begun = await begin(city.ctx({ kind: "anonymous", id: "", name: "" } as never), {
    item,
    channel: "online",
    form: { summary: "路灯不亮，晚上看不见路", category: "lamp", where, ...more },
  });
  return begun.matterId;
}

const clock = (instant: string): void => void (city.now = new Date(instant));
const lamp = async () => (await ruleOf(city.ctx(), (await getWatch(city.ctx(), "lamp-again")).watch))!;
const raised = async (id = "lamp-again") => (await listRaised(city.ctx(), id)).rows;

async function switchedOn(id: string, ctx?: Ctx): Promise<void> {
  const { hash } = await getWatch(city.ctx(), id);
  await switchWatch(ctx ?? (await city.staff("qinsi")), id, { on: true, reason: "看过一年的试算，都是该治的", hash, tried: { begun: 1, behind: 3 } });
}

/** Does the waiting task of a matter. */
async function does(username: string, matterId: string, result: Record<string, unknown> & { outcome: string }): Promise<void> {
  const ctx = await city.staff(username);
  const { open } = await getMatter(ctx, matterId);
  await completeTask(ctx, matterId, open[0]!.taskId, result as never);
}

describe("a rule of a pack", () => {
  test("is off at first; who may switches it on with a reason, which stays on record with what the trial said", async () => {
    expect((await listWatches(city.ctx())).map(({ running }) => running)).toEqual(Array.from({ length: 8 }, () => false));
    const { hash } = await getWatch(city.ctx(), "noise-again");
    const on = { on: true, reason: "看过一年的试算", hash, tried: { begun: 2, behind: 9 } };
    await expect(switchWatch(await city.staff("zhaoyun"), "noise-again", on)).rejects.toMatchObject({ status: 403 });
    // A rule counts in the whole city: whose duty is one district does not switch it.
    const unit = "12990100MB0000002T-01";
    const duty = { post: "watcher", postUnit: unit, role: "watcher", unit, area: "990101000000", scope: "unit" as const, fromDay: "2026-01-01" };
    await appoint(await city.staff("admin"), { staffId: (await city.staff("hejia")).actor.id, ...duty });
    await expect(switchWatch(await city.staff("hejia"), "noise-again", on)).rejects.toMatchObject({ status: 403 });
    await expect(switchWatch(await city.staff("qinsi"), "noise-again", { ...on, reason: "好" })).rejects.toMatchObject({ code: "REASON_NEEDED" });
    await expect(switchWatch(await city.staff("qinsi"), "noise-again", { ...on, hash: "other" })).rejects.toMatchObject({ code: "WATCH_CHANGED" });
    await switchWatch(await city.staff("qinsi"), "noise-again", on);
    await expect(switchWatch(await city.staff("qinsi"), "noise-again", on)).rejects.toMatchObject({ code: "SWITCHED" });
    await switchWatch(await city.staff("qinsi"), "noise-again", { ...on, on: false, reason: "先停下来看看" });
    expect((await getWatch(city.ctx(), "noise-again")).running).toBe(false);
    expect((await listSwitchings(city.ctx(), "noise-again")).map(({ running, reason, byName, tried }) => ({ running, reason, byName, tried }))).toEqual([
      { running: false, reason: "先停下来看看", byName: "秦思", tried: { begun: 2, behind: 9 } },
      { running: true, reason: "看过一年的试算", byName: "秦思", tried: { begun: 2, behind: 9 } },
    ]);
  });

  test("that its pack changes stands still until somebody has tried it again", async () => {
    await switchedOn("garbage-again");
    await city.database.owner.query("update catalogue.watches set hash = 'another' where watch_id = 'garbage-again'");
    city.ctx().memory.forget("catalogue.watches");
    expect(await getWatch(city.ctx(), "garbage-again")).toMatchObject({ running: false, changed: true });
  });
});

describe("lamps of one street", () => {
  const orders: string[] = [];
  let task = "";

  test("two in a month are no group, nor are those of another street or of a month ago", async () => {
    clock("2026-10-01T09:00:00+08:00");
    await order("hotline-help", STREET);
    clock("2026-11-10T09:00:00+08:00");
    await order("hotline-help", NORTH);
    await order("hotline-help", undefined);
    orders.push(await order("hotline-help", STREET));
    clock("2026-11-12T09:00:00+08:00");
    orders.push(await order("hotline-help", [118.1255, 26.6501]));
    await switchedOn("lamp-again");
    expect(await lookAll(city.ctx())).toEqual({ begun: 0, added: 0 });
  });

  test("the trial says the same before it runs, and begins nothing", async () => {
    const rule = await lamp();
    const tried = async () => (await tryRules(city.ctx(), [rule])).get("lamp-again")!;
    expect((await tried()).would).toEqual([]);
    clock("2026-11-14T09:00:00+08:00");
    // One asked not to be known: it counts.
    orders.push(await order("hotline-report", [118.1248, 26.6499], { summary: "有人偷电缆" }));
    const { would, months, behind } = await tried();
    expect(would.map(({ members, first, month }) => [members.map(({ id }) => id), first, month])).toEqual([[orders, 3, "2026-11"]]);
    expect([behind, months.at(-1), months.length]).toEqual([3, { month: "2026-11", begun: 1 }, 12]);
    expect(await raised()).toEqual([]);
  });

  test("the third begins one matter, however many look at the same time", async () => {
    const rule = await lamp();
    const looked = await Promise.all(Array.from({ length: 4 }, () => lookBy(city.ctx(), rule)));
    expect(looked.reduce((sum, { begun }) => sum + begun, 0)).toBe(1);
    const rows = await raised();
    expect(rows.map(({ behind, state }) => [behind, state])).toEqual([[3, "proposed"]]);
    task = rows[0]!.matterId;
    expect((await listBehind(city.ctx(), task)).toSorted()).toEqual(orders.toSorted());
    const { matter } = await getMatter(city.ctx(), task);
    expect(matter.title).toMatch(/^反复诉求治理 · .+区.+街道.*路灯不亮，30天3件$/);
    expect(matter.form).toMatchObject({ category: "lamp", count: 3, rule: "一处路灯反复不亮", where: { address: "书院街20号一带" } });
    expect(await lookAll(city.ctx())).toEqual({ begun: 0, added: 0 });
  });

  test("every order behind it is tied from both sides; its history counts them and names none", async () => {
    const { matter } = await getMatter(city.ctx(), task);
    const ties = await listTies(city.ctx(), matter);
    expect(ties.map(({ otherId, word, outward }) => [otherId, word, outward]).toSorted()).toEqual(orders.map((id) => [id, "纳入", true]).toSorted());
    const { matter: behind } = await getMatter(city.ctx(), orders[0]!);
    expect((await listTies(city.ctx(), behind)).map(({ otherId, word, outward }) => [otherId, word, outward])).toEqual([[task, "纳入", false]]);
    const acts = await city.ctx().db.query<{ data: { words?: string } }>("select data from matter.acts where matter_id = $1 and kind = 'linked'", [task]);
    expect(acts.map(({ data }) => data.words)).toEqual(["纳入 3 件工单"]);
    // Who works on lamps reads none of them by that.
    expect(await readableAmong(await city.staff("liuhong"), orders)).toEqual(new Map());
    expect(new Set((await readableAmong(await city.staff("qinsi"), orders)).keys())).toEqual(new Set(orders));
  });

  test("what comes later is added to the one that runs; nobody who called is answered by it", async () => {
    clock("2026-11-20T09:00:00+08:00");
    const later = await order("hotline-complaint", STREET);
    expect(await lookAll(city.ctx())).toEqual({ begun: 0, added: 1 });
    expect(await listBehind(city.ctx(), task)).toContain(later);
    orders.push(later);
    const states = await Promise.all(orders.map(async (id) => (await findMatter(city.ctx(), id))!.state));
    expect(states).toEqual(["received", "received", "received", "received"]);
  });

  test("once it is closed at the root nothing is begun again for the orders behind it; it is shown with what came before and after", async () => {
    await does("qinsi", task, { outcome: "take", opinion: "都在同一段电缆上" });
    await does("qinsi", task, { outcome: "assign", unit: "11990100MB00000057-04", goal: "不再熄灯", until: "2026-12-20" });
    await does("linfeng", task, { outcome: "done", cause: "电缆老化", measures: "换了电缆" });
    await does("qinsi", task, { outcome: "root", opinion: "夜里到现场看过，全部亮" });
    expect((await findMatter(city.ctx(), task))!.state).toBe("root-closed");
    expect((await Promise.all(orders.map(async (id) => (await findMatter(city.ctx(), id))!.state))).every((state) => state === "received")).toBe(true);
    expect(await lookAll(city.ctx())).toEqual({ begun: 0, added: 0 });
    clock("2026-12-02T09:00:00+08:00");
    await order("hotline-help", STREET);
    expect(await lookAll(city.ctx())).toEqual({ begun: 0, added: 0 });
    const { rows } = await listEnded(city.ctx());
    expect(rows.map(({ state, behind, before, after, days, closed }) => ({ state, behind, before, after, days, closed }))).toEqual([
      { state: "根治", behind: 4, before: 4, after: 2, days: 12, closed: "2026-11-20" },
    ]);
  });

  test("three new ones after that begin a second", async () => {
    clock("2026-12-05T09:00:00+08:00");
    await order("hotline-help", STREET);
    await order("hotline-help", STREET);
    expect(await lookAll(city.ctx())).toEqual({ begun: 1, added: 0 });
    expect((await raised()).map(({ behind }) => behind)).toEqual([3, 4]);
  });
});

describe("who asked not to be known", () => {
  const SOUTH: [number, number] = [118.1212, 26.6512];

  test("is counted, and where they are is told to some hundred metres, without an address", async () => {
    clock("2026-12-06T09:00:00+08:00");
    for (let count = 0; count < 3; count += 1) await order("hotline-report", [SOUTH[0] + count * 0.0001, SOUTH[1]]);
    expect((await lookAll(city.ctx())).begun).toBe(1);
    const [row] = await raised();
    const { where } = (await getMatter(city.ctx(), row!.matterId)).matter.form as { where: { address: string; point: number[] } };
    expect(where.address).toMatch(/^.+区.+街道[^0-9]*$/);
    expect(where.point).toEqual([118.12, 26.65]);
  });

  test("a rule that was switched off while it looked begins nothing more", async () => {
    for (let count = 0; count < 3; count += 1) await order("hotline-help", NORTH);
    const rule = await lamp();
    const { hash } = await getWatch(city.ctx(), "lamp-again");
    await switchWatch(await city.staff("qinsi"), "lamp-again", { on: false, reason: "先停下来看看", hash, tried: { begun: 0, behind: 0 } });
    expect(await lookBy(city.ctx(), rule)).toEqual({ begun: 0, added: 0 });
    await switchedOn("lamp-again");
    expect((await lookBy(city.ctx(), rule)).begun).toBe(1);
  });
});

test("firms are counted by street and sort, by columns of the item; who says no place is not counted", async () => {
  clock("2026-12-07T09:00:00+08:00");
  const where = { address: "工业路", area: "990102001000" };
  const rule = (await ruleOf(city.ctx(), (await getWatch(city.ctx(), "business-again")).watch))!;
  const tried = async () => (await tryRules(city.ctx(), [rule])).get("business-again")!.would.map(({ members }) => members.length);
  for (const more of [{ where }, { where }, { where, category: "inspection" }, {}])
    await order("hotline-business", undefined, { category: "arrears", ...more });
  await order("hotline-complaint", undefined, { category: "arrears", where });
  expect(await tried()).toEqual([]);
  await order("hotline-business", undefined, { category: "arrears", where });
  expect(await tried()).toEqual([3]);
});

describe("what comes each year in a season", () => {
  const heating = { category: "heating", summary: "暖气不热", where: { address: "松林里", area: "990101001002" } };

  test("is prepared ahead of the month, once, and takes what then comes", async () => {
    clock("2025-12-08T09:00:00+08:00");
    for (let count = 0; count < 5; count += 1) await order("hotline-help", undefined, heating);
    clock("2026-11-10T09:00:00+08:00");
    await switchedOn("heating-ahead");
    expect((await lookAll(city.ctx())).begun).toBe(0);
    clock("2026-11-20T09:00:00+08:00");
    expect((await lookAll(city.ctx())).begun).toBe(1);
    const [row] = await raised("heating-ahead");
    expect([row!.behind, (await getMatter(city.ctx(), row!.matterId)).matter.form["summary"]]).toEqual([
      5,
      expect.stringMatching(/供暖：12月要来了，去年同月5件$/),
    ]);
    clock("2026-12-03T09:00:00+08:00");
    await order("hotline-help", undefined, heating);
    expect(await lookAll(city.ctx())).toMatchObject({ begun: 0, added: 1 });
  });
});

test("the topics of a month are what rose most by sort and street, beside the month before and the same month of the year before", async () => {
  at(city, "2027-01-15T09:00:00+08:00");
  const { kind } = await lamp();
  const { rows, all, hasYear, partly } = await monthsTopics(city.ctx(), kind, kind.desk!.category!, monthOf("2026-12-01"));
  expect(rows.map(({ category, now, before, year }) => [category, now, before, year])).toEqual([
    ["arrears", 4, 0, 0],
    ["lamp", 3, 0, 0],
    ["lamp", 6, 5, 0],
    ["arrears", 1, 0, 0],
    ["heating", 1, 0, 5],
    ["inspection", 1, 0, 0],
  ]);
  expect([all.year, hasYear, partly]).toEqual([5, false, false]);
  const { rows: november } = await monthsTopics(city.ctx(), kind, kind.desk!.category!, monthOf("2026-11-01"));
  expect(november.map(({ category, now, before }) => [category, now, before])).toEqual([
    ["lamp", 5, 1],
    ["lamp", 1, 0],
  ]);
});
