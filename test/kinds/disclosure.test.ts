import { afterAll, beforeAll, expect, test } from "vitest";
import { clockOf, dueDayOf } from "#matter/clocks";
import { getMatter, listBreaches, listDocuments } from "#matter/matter";
import { listNotices } from "#matter/notice";
import { listParties } from "#matter/party";
import { sweepClocks } from "#matter/timing";
import { viewAsStaff } from "#matter/view";
import { completeTask, type TaskResult } from "#matter/work";
import { issuedFile } from "#proof/document";
import { findStanding } from "#register/register";
import { serve, signedIn } from "../console-browser.ts";
import { at, type TestCity } from "../city.ts";
import { openPortal, type Portal } from "../visitor.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// 依申请公开: somebody asks for what the house knows; whom it is about is found when it is looked for, and asked; each answer has a paper of its own.

const OFFICE = "11990100MB0000009K";
const [clerk, chief, second, keeper] = ["liangbo", "renhong", "yuanye", "zhouwen"];

let city: TestCity;
let portal: Portal;
beforeAll(async () => {
  city = await cityOfKinds("openness");
  portal = await openPortal(city);
  await appointed(city, clerk, "openness-clerk", OFFICE);
  await appointed(city, chief, "openness-chief", OFFICE);
  await appointed(city, second, "openness-chief", OFFICE);
  await appointed(city, keeper, "openness-unit", OFFICE);
});
afterAll(async () => {
  await portal.close();
  await city.close();
});

const hidden = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/<input type="hidden" name="(_once|_asked)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const waiting = async (matterId: string) => (await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind);
const she = () => city.person("jiang-li");
const RESTAURANT = { kind: "organisation", name: "云州小满餐饮有限公司", number: "91990100MA0000001G" };

/** 江莉 asks on the portal; what the first page makes necessary is asked on the second. */
async function asked(subject: string): Promise<string> {
  at(city, "2026-11-24T09:30:00+08:00");
  const her = await portal.signedIn("jiang-li");
  const begin = "/items/disclosure-general/begin";
  const typed = { subject, form_wanted: "file", way: "mail", phone: "19900000026" };
  const more = await her.post(begin, { ...hidden((await her.get(begin)).html), ...typed });
  expect(more.html).toContain("电子邮箱");
  const { to } = await her.post(begin, { ...hidden(more.html), ...typed, email: "jiang@example.org" });
  return /matters\/([0-9a-f-]{36})/.exec(to)![1]!;
}

async function searched(matterId: string, result: TaskResult): Promise<void> {
  await work(city, clerk, matterId, "enter", { outcome: "clear" });
  await work(city, keeper, matterId, "search", { note: "在档案里", ...result });
}

/** Answered by one, and confirmed by the second: nothing is answered before. */
async function answered(matterId: string, result: TaskResult): Promise<void> {
  await work(city, chief, matterId, "answer", { ...result, companion: second });
  const { matter, open } = await getMatter(city.ctx(), matterId);
  expect([matter.phase, open.map(({ signOf }) => signOf !== null)]).toEqual(["open", [true]]);
  await completeTask(await city.staff(second), matterId, open[0]!.taskId, { outcome: "agree" });
}

