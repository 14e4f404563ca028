import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { getMatter } from "#matter/matter";
import { at, type TestCity } from "../city.ts";
import { multipart } from "../callers.ts";
import { serve, signedIn, type ConsoleBrowser } from "../console-browser.ts";
import { samplePdf } from "../../src/seed/walk.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// The pages of the console are drawn from the kind alone: what no licence ever had stands there by the words of its pack.

const CENTRE = "12990100MB0000002T";
const URBAN = "11990100MB00000057";

let city: TestCity;
let app: FastifyInstance;
let desk: ConsoleBrowser;
beforeAll(async () => {
  city = await cityOfKinds();
  await appointed(city, "linjing", "dispatcher", CENTRE);
  await appointed(city, "linjing", "seat", CENTRE);
  await appointed(city, "zhouwen", "handler", URBAN);
  await appointed(city, "tanglei", "visitor", CENTRE);
  app = await serve(city);
  desk = await signedIn(city, app, "linjing");
});
afterAll(async () => {
  await app.close();
  await city.close();
});

const lamp = { summary: "书院街路灯不亮", where: { address: "书院街20号", area: "990101002001" } };
const nobody = () => city.ctx({ kind: "anonymous", id: "", name: "" });
const reported = () => begin(nobody(), { item: "hotline-complaint", channel: "online", form: lamp, party: { kind: "anonymous" } });
const taskOf = async (matterId: string) => (await getMatter(city.ctx(), matterId)).open.find(({ party }) => party === null)!.taskId;

