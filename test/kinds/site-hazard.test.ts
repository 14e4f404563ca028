import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { begin, beginTimed } from "#matter/begin";
import { clockOf, runningStops } from "#matter/clocks";
import { listTies } from "#matter/link";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { listNotices, listToldStaff } from "#matter/notice";
import { sweepClocks } from "#matter/timing";
import { viewAsStaff } from "#matter/view";
import { completeTask } from "#matter/work";
import { issuedFile } from "#proof/document";
import { openDoors } from "../callers.ts";
import { serve, signedIn } from "../console-browser.ts";
import { at, type TestCity } from "../city.ts";
import { openPortal } from "../visitor.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// 工地隐患整改: a camera finds it, units are asked, a firm that would rather not is ordered, signs for it, mends it, and is looked at again by two.

const URBAN = "11990100MB00000057";
const PLANNING = "11990100MB0000006A";
const STREET = "11990101MB0000022E";

let city: TestCity;
let app: FastifyInstance;
const [inspector, second, chief] = ["liangbo", "yuanye", "renhong"];
beforeAll(async () => {
  city = await cityOfKinds("site-hazards");
  await appointed(city, inspector, "site-inspector", URBAN);
  await appointed(city, second, "site-inspector", URBAN);
  await appointed(city, chief, "site-chief", URBAN);
  await appointed(city, "gaojian", "site-partner", PLANNING);
  await appointed(city, "weiqin", "site-partner", STREET);
  await appointed(city, "zhouwen", "site-tester", URBAN);
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

const form = {
  site: "云门桥工地",
  where: { address: "云门大道1号", area: "990101002001", point: [118.128, 26.654] },
  firm: { kind: "organisation", name: "云州小满餐饮有限公司", number: "91990100MA0000001G" },
  others: [{ role: "builder", who: { kind: "organisation", name: "云州佳丽超市有限公司", number: "91990100MA0000002K" } }],
  sort: "edge",
  seen: "2026-11-24T01:00:00.000Z",
  details: "三层临边没有防护",
};
const firm = () => city.person("chen-xiaoman", "xiaoman-catering");
const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const waiting = async (matterId: string) => (await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind);
const order = { outcome: "order", grade: "plain", limit_hours: 30, called: [PLANNING, STREET], basis: "建设工程安全生产管理条例第四十三条" };

let reports = 0;
async function found(more: object = {}): Promise<string> {
  at(city, "2026-11-24T09:30:00+08:00");
  const camera = city.ctx({ kind: "system", id: "camera", name: "工地摄像头" });
  const source = { system: "camera", number: String((reports += 1)) };
  return (await begin(camera, { item: "hazard-edge", channel: "camera", form: { ...form, ...more }, source })).matterId;
}

async function ordered(more: object = {}): Promise<string> {
  const matterId = await found(more);
  await work(city, inspector, matterId, "verify", order);
  await work(city, "gaojian", matterId, "consult", { outcome: "agree", opinion: "同意" });
  await work(city, "weiqin", matterId, "consult", { outcome: "agree", opinion: "抓紧" });
  await work(city, inspector, matterId, "serve", { outcome: "served", served_on: "2026-11-24", served_how: "left" });
  return matterId;
}

/** The firm hands its report in on the portal, with a photograph, by a page without script. */
async function reported(matterId: string): Promise<void> {
  const portal = await openPortal(city);
  const owner = await portal.owner();
  const task = (await getMatter(city.ctx(), matterId)).open.find(({ kind }) => kind === "rectify")!.taskId;
  const page = `/my/matters/${matterId}/tasks/${task}`;
  expect((await owner.get(`${page}?outcome=done`)).html).toContain("整改花费");
  const { status } = await owner.send(page, { outcome: "done", measures: "装了护栏", cost: "1200.50" }, { field: "after", name: "护栏.png", content: PNG });
  await portal.close();
  expect(status).toBe(303);
}

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

test("units that are asked agree, the firm is ordered: a paper in words with the ways of review, a clock of hours, a message with its day", async () => {
  const matterId = await ordered();
  await city.drain();
  const matter = await now(matterId);
  expect([matter.state, clockOf(matter, "rectify")!.dueAt, clockOf(matter, "verify")!.met]).toEqual(["ordered", new Date("2026-11-25T15:30:00+08:00"), true]);
  const [paper] = await listDocuments(city.ctx(), matterId);
  const { blocks } = paper!.data as { blocks: { text?: string; rows?: string[][]; items?: string[] }[] };
  expect(blocks[3]!.rows).toEqual([["建设单位", "云州佳丽超市有限公司"]]);
  expect(blocks[4]!.items).toEqual(["同意", "抓紧"]);
  expect(blocks[5]!.text).toContain("60日内申请行政复议");
  const staff = await city.staff(inspector);
  expect((await issuedFile(staff, await viewAsStaff(staff, matterId), paper!, "pdf")).content.subarray(0, 5).toString()).toBe("%PDF-");
  expect((await listNotices(await firm())).find((each) => each.matterId === matterId)).toMatchObject({
    title: "责令整改",
    body: "请在11月25日前改好“临边洞口防护”。",
  });
  const desk = await signedIn(city, app, chief);
  const { html } = await desk.get(`/console/matters/${matterId}`);
  expect(html).toContain("整改还剩 29 小时，11月25日（周三）15:30前");
  expect(html).toContain("明天 15:30");
  expect(html).toContain("一般隐患");
  for (const word of ["不计时", "前办结", "申请人", "受理", "准予", "补正"]) expect(html, word).not.toContain(word);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("what was told keeps the day that it named, though the clock has moved since; nobody is promised how it ends", async () => {
  const matterId = await ordered();
  await work(city, await firm(), matterId, "sign", { outcome: "confirm", signed: { name: "陈小满" } });
  await work(city, await firm(), matterId, "rectify", { outcome: "longer", hours: 24, reason: "材料没到" });
  await work(city, chief, matterId, "weigh", { outcome: "allow" });
  await city.drain();
  const portal = await openPortal(city);
  const { html } = await (await portal.owner()).get(`/my/matters/${matterId}`);
  await portal.close();
  expect(html).toContain("请在11月25日前改好");
  expect(html).toContain("工地摄像头");
  expect(html).not.toContain("按规则自动办理");
  expect(html).toContain("延长到11月26日");
  expect(html).toContain("有结果");
  expect(html).not.toContain("接下来：</span>已销号");
  await expect(work(city, await firm(), matterId, "rectify", { outcome: "longer", hours: 12, reason: "下雨" })).rejects.toMatchObject({
    fields: { outcome: expect.stringContaining("延长只能申请一次") as unknown },
  });
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("a mark in hours tells who is near it; when it is due another matter begins, by the channel that its kind has for that", async () => {
  const matterId = await ordered();
  await work(city, await firm(), matterId, "sign", { outcome: "contest", signed: { name: "陈小满" }, reason: "不是我们的工地" });
  at(city, "2026-11-25T14:00:00+08:00");
  await sweepClocks(city.ctx());
  at(city, "2026-11-25T16:00:00+08:00");
  await sweepClocks(city.ctx());
  await city.drain();
  const told = (await listToldStaff(await city.staff(chief))).filter((each) => each.matterId === matterId).map(({ title, body }) => [title, body]);
  expect(told).toContainEqual(["整改已经超期", expect.stringContaining("11月25日 15:30")]);
  expect(told).toContainEqual(["提出异议", "施工单位有异议：不是我们的工地"]);
  const tie = (await listTies(city.ctx(), await now(matterId))).find(({ link }) => link === "source");
  expect(tie).toMatchObject({ otherKind: "chase", state: "待督促" });
  expect(await waiting(tie!.otherId)).toEqual(["chase"]);
  const desk = await signedIn(city, app, chief);
  for (const path of ["/console/kinds/hazard", "/console/kinds/chase", `/console/matters/${tie!.otherId}`, "/console/board?kind=hazard&period=year"])
    expect((await desk.get(path)).status, path).toBe(200);
  expect(await listBreaches(city.ctx(), [matterId, tie!.otherId])).toEqual([]);
});

test("a test that was asked for decides with two who look again; the report of staff says the sum as it is; a message from outside ends it", async () => {
  const matterId = await ordered({ test: true });
  await work(city, await firm(), matterId, "sign", { outcome: "confirm", signed: { name: "陈小满" } });
  await reported(matterId);
  await city.drain();
  expect(await waiting(matterId)).toEqual([]);
  const tie = (await listTies(city.ctx(), await now(matterId))).find(({ otherKind }) => otherKind === "site-test");
  const lab = await signedIn(city, app, "zhouwen");
  const [look] = (await getMatter(city.ctx(), tie!.otherId)).open;
  expect((await lab.get(`/console/matters/${tie!.otherId}/checklists/${look!.taskId}`)).html).toContain("钢丝绳没有断丝");
  await work(city, "zhouwen", tie!.otherId, "test", { outcome: "sound", note: "合格", looked: { rope: "yes", brake: "yes" } });
  await city.drain();
  expect(await waiting(matterId)).toEqual(["recheck"]);

  const desk = await signedIn(city, app, inspector);
  const { html } = await desk.get(`/console/matters/${matterId}`);
  expect(html).toContain("1,200.50 元");
  const task = (await getMatter(city.ctx(), matterId)).open[0]!.taskId;
  const list = await desk.get(`/console/matters/${matterId}/checklists/${task}`);
  expect([list.status, list.html]).toEqual([200, expect.stringContaining("防护设施已经恢复") as unknown]);

  at(city, "2026-11-25T09:00:00+08:00");
  await work(city, inspector, matterId, "recheck", { outcome: "storm", until: "2026-11-27", reason: "大风" });
  expect(runningStops(await now(matterId)).map(({ stop }) => stop)).toEqual(["storm"]);
  at(city, "2026-11-28T00:01:00+08:00");
  await sweepClocks(city.ctx());
  const met = { fixed: "yes", guard: "yes", record: "none" };
  await expect(work(city, inspector, matterId, "recheck", { outcome: "pass", found: { ...met, guard: "no" }, companion: second })).rejects.toMatchObject({
    fields: { outcome: "关键项有不符合的，不能判合格。" },
  });
  await work(city, inspector, matterId, "recheck", { outcome: "pass", found: met, companion: second });
  const sign = (await getMatter(city.ctx(), matterId)).open.find(({ signOf }) => signOf !== null)!;
  await completeTask(await city.staff(second), matterId, sign.taskId, { outcome: "agree" });
  const doors = await openDoors(city);
  const { bearer } = await doors.credentials({ staff: inspector });
  const { number } = await now(matterId);
  const sent = await doors.app.inject({
    method: "POST",
    url: `/api/v1/matters/${matterId}/messages`,
    headers: { authorization: `Bearer ${bearer}` },
    payload: { message: "insured", key: number },
  });
  await doors.app.close();
  expect(sent.statusCode).toBe(201);
  expect((await now(matterId)).state).toBe("cleared");
  const papers = await listDocuments(city.ctx(), matterId);
  expect(JSON.stringify(papers.map(({ data }) => data))).toContain("花费1,200.50 元，予以销号");
  expect(await listBreaches(city.ctx(), [matterId, tie!.otherId])).toEqual([]);
});

test("two who do the same step at once: one does it, the other is told; it is done once", async () => {
  const matterId = await found();
  const { open } = await getMatter(city.ctx(), matterId);
  const both = await Promise.allSettled([inspector, second].map(async (who) => completeTask(await city.staff(who), matterId, open[0]!.taskId, order)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await listActs(city.ctx(), matterId)).filter(({ kind }) => kind === "done")).toHaveLength(1);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("what the clock begins is begun once a month, and stands in its list", async () => {
  at(city, "2026-11-24T09:30:00+08:00");
  const begun = async () => {
    await beginTimed(city.ctx());
    return (await city.database.owner.query<{ n: number }>("select count(*)::int as n from matter.matters where kind = 'month-round'")).rows[0]!.n;
  };
  expect([await begun(), await begun()]).toEqual([1, 1]);
  at(city, "2026-12-01T09:30:00+08:00");
  expect(await begun()).toBe(2);
  const { html } = await (await signedIn(city, app, chief)).get("/console/kinds/month-round");
  expect(html).toContain("每月未销号隐患督促");
});