test("what the house asks for is told in full; while it waits the clock stands, and it is later by that", async () => {
  const matterId = await asked("云门大道改造的批复");
  await work(city, clerk, matterId, "enter", { outcome: "unclear", missing: "请写明文号", days: 7 });
  await city.drain();
  const [, told] = await listNotices(await she());
  expect([told!.title, told!.body]).toEqual(["请更正补充", "请在7个工作日内更正补充：请写明文号"]);
  expect((await listDocuments(city.ctx(), matterId))[0]!.data).toMatchObject({
    blocks: [{}, { text: expect.stringContaining("7个工作日内更正补充：请写明文号") as unknown }],
  });
  at(city, "2026-11-26T09:30:00+08:00");
  const her = await portal.signedIn("jiang-li");
  expect((await her.get(`/my/matters/${matterId}`)).html).toContain("请在7个工作日内更正补充：请写明文号");
  await work(city, await she(), matterId, "correct", { outcome: "corrected" });
  expect(dueDayOf(clockOf(await now(matterId), "answer"))).toBe("2026-12-24");
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("who does not put it right in time has given it up: by the law, and told so", async () => {
  const matterId = await asked("历年财政补贴名单");
  await work(city, clerk, matterId, "enter", { outcome: "unclear", missing: "请写明年份", days: 7 });
  at(city, "2026-12-04T00:01:00+08:00");
  await sweepClocks(city.ctx());
  await city.drain();
  expect([(await now(matterId)).state, await waiting(matterId)]).toEqual(["lapsed", []]);
  expect((await listNotices(await she()))[0]!.body).toContain("视为放弃");
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("whom the search names is a party from then on: asked, followed, sealed, and named by label alone in the result", async () => {
  const matterId = await asked("餐饮企业检查结果");
  const restaurant = () => city.person("chen-xiaoman", "xiaoman-catering");
  await expect(work(city, await restaurant(), matterId, "consult", { outcome: "agree" })).rejects.toThrow();
  await searched(matterId, { outcome: "consult", third: RESTAURANT });
  await city.drain();
  expect((await listParties(city.ctx(), matterId)).map(({ role, label, follows }) => [role, label, follows])).toEqual([
    ["asker", "江*", true],
    ["third", "云州小满餐饮有限公司", true],
  ]);
  const kept = await city.database.owner.query("select result from matter.tasks where matter_id = $1 and kind = 'search'", [matterId]);
  expect(kept.rows[0].result.third).toEqual({ kind: "organisation", name: "云州小满餐饮有限公司" });
  const flow = await city.database.owner.query("select flow::text from matter.matters where matter_id = $1", [matterId]);
  expect(flow.rows[0].flow).not.toContain("91990100MA0000001G");
  const owner = await portal.owner();
  expect((await owner.get(`/my/matters/${matterId}`)).html).toContain("等您对公开提意见");
  const task = (await getMatter(city.ctx(), matterId)).open[0]!.taskId;
  const sent = await owner.post(`/my/matters/${matterId}/tasks/${task}`, { outcome: "refuse", stance: "有我们的配方，不同意公开。" });
  expect([sent.status, await waiting(matterId)]).toEqual([303, ["answer"]]);

  await answered(matterId, { outcome: "withhold", ground: "a15", reason: "涉及商业秘密" });
  const paper = (await listDocuments(city.ctx(), matterId)).at(-1)!;
  const { blocks } = paper.data as { blocks: { text: string }[] };
  expect(blocks[1]!.text).toContain("政府信息公开条例第十五条：商业秘密、个人隐私");
  expect(blocks[2]!.text).toContain("60日内申请行政复议");
  const staff = await city.staff(chief);
  expect((await issuedFile(staff, await viewAsStaff(staff, matterId), paper, "pdf")).content.subarray(0, 5).toString()).toBe("%PDF-");
  const { number } = await now(matterId);
  expect(await findStanding(city.ctx(), "disclosure", number!)).toMatchObject({ outcome: "withheld", subject: "餐饮企业检查结果" });
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("a longer time is told once, in the words of its kind, with its day; the answer's body and sum stand on its paper as they are read; it may be rated", async () => {
  const matterId = await asked("地铁三号线的批复");
  await searched(matterId, { outcome: "found" });
  await work(city, chief, matterId, "answer", { outcome: "longer", days: 10, reason: "要整理" });
  await city.drain();
  const told = (await listNotices(await she())).filter((each) => each.matterId === matterId).map(({ title, body }) => [title, body]);
  expect(told[0]).toEqual(["延长答复期限", "延长10个工作日，1月6日前答复您，理由：要整理"]);
  expect(told).toHaveLength(2);
  await expect(work(city, chief, matterId, "answer", { outcome: "longer", days: 5, reason: "还要" })).rejects.toMatchObject({ status: 422 });
  const body = [
    { kind: "heading", text: "批复" },
    { kind: "paragraph", text: "同意建设。" },
    { kind: "item", text: "一期" },
    { kind: "item", text: "二期" },
  ];
  await answered(matterId, { outcome: "disclose", content: body, copies: 3, fee: 12050 });
  const { blocks } = (await listDocuments(city.ctx(), matterId)).at(-1)!.data as { blocks: object[] };
  expect(blocks.slice(2)).toEqual([
    { type: "paragraph", text: "批复" },
    { type: "paragraph", text: "同意建设。" },
    { type: "list", items: ["一期", "二期"] },
    { type: "paragraph", text: "信息处理费120.50 元。" },
  ]);
  const her = await portal.signedIn("jiang-li");
  const { html } = await her.get(`/my/matters/${matterId}`);
  expect(html).toContain("评价");
  for (const word of ["undefined", "申请人", "受理", "准予", "许可", "补正"]) expect(html, word).not.toContain(word);
  const app = await serve(city);
  const desk = await signedIn(city, app, chief);
  for (const path of [`/console/matters/${matterId}`, "/console/kinds/disclosure?f-state=all"]) {
    const page = await desk.get(path);
    expect(page.status, path).toBe(200);
  }
  await app.close();
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("two answers at once: one is given, the other is told that it is done", async () => {
  const matterId = await asked("人才公寓的分配名单");
  await searched(matterId, { outcome: "found" });
  const { taskId } = (await getMatter(city.ctx(), matterId)).open[0]!;
  const both = await Promise.allSettled([
    completeTask(await city.staff(chief), matterId, taskId, { outcome: "published", where_found: "门户网站", companion: second }),
    completeTask(await city.staff(second), matterId, taskId, { outcome: "disclose", content: [{ kind: "paragraph", text: "名单如下。" }], companion: chief }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await listDocuments(city.ctx(), matterId)).toHaveLength(0);
  const [sign] = (await getMatter(city.ctx(), matterId)).open;
  const companion = both[0]!.status === "fulfilled" ? second : chief;
  await completeTask(await city.staff(companion), matterId, sign!.taskId, { outcome: "agree" });
  expect(await listDocuments(city.ctx(), matterId)).toHaveLength(1);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});