describe("a matter of any kind", () => {
  test("says in its head what it is, where it stands and what is left, in hours where the clock is in hours", async () => {
    at(city, "2026-11-23T09:30:00+08:00");
    const { matterId } = await reported();
    city.now = new Date("2026-11-23T10:30:00+08:00");
    const morning = await signedIn(city, app, "linjing");
    const { html } = await morning.get(`/console/matters/${matterId}`);
    expect(html).toContain("投诉 · 书院街路灯不亮");
    expect(html).toContain("待派单");
    expect(html).toContain("派单还剩 59 分钟，11月23日（周一）11:30前");
    expect(html).toContain("等您办：派单");
    expect(html).toContain("不愿透露姓名");
    expect(html).toContain("诉求人");
    expect(html).not.toContain("申请人");
    city.now = new Date("2026-11-23T13:40:00+08:00");
    const noon = await signedIn(city, app, "linjing");
    expect((await noon.get(`/console/matters/${matterId}`)).html).toContain("已超 2 小时");
  });

  test("stands in the queue of who works on it, with its place there and what comes before and after", async () => {
    const first = await reported();
    const second = await reported();
    const { html } = await desk.get(`/console/matters/${second.matterId}`);
    const pane = /<nav class="queue"[^]*?<.nav>/.exec(html)![0];
    const rows = [...pane.matchAll(/matters.([0-9a-f-]{36})"([^>]*)>/g)].map(([, id, more]) => [id, more!.trim()]);
    const place = rows.findIndex(([id]) => id === second.matterId);
    expect(rows[place]).toEqual([second.matterId, 'aria-current="page"']);
    expect(rows[place - 1]).toEqual([first.matterId, "data-above"]);
    expect(pane).toContain(`${place + 1} / ${rows.length}`);
    // Who has no work of it has no queue.
    const reader = await signedIn(city, app, "sujin");
    const read = await reader.get(`/console/matters/${second.matterId}`);
    expect([read.status, read.html.includes('class="queue"')]).toEqual([200, false]);
  });

  test("offers one form for each outcome, drawn by what the work asks for, and takes what it brings", async () => {
    const { matterId } = await reported();
    const task = await taskOf(matterId);
    const { html } = await desk.get(`/console/matters/${matterId}`);
    for (const word of ["派单", "直接答复", "并单", "作废"]) expect(html).toContain(word);
    expect(html).toContain(`name="${task}-dispatch-unit"`);
    const url = `/console/matters/${matterId}/tasks/${task}`;
    const bare = await desk.post(url, { _outcome: "dispatch" });
    expect(bare.status).toBe(422);
    expect(bare.html).toContain(`href="#f-${task}-dispatch-unit"`);
    const done = await desk.post(url, { _outcome: "dispatch", [`${task}-dispatch-unit`]: URBAN, [`${task}-dispatch-note`]: "请尽快" });
    expect(done.location).toBe(`/console/matters/${matterId}?done=dispatch`);
    const after = (await desk.get(done.location)).html;
    expect(after).toContain("已办理：派单");
    expect(after).toContain("请尽快");
  });

  test("shows what everybody wrote, and the matters that it is tied to", async () => {
    const [first, second] = [await reported(), await reported()];
    await work(city, await city.staff("linjing"), second.matterId, "dispatch", { outcome: "merge", matter: first.number });
    const { html } = await desk.get(`/console/matters/${second.matterId}`);
    expect(html).toContain("关联的件");
    expect(html).toContain(`/console/matters/${first.matterId}`);
    expect(html).toContain(first.number);
    expect(html).toContain("派单：并单");
  });
});

const DAY = { "f-received-from": "2026-11-20", "f-received-until": "2026-11-30" };
const listed = (browser: ConsoleBrowser, query: Record<string, string> = {}) =>
  browser.get(`/console/kinds/work-order?${new URLSearchParams(query).toString()}`);

describe("the list of a kind", () => {
  test("stands in the navigation of whoever reads it, and of nobody else", async () => {
    expect((await desk.get("/console/inbox")).html).toContain('href="/console/kinds/work-order"');
    const stranger = await signedIn(city, app, "gaojian");
    expect((await stranger.get("/console/inbox")).html).not.toContain("/console/kinds/work-order");
    expect((await listed(stranger)).status).toBe(403);
    expect((await desk.get("/console/kinds/no-such-kind")).status).toBe(404);
  });

  test("has columns and filters by the kind, what is running first, and chips that drop a condition", async () => {
    const { matterId } = await reported();
    const { html } = await listed(desk);
    for (const head of ["时限", "属于哪一类", "地点", "状态", "渠道", "紧急程度"]) expect(html).toContain(head);
    expect(html).toContain(matterId);
    expect(html).toContain("状态：在办");
    const narrowed = await listed(desk, { "f-state": "handling", "f-item": "hotline-business", ...DAY });
    expect(narrowed.html).toContain("没有符合条件的工单");
    expect(narrowed.html).toContain("事项：涉企投诉");
    expect((await listed(desk, { "f-item": "hotline-complaint", ...DAY })).html).toContain(matterId);
    expect((await listed(desk, { "f-clock.main": "late" })).html).not.toContain(matterId);
  });

  test("shows the columns that its address names, sorts by their heads, and finds by words, whose text no address carries", async () => {
    const { matterId } = await reported();
    const { html } = await listed(desk, { cols: "number,form.summary,place.address,clock.dispatch,channel,received", sort: "-received" });
    for (const text of ["反映什么", "书院街路灯不亮", "书院街20号", "网上", 'aria-sort="descending"']) expect(html).toContain(text);
    const found = await desk.post("/console/kinds/work-order", { q: "路灯", "f-state": "all" });
    expect(found.location).not.toContain(encodeURIComponent("路灯"));
    expect((await desk.get(found.location)).html).toContain(matterId);
    const chosen = await desk.post("/console/kinds/work-order", { _cols: "1", "c-number": "1", "c-unit": "1" });
    expect(new URL(chosen.location, "http://city").searchParams.get("cols")).toBe("unit,number");
  });

  test("is kept as a view: its conditions, columns and order under a name, with how many there are now, for nobody else", async () => {
    const list = "/console/kinds/work-order";
    const asked = { "f-unit": CENTRE, "f-state": "open", sort: "-received", cols: "number,title" };
    const at = `${list}?${new URLSearchParams(asked)}`;
    expect((await desk.get(at)).html).toContain("存成视图");
    const unnamed = await desk.post(`${list}/views`, { ...asked, name: " " });
    expect([unnamed.status, unnamed.html]).toEqual([422, expect.stringContaining("请给视图起个名字")]);
    const kept = await desk.post(`${list}/views`, { ...asked, name: "中心手里的" });
    await reported();
    expect([kept.status, kept.location]).toEqual([303, expect.stringContaining("done=view")]);
    const { html } = await desk.get(at);
    const [, address, count] = /<a href="([^"]+)" aria-current="page">(?:(?!<.a>).)*中心手里的<.span>(?:<span class="console-count">(\d+)<)?/.exec(html)!;
    expect(Object.fromEntries(new URL(address!.replaceAll("&amp;", "&"), "http://city").searchParams)).toEqual(asked);
    expect(Number(count ?? 0)).toBe(Number(/(\d+) 件/.exec(html)![1]));
    expect(html).toContain("删除视图“中心手里的”");
    const other = await signedIn(city, app, "zhouwen");
    expect((await other.get(list)).html).not.toContain("中心手里的</span>");
    const [, id] = /views\/([^/]+)\/removal/.exec(html)!;
    expect((await other.post(`${list}/views/${id!}/removal`, {})).status).toBe(404);
    await desk.post(`${list}/views/${id!}/removal`, {});
    expect((await desk.get(list)).html).not.toContain("中心手里的</span>");
  });

  test("leaves as a file with the columns and conditions of the list, for a reason that stands on record", async () => {
    const { number } = await reported();
    const url = "/console/kinds/work-order/export?cols=number,form.summary,unit&f-state=open";
    await desk.get(url);
    expect((await desk.post(url, { format: "csv", reason: "看" })).status).toBe(422);
    const file = await desk.post(url, { format: "csv", reason: "准备周五的办理情况通报" });
    expect(file.status).toBe(200);
    expect(file.html).toContain("编号");
    expect(file.html).toContain("书院街路灯不亮");
    expect(file.html).toContain(number);
    const rows = await city.database.owner.query("select 1 from trace.looks where fields::text like '%工单：导出%'");
    expect(rows.rows.length).toBe(1);
  });
});

