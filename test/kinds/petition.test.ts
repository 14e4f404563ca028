import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { clockOf, dueDayOf, runningStops } from "#matter/clocks";
import { listTies } from "#matter/link";
import { getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { listNotices, listToldStaff } from "#matter/notice";
import { listParties } from "#matter/party";
import { sweepClocks } from "#matter/timing";
import { viewMatter } from "#matter/view";
import { withdraw } from "#matter/work";
import { issuedFile } from "#proof/document";
import { serve, signedIn } from "../console-browser.ts";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// 信访事项: somebody writes, alone, with others or without a name; it is registered, handed to a unit, answered, and may be looked at again.

const CITY = "11990100MB0000010Q";
const URBAN = "11990100MB00000057";

let city: TestCity;
beforeAll(async () => {
  city = await cityOfKinds("petition", "office");
  await appointed(city, "linjing", "petition-clerk", CITY);
  await appointed(city, "gaojian", "petition-chief", CITY);
  await appointed(city, "zhouwen", "petition-handler", URBAN);
  await appointed(city, "tanglei", "petition-handler", URBAN);
});
afterAll(() => city.close());

const sign = { category: "0102", facts: "门口的广告牌松动很久了。", request: "请尽快修好。", where: { address: "云门大道1号", area: "990101002001" } };
const registered = { outcome: "accept", demand: "广告牌松动", category: "0102" };
const answer = { outcome: "answer", conclusion: "support", answer: "广告牌已经修好。" };
const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const waiting = async (matterId: string) => (await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind);

async function written(form: Record<string, unknown> = sign, item = "petition-plain"): Promise<string> {
  at(city, "2026-11-23T09:30:00+08:00");
  return (await begin(await city.person("zhou-daqing"), { item, channel: "online", form })).matterId;
}

/** Registered, handed over, dealt with by the unit as a matter of its own: what is left is the answer. */
async function dealtWith(matterId: string): Promise<void> {
  await work(city, "linjing", matterId, "register", registered);
  await work(city, "gaojian", matterId, "assign", { outcome: "assign", addressee: URBAN });
  await city.drain();
  const [child] = await listTies(city.ctx(), await now(matterId));
  await work(city, "zhouwen", child!.otherId, "sign", { outcome: "sign" });
  await work(city, "zhouwen", child!.otherId, "handle", { outcome: "done", answer: "已经加固。" });
  await city.drain();
}

/** Signed by a second member of staff of the unit: the answer is theirs together. */
async function answered(matterId: string): Promise<void> {
  const { staffId } = (await city.ctx().db.query<{ staffId: string }>("select staff_id as \"staffId\" from identity.staff where username = 'tanglei'", []))[0]!;
  await work(city, "zhouwen", matterId, "answer", { ...answer, companion: staffId });
  const { open } = await getMatter(city.ctx(), matterId);
  if (open.length > 0) await work(city, "tanglei", matterId, open[0]!.kind, { outcome: "agree" });
}

test("a petition is registered, handed to a unit as a matter of its own, answered within its time, and its papers are numbered", async () => {
  const matterId = await written();
  const early = await now(matterId);
  expect([early.phase, early.state, early.title, dueDayOf(clockOf(early, "register"))]).toEqual(["received", "received", "信访 · 周*青", "2026-12-08"]);
  await dealtWith(matterId);
  const matter = await now(matterId);
  expect([matter.state, matter.unit, dueDayOf(clockOf(matter, "answer"))]).toEqual(["assigned", URBAN, "2027-01-22"]);
  const [child] = await listTies(city.ctx(), matter);
  expect([child!.otherKind, (await now(child!.otherId)).unit, child!.state]).toEqual(["petition-task", URBAN, "已办结"]);
  await answered(matterId);
  const closed = await now(matterId);
  expect([closed.phase, closed.outcome, clockOf(closed, "answer")!.met]).toEqual(["closed", "answered", true]);
  const papers = await listDocuments(city.ctx(), matterId);
  expect(papers.map(({ kind, number }) => [kind, number])).toEqual([
    ["acceptance", "市政府信受〔2026〕1号"],
    ["answer", "城管局信复〔2026〕1号"],
  ]);
  expect(papers[1]!.data).toMatchObject({
    blocks: [{ text: "周大青：" }, { text: "广告牌已经修好。" }, { text: "如不服本答复，可以自收到之日起30日内请求复查。" }],
  });
  expect(await listBreaches(city.ctx(), [matterId, child!.otherId])).toEqual([]);
  const clerk = await city.staff("zhouwen");
  const view = await viewMatter(clerk, matterId);
  const file = await issuedFile(clerk, view, papers[1]!, "pdf");
  expect([file.content.subarray(0, 5).toString(), file.name]).toEqual(["%PDF-", "答复意见书 城管局信复〔2026〕1号.pdf"]);
});

test("several people may write together; who wrote adds what is lacking while the clocks stand, and nobody else", async () => {
  const fellow = { who: { kind: "person", name: "吴寿昌", phone: "19900000006" } };
  const matterId = await written({ ...sign, fellows: [fellow] });
  expect((await listParties(city.ctx(), matterId)).map(({ role, label }) => [role, label])).toEqual([
    ["petitioner", "周*青"],
    ["fellows", "吴*昌"],
  ]);
  await work(city, "linjing", matterId, "register", { outcome: "supplement", demand: "广告牌松动", category: "0102", wanted: "请附照片", until: "2026-12-20" });
  await city.drain();
  const stopped = await now(matterId);
  expect([stopped.state, clockOf(stopped, "register")!.stoppedAt !== null, runningStops(stopped).map(({ stop }) => stop)]).toEqual([
    "waiting",
    true,
    ["supplement"],
  ]);
  const his = () => city.person("zhou-daqing");
  expect((await listNotices(await his())).filter((each) => each.matterId === matterId).map(({ title }) => title)).toContain("等待补充");
  await expect(work(city, await city.person("chen-xiaoman"), matterId, "add", { outcome: "added", supplied: "照片" })).rejects.toMatchObject({ status: 403 });
  at(city, "2026-11-30T09:30:00+08:00");
  await work(city, await his(), matterId, "add", { outcome: "added", supplied: "照片附上。" });
  const on = await now(matterId);
  expect([on.state, dueDayOf(clockOf(on, "register")), runningStops(on)]).toEqual(["registered", "2026-12-15", []]);
  for (const wanted of ["请再附照片", "请附地址"]) {
    const ask = work(city, "linjing", matterId, "register", { outcome: "supplement", demand: "广告牌松动", category: "0102", wanted, until: "2026-12-20" });
    if (wanted === "请附地址") await expect(ask).rejects.toMatchObject({ status: 409, message: "“等待补充”最多2次，已经用完。" });
    else {
      await ask;
      await work(city, await his(), matterId, "add", { outcome: "added", supplied: "照片附上。" });
    }
  }
  await expect(
    work(city, "linjing", matterId, "register", { outcome: "refuse", demand: "不明", category: "02", reason: "不清", basis: "第二十条" }),
  ).rejects.toMatchObject({
    fields: { outcome: "民政养老类的事项不能不予受理。" },
  });
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("a longer time is asked for once; a pause tells whom it says, and ends by itself on its day", async () => {
  const matterId = await written();
  await dealtWith(matterId);
  await work(city, "zhouwen", matterId, "answer", { outcome: "extend", days: 30, reason: "等配件" });
  await work(city, "gaojian", matterId, "approve", { outcome: "agree" });
  expect(dueDayOf(clockOf(await now(matterId), "answer"))).toBe("2027-02-22");
  const pause = { outcome: "suspend", until: "2026-12-10", reason: "等吊车" };
  await work(city, "zhouwen", matterId, "answer", pause);
  await city.drain();
  expect([await waiting(matterId), clockOf(await now(matterId), "answer")!.stoppedAt !== null]).toEqual([["answer"], true]);
  const told = (await listToldStaff(await city.staff("zhouwen"))).filter((each) => each.matterId === matterId);
  expect(told.map(({ title, body }) => [title, body])).toContainEqual(["暂缓办理", expect.stringContaining("到12月10日。原因：等吊车")]);
  at(city, "2026-12-10T20:00:00+08:00");
  await sweepClocks(city.ctx());
  expect(runningStops(await now(matterId))).toHaveLength(1);
  at(city, "2026-12-11T00:01:00+08:00");
  await sweepClocks(city.ctx());
  await sweepClocks(city.ctx());
  const on = await now(matterId);
  expect([runningStops(on), clockOf(on, "answer")!.stoppedAt, dueDayOf(clockOf(on, "answer"))]).toEqual([[], null, "2027-03-11"]);
  expect((await listActs(city.ctx(), matterId)).filter(({ kind }) => kind === "resumed")).toHaveLength(1);
  await expect(work(city, "zhouwen", matterId, "answer", { ...pause, until: "2026-12-20" })).rejects.toMatchObject({ status: 409 });
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("an act and a clock tell staff: a role of the unit, whoever has the matter; the page of the console shows it, nothing personal on it", async () => {
  const matterId = await written();
  await work(city, "linjing", matterId, "register", registered);
  await work(city, "gaojian", matterId, "assign", { outcome: "assign", addressee: URBAN });
  await city.drain();
  const of = async (username: string) => (await listToldStaff(await city.staff(username))).filter((each) => each.matterId === matterId);
  expect((await of("tanglei")).map(({ body }) => body)).toEqual([`信访${(await now(matterId)).number!}交给你们办理，主题：广告牌松动`]);
  expect(await of("linjing")).toEqual([]);
  at(city, "2027-01-15T09:00:00+08:00");
  await sweepClocks(city.ctx());
  await city.drain();
  at(city, "2027-01-24T09:00:00+08:00");
  await sweepClocks(city.ctx());
  await city.drain();
  expect((await of("gaojian")).map(({ title }) => title)).toEqual(["答复已经超期"]);
  const app = await serve(city);
  const browser = await signedIn(city, app, "gaojian");
  const { html } = await browser.get("/console/notices");
  expect(html).toContain("答复已经超期");
  expect(html).not.toContain("周大青");
  await browser.post("/console/notices", {});
  expect((await of("gaojian"))[0]!.readAt).not.toBeNull();
  await app.close();
});

test("a petition that was answered is looked at again as one of its own that is tied to it; one that is open may be taken back", async () => {
  const first = await written();
  await dealtWith(first);
  await answered(first);
  const again = await written({ ...sign, earlier: (await now(first)).number }, "petition-review");
  expect((await listTies(city.ctx(), await now(again))).map(({ link, otherId }) => [link, otherId])).toEqual([["review", first]]);
  expect(await waiting(again)).toEqual(["register"]);
  await withdraw(await city.person("zhou-daqing"), again, "");
  expect([(await now(again)).state, await waiting(again)]).toEqual(["withdrawn", []]);
  await expect(written({ ...sign, earlier: "XF2026112399999" }, "petition-review")).rejects.toMatchObject({ status: 422 });
  expect(await listBreaches(city.ctx(), [first, again])).toEqual([]);
});

test("a letter without a name is written down at the desk; refusing it gives a reason, a paper, a number", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const { matterId, code } = await begin(await city.staff("linjing"), { item: "petition-plain", channel: "letter", form: sign, party: { kind: "anonymous" } });
  expect(code).toMatch(/^[2-9A-Z]{8}$/);
  const app = await serve(city);
  const desk = await signedIn(city, app, "linjing");
  const task = (await getMatter(city.ctx(), matterId)).open[0]!.taskId;
  expect((await desk.get(`/console/matters/${matterId}`)).html).toContain(`name="${task}-refuse-demand"`);
  const typed = { demand: "不明", category: "01", reason: "内容不清", basis: "信访工作条例第二十条" };
  const fields = Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${task}-refuse-${name}`, value]));
  await desk.post(`/console/matters/${matterId}/tasks/${task}`, { _outcome: "refuse", _sure: "yes", ...fields });
  await app.close();
  expect((await now(matterId)).outcome).toBe("refused");
  const [paper] = await listDocuments(city.ctx(), matterId);
  expect([paper!.number, paper!.data]).toMatchObject([
    "市政府信不受〔2026〕1号",
    { blocks: [{ text: "不愿透露姓名：" }, { text: expect.stringContaining("内容不清") as unknown }] },
  ]);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});
