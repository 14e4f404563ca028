import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listParties } from "#matter/party";
import { findByNumber, getMatter } from "#matter/matter";
import { listRatings } from "#matter/rating";
import { cityOfKinds, appointed, work } from "./city.ts";
import { at, type TestCity } from "../city.ts";
import { openPortal, type Portal, type Visitor } from "../visitor.ts";

// Somebody who is not signed in, and wants a street lamp mended.

const CENTRE = "12990100MB0000002T";
const URBAN = "11990100MB00000057";
const LAMP = { summary: "书院街路灯不亮", "where-address": "书院街20号", "where-area": "990101002001" };
const NAMELESS = { ...LAMP, _who: "anonymous" };

let city: TestCity;
let portal: Portal;
let [dispatcher, handler, visits]: string[] = [];
beforeAll(async () => {
  city = await cityOfKinds();
  portal = await openPortal(city);
  dispatcher = await appointed(city, "linjing", "dispatcher", CENTRE);
  handler = await appointed(city, "zhouwen", "handler", URBAN);
  visits = await appointed(city, "tanglei", "visitor", CENTRE);
});
afterAll(async () => {
  await portal.close();
  await city.close();
});

/** What a form carries besides what is typed. */
function hidden(html: string): Record<string, string> {
  return Object.fromEntries([...html.matchAll(/<input type="hidden" name="(_once|_asked)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
}

async function sent(who: Visitor, fields: Record<string, string> = NAMELESS): Promise<{ number: string; code: string; html: string }> {
  const form = await who.get("/items/hotline-complaint/begin");
  const { to } = await who.post("/items/hotline-complaint/begin", { ...hidden(form.html), ...fields });
  expect(to).toBe("/follow/matter/begun");
  const { html } = await who.get(to);
  const [number, code] = [...html.matchAll(/<dd class="long-code">([^<]+)</g)].map((match) => match[1]!);
  return { number: number!, code: code!, html };
}

/** Who has a part in the matter of a number. */
const partiesOf = async (number: string) => listParties(city.ctx(), (await findByNumber(city.ctx(), number))!.matterId);

describe("without an account", () => {
  test("an order is begun, its number and code are told once, and it is followed by them", async () => {
    at(city, "2026-11-23T09:30:00+08:00");
    const who = portal.visitor();
    const { number, code, html } = await sent(who);
    expect(code).toMatch(/^[2-9A-Z]{8}$/);
    expect(html).toContain("查询码只显示这一次");
    expect(await partiesOf(number)).toMatchObject([{ role: "caller", kind: "anonymous", ref: null }]);
    // A second look at the receipt leads on.
    expect((await who.get("/follow/matter/begun")).to).toBe("/follow/matter");
    const other = portal.visitor();
    expect((await other.get("/follow/matter")).to).toBe("/follow");
    await other.get("/follow");
    expect((await other.post("/follow", { number, code: code.toLowerCase() })).to).toBe("/follow/matter");
    const progress = await other.get("/follow/matter");
    expect(progress.html).toContain("诉求已收到");
    expect(progress.html).not.toContain("书院街20号");
    await other.post("/follow/end");
    expect((await other.get("/follow/matter")).to).toBe("/follow");
  });

  test("who leaves a name and a phone is known by them to staff, masked, and follows by the code as well", async () => {
    const { number } = await sent(portal.visitor(), { ...LAMP, _who: "person", _name: "吴守昌", _phone: "199 0000 0123" });
    expect(await partiesOf(number)).toMatchObject([{ kind: "person", ref: null, label: "吴*昌", follows: true }]);
  });

  test("what is missing comes back with what was typed, at each field", async () => {
    const who = portal.visitor();
    await who.get("/items/hotline-complaint/begin");
    const { status, html } = await who.post("/items/hotline-complaint/begin", { ...LAMP, summary: "", _asked: "summary where category against photos secret" });
    expect(status).toBe(422);
    expect(html).toContain("请选择是否留下姓名");
    expect(html).toContain('value="书院街20号"');
    const nameless = await who.post("/items/hotline-complaint/begin", { ...LAMP, _asked: "summary where category against photos secret", _who: "person" });
    expect(nameless.html).toContain("请填写姓名或者名称");
  });

  test("the same form sent twice is one order with one code; changed, it is asked again", async () => {
    const who = portal.visitor();
    const form = hidden((await who.get("/items/hotline-complaint/begin")).html);
    const count = async () => Number((await city.database.owner.query("select count(*) from matter.matters where kind = 'work-order'")).rows[0].count);
    const before = await count();
    const answers = [];
    for (let time = 0; time < 2; time += 1) {
      await who.post("/items/hotline-complaint/begin", { ...form, ...NAMELESS });
      answers.push((await who.get("/follow/matter/begun")).html.match(/<dd class="long-code">[^<]+/g));
    }
    expect(answers[0]).toHaveLength(2);
    expect(answers[1]).toEqual(answers[0]);
    const changed = await who.post("/items/hotline-complaint/begin", { ...form, ...NAMELESS, summary: "书院街两盏灯不亮" });
    expect([changed.status, await count()]).toEqual([409, before + 1]);
  });

  test("guessing codes is slowed down, and a stranger's code opens nothing", async () => {
    const { number } = await sent(portal.visitor());
    const who = portal.visitor();
    await who.get("/follow");
    const answers: number[] = [];
    for (let time = 0; time < 7; time += 1) answers.push((await who.post("/follow", { number, code: "22222222" })).status);
    expect(answers.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
    expect(answers.at(-1)).toBe(429);
    expect((await who.get("/follow/matter")).to).toBe("/follow");
  });
});

test("the house answers, and who brought it up reads it and rates it by number and code", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const who = portal.visitor();
  const { number } = await sent(who);
  const { matterId } = (await findByNumber(city.ctx(), number))!;
  await work(city, dispatcher!, matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  await work(city, handler!, matterId, "sign", { outcome: "sign" });
  const running = (await who.get("/follow/matter")).html;
  expect(running).toContain("已经签收，11月30日前答复您");
  expect(running).toContain("答复还剩 5 个工作日，11月30日前");
  expect(running).not.toContain("派单；");
  expect(running).toContain("接下来：");
  await work(city, handler!, matterId, "handle", { outcome: "done", answer: "路灯已经修好。" });
  await work(city, visits!, matterId, "visit", { outcome: "close", reached: true, note: "来电人语气不好" });
  const { html } = await who.get("/follow/matter");
  expect(html).toContain("路灯已经修好。");
  expect(html).not.toContain("来电人语气不好");
  expect(html).toContain("诉求答复单");
  const rating = /\/follow\/matter\/rate\/\d/.exec(html)![0];
  expect((await who.get(rating)).html).not.toContain("是否留下您的姓名");
  expect((await who.post(rating, { level: "5", comment: "等了一周" })).to).toBe("/follow/matter?rated=1");
  expect(await listRatings(city.ctx(), matterId)).toMatchObject([{ service: "办结", level: 5, named: false }]);
  expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("closed");
});

describe("with an account", () => {
  test("an order under one's name stands among one's matters and is taken back until it is dispatched", async () => {
    at(city, "2026-11-23T09:30:00+08:00");
    const she = await portal.signedIn("lin-xiuying");
    const form = hidden((await she.get("/items/hotline-complaint/begin")).html);
    const { to } = await she.post("/items/hotline-complaint/begin", { ...form, ...LAMP, _who: "person" });
    const matterId = /matters\/([0-9a-f-]{36})/.exec(to)![1]!;
    expect((await she.get(to)).html).toContain("已经收到");
    expect((await she.get("/my")).html).toContain("投诉 · 书院街路灯不亮");
    expect((await she.get(`/my/matters/${matterId}`)).html).toContain("撤回");
    await work(city, dispatcher!, matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
    await she.get(`/my/matters/${matterId}`);
    expect((await she.post(`/my/matters/${matterId}/withdraw`)).status).toBe(409);
    expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("dispatched");
    const stranger = await portal.signedIn("wu-shouchang");
    expect((await stranger.get(`/my/matters/${matterId}`)).status).toBe(403);
  });

  test("who would not be named is not, and follows by the code", async () => {
    const she = await portal.signedIn("lin-xiuying");
    const { number } = await sent(she);
    expect(await partiesOf(number)).toMatchObject([{ kind: "anonymous", ref: null }]);
    expect((await she.get("/my")).html).not.toContain(number);
  });
});

describe("finding", () => {
  test("items without a guide stand under their kind, and are found by search; their page asks for no materials", async () => {
    const all = (await portal.visitor().get("/items")).html;
    expect(all).toMatch(/<section id="work-order"><h2>12345 反映诉求<\/h2>/);
    const found = (await portal.visitor().get(`/search?q=${encodeURIComponent("涉企投诉")}`)).html;
    expect(found).toContain("/items/hotline-business");
    const page = await portal.visitor().get("/items/hotline-complaint");
    expect(page.html).toContain("/items/hotline-complaint/begin");
    expect(page.html).not.toContain("要带什么");
    expect((await portal.visitor().get("/items/food-licence/begin")).status).toBe(404);
  });
});