describe("a new matter at the desk", () => {
  const NEW = "/console/kinds/work-order/new";
  const call = {
    _item: "hotline-business",
    _channel: "phone",
    "_party-kind": "person",
    "_party-name": "卢采薇",
    "_party-phone": "19900000107",
    _priority: "1",
  };

  test("is offered to whom a channel of the kind is, for items that are theirs to begin", async () => {
    expect((await listed(desk)).html).toContain(`href="${NEW}"`);
    const handler = await signedIn(city, app, "zhouwen");
    expect((await listed(handler)).html).not.toContain(NEW);
    expect((await handler.get(NEW)).status).toBe(403);
    expect((await desk.get("/console/kinds/application/new")).status).toBe(403);
    const { html } = await desk.get(NEW);
    for (const text of ["咨询", "投诉", "涉企投诉"]) expect(html).toContain(text);
  });

  test("asks the form for whom it is, keeps what was typed, and names what is missing", async () => {
    const { html } = await desk.get(`${NEW}?item=hotline-business&channel=phone`);
    for (const text of ["诉求人", "反映什么", "在哪里", "特急"]) expect(html).toContain(text);
    const bare = await desk.post(NEW, { ...call, "_party-phone": "123", "where-address": "窑前路88号" });
    expect(bare.status).toBe(422);
    expect(bare.html).toContain("诉求人的电话");
    expect(bare.html).toContain("窑前路88号");
    const missing = await desk.post(NEW, { ...call, "where-address": "窑前路88号", "where-area": "990101002001" });
    expect(missing.status).toBe(422);
    expect(missing.html).toContain('href="#f-summary"');
    expect(missing.html).toContain("卢采薇");
  });

  test("begins, once, with its party, priority and place; whoever gave no name gets a code, shown once", async () => {
    await desk.get(`${NEW}?item=hotline-business&channel=phone`);
    const whole = { ...call, summary: "烧烤店油烟直排", "where-address": "窑前路88号", "where-area": "990101002001", _key: "a-call-at-the-desk" };
    const done = await desk.post(NEW, whole);
    expect(done.location).toMatch(/^\/console\/matters\/[0-9a-f-]{36}\?done=begun$/);
    expect((await desk.post(NEW, whole)).location).toBe(done.location);
    const matterId = done.location.slice(17, 53);
    const { matter } = await getMatter(city.ctx(), matterId);
    expect([matter.channel, matter.priority, matter.area, matter.itemName]).toEqual(["phone", 1, "990101002001", "涉企投诉"]);
    const { html } = await desk.get(done.location);
    expect(html).toContain("卢*薇");
    expect(html).toContain("199****0107");
    expect(html).not.toContain("卢采薇");
    const shown = await desk.post(`/console/matters/${matterId}/unmask`, { field: "party.1.phone", reason: "打电话核实油烟地址" });
    expect(shown.html).toContain("19900000107");
    const nameless = await desk.post(NEW, { ...whole, "_party-kind": "anonymous", "_party-name": "", "_party-phone": "", _key: "another-call-there" });
    expect(nameless.html).toMatch(/查询码 [2-9A-Z]{8}/);
  });
});

test("a result that asks for files takes them with the form, and its reader opens them", async () => {
  const { matterId } = await reported();
  const handler = await signedIn(city, app, "zhouwen");
  await work(city, await city.staff("linjing"), matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  await work(city, await city.staff("zhouwen"), matterId, "sign", { outcome: "sign" });
  const task = await taskOf(matterId);
  const { html } = await handler.get(`/console/matters/${matterId}`);
  expect(html).toContain('enctype="multipart/form-data"');
  const { payload, "content-type": type } = multipart(
    { _token: handler.token, _outcome: "done", [`${task}-done-answer`]: "路灯已经修好。" },
    { name: "修好的路灯.pdf", content: samplePdf("修好的路灯") },
    `${task}-done-files`,
  );
  const sent = await app.inject({
    method: "POST",
    url: `/console/matters/${matterId}/tasks/${task}`,
    headers: { "content-type": type, cookie: [...handler.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    payload,
  });
  expect([sent.statusCode, sent.headers.location]).toEqual([303, `/console/matters/${matterId}?done=done`]);
  const page = (await desk.get(`/console/matters/${matterId}`)).html;
  expect(page).toContain("修好的路灯.pdf");
  const file = /\/files\/([0-9a-f-]{36})/.exec(page)![0];
  expect((await desk.get(`/console/matters/${matterId}${file}`)).status).toBe(200);
});

test("the board counts each kind in a period, with what is open and late now", async () => {
  at(city, "2026-12-02T09:30:00+08:00");
  const { matterId } = await reported();
  await work(city, await city.staff("linjing"), matterId, "dispatch", { outcome: "answer", answer: "已经派人去修。" });
  await work(city, await city.staff("tanglei"), matterId, "visit", { outcome: "close", reached: true });
  city.now = new Date("2026-12-02T10:00:00+08:00");
  const chief = await signedIn(city, app, "sujin");
  const row = async (query: string): Promise<string[]> => {
    const { html } = await chief.get(`/console/board?${query}`);
    const line =
      html
        .split("<tr ")
        .slice(1)
        .find((each) => each.includes("工单")) ?? "";
    return [...line.matchAll(/data-title="([^"]+)"[^>]*>(?:<[^>]+>)*\s*([^<]+)</g)].map(([, title, value]) => `${title} ${value}`);
  };
  expect(await row("period=day")).toEqual(expect.arrayContaining(["收到 1", "办结 1", "按期办结 —"]));
  expect(await row("period=day&at=2026-12-01")).toEqual(expect.arrayContaining(["收到 0", "办结 0"]));
  expect((await chief.get("/console/board?kind=work-order&period=year")).html).toContain("投诉");
});

test("what a kind says first comes first: the ordinary outcome is the filled button, the first clock the main one", async () => {
  const { matterId } = await reported();
  const { html } = await desk.get(`/console/matters/${matterId}`);
  const outcomes = [...html.matchAll(/name="_outcome" value="([a-z]+)"/g)].map(([, outcome]) => outcome);
  expect(outcomes).toEqual(["dispatch", "answer", "merge", "raise", "mediate", "transfer", "decline", "void"]);
  await work(city, await city.staff("linjing"), matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  const { matter } = await getMatter(city.ctx(), matterId);
  expect(matter.dueAt).toEqual(matter.clocks.find(({ clockId }) => clockId === "handle")!.dueAt);
});
