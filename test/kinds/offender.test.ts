import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { listEntries, readEntry } from "#matter/intake";
import { getMatter, findByNumber, listBreaches } from "#matter/matter";
import { viewFollowed } from "#matter/view";
import { demoCast } from "../../src/seed/people.ts";
import { at, type TestCity } from "../city.ts";
import { openPortal, type Portal } from "../visitor.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// A stall on the pavement: who reports it, and whom it is about. Neither sees what is the other's.

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const URBAN = "11990100MB00000057";
const wu = demoCast().people.get("wu-shouchang")!;

let city: TestCity;
let portal: Portal;
let warden: string;
beforeAll(async () => {
  city = await cityOfKinds("patrol");
  portal = await openPortal(city);
  warden = await appointed(city, "zhouwen", "warden", URBAN);
});
afterAll(async () => {
  await portal.close();
  await city.close();
});

const hidden = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/<input type="hidden" name="(_once|_asked)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
const REPORT = { what: "店外摆摊", "offender-kind": "person", "offender-name": wu.name, "offender-number": wu.id_number, _who: "anonymous" };

test("a photograph comes with a report of nobody's and lies with it; without one, or with what is none, nothing is begun", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const who = portal.visitor();
  const form = hidden((await who.get("/items/street-warning/begin")).html);
  const before = Number((await city.database.owner.query("select count(*) from matter.matters where kind = 'warning'")).rows[0].count);
  const count = async () => Number((await city.database.owner.query("select count(*) from matter.matters where kind = 'warning'")).rows[0].count) - before;
  const bare = await who.post("/items/street-warning/begin", { ...form, ...REPORT });
  expect([bare.status, bare.html.includes("请上传现场照片"), bare.html.includes('value="店外摆摊"')]).toEqual([422, true, true]);
  const wrong = await who.send(
    "/items/street-warning/begin",
    { ...hidden(bare.html), ...REPORT },
    { field: "photos", name: "照片.jpg", content: "not a picture" },
  );
  expect([wrong.status, await count()]).toEqual([422, 0]);
  // A file of somebody else's is not named into it.
  const named = await who.post("/items/street-warning/begin", { ...hidden(wrong.html), ...REPORT, photos: "01890000-0000-7000-8000-000000000000" });
  expect([named.status, await count()]).toEqual([422, 0]);
  const sent = await who.send("/items/street-warning/begin", { ...hidden(named.html), ...REPORT }, { field: "photos", name: "照片.png", content: PNG });
  expect([sent.to, await count()]).toEqual(["/follow/matter/begun", 1]);
  const number = /<dd class="long-code">([^<]+)/.exec((await who.get(sent.to)).html)![1]!;
  const { matterId } = (await findByNumber(city.ctx(), number))!;
  const [entry] = await listEntries(city.ctx(), matterId);
  expect((await getMatter(city.ctx(), matterId)).matter.form["photos"]).toEqual([entry!.entryId]);
  expect((await readEntry(await city.staff(warden), matterId, entry!.entryId)).type).toBe("image/png");
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("whom it is about sees nothing before they are informed, then what they are told, answers it, and can neither take it back nor rate it", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const informant = await city.person("lin-xiuying");
  const { matterId } = await begin(informant, {
    item: "street-warning",
    channel: "report",
    form: { what: "店外摆摊", offender: { kind: "person", name: wu.name, number: wu.id_number } },
  });
  const he = await portal.signedIn("wu-shouchang");
  const path = `/my/matters/${matterId}`;
  expect((await he.get(path)).status).toBe(403);
  expect((await he.get("/my")).html).not.toContain("占道举报");
  at(city, "2026-11-23T10:00:00+08:00");
  await work(city, warden, matterId, "inform", { outcome: "inform", note: "邻居反映多次" });
  await city.drain();
  expect((await he.get("/my")).html).toContain("等您办");
  const { html } = await he.get(path);
  expect(html).toContain("拟作出告诫");
  expect(html).toContain("城市管理局拟对您作出告诫，11月26日前可以陈述申辩");
  expect(html).toContain("陈述申辩：11月26日（周四）10:00前");
  expect(html).toContain("告诫事先告知书");
  for (const hiddenFrom of ["登记线索", "林", "邻居反映多次", "撤回", "评价", "催一催", "办件凭证"]) expect(html).not.toContain(hiddenFrom);
  // Answers and materials are the informant's.
  const view = await viewFollowed(await city.person("wu-shouchang"), matterId);
  expect([view.own, view.answers, view.materials, view.acts.map(({ kind }) => kind)]).toEqual([false, {}, [], ["informed"]]);
  await expect(viewFollowed(await city.person("chen-xiaoman"), matterId)).rejects.toMatchObject({ status: 403 });
  expect((await he.post(`${path}/withdraw`, { reason: "不是我" })).status).toBe(403);
  expect((await he.get(`${path}/receipt`)).status).toBe(403);
  expect((await he.get(`${path}/rate/1`)).status).toBe(403);

  // She who reported it reads neither the paper to him nor what he is told.
  const she = await portal.signedIn("lin-xiuying");
  const hers = (await she.get(path)).html;
  expect(hers).toContain("拟作出告诫");
  for (const his of ["告诫事先告知书", "可以陈述申辩", "去陈述申辩"]) expect(hers).not.toContain(his);

  const task = /\/tasks\/[^"]+/.exec(html)![0];
  expect((await she.get(`${path}${task}`)).status).toBe(403);
  const choice = (await he.get(`${path}${task}`)).html;
  expect(choice).toContain("放弃陈述");
  await he.get(`${path}${task}?outcome=plead`);
  const gap = await he.post(`${path}${task}`, { outcome: "plead" });
  expect([gap.status, gap.html.includes("您的陈述")]).toEqual([422, true]);
  const done = await he.send(`${path}${task}`, { outcome: "plead", statement: "已经收回店内" }, { field: "files", name: "收回.png", content: PNG });
  expect(done.to).toBe(`${path}?done=1`);
  const entries = await listEntries(city.ctx(), matterId);
  expect(entries.map(({ materialId }) => materialId)).toEqual(["field.files"]);
  const answered = await he.get(path);
  expect(answered.html).toContain("您的陈述已经收到。");
  expect((await he.post(`${path}${task}`, { outcome: "plead", statement: "再说一次" })).status).toBe(409);
  await work(city, warden, matterId, "warn", { outcome: "warn", reason: "占道经营" });
  expect((await he.get(path)).html).toContain("占道经营");
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("who reported it is asked for more: the form opens for them while that waits, and for nobody else", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const informant = await city.person("lin-xiuying");
  const offender = { kind: "person", name: wu.name, number: wu.id_number };
  const { matterId } = await begin(informant, { item: "street-warning", channel: "report", form: { what: "店外摆摊", offender } });
  const path = `/my/matters/${matterId}`;
  const she = await portal.signedIn("lin-xiuying");
  expect((await she.get(`${path}/apply/form/clue`)).to).toBe(`${path}/receipt`);
  await work(city, warden, matterId, "inform", { outcome: "ask", problems: [{ about: "what", problem: "请写明在哪条街" }] });
  expect((await she.get(path)).html).toContain("去补充线索");
  expect((await she.get(`${path}/supplement`)).html).toContain("请写明在哪条街");
  const { html } = await she.get(`${path}/apply/form/clue`);
  const revision = /name="_revision" value="(\d+)"/.exec(html)![1]!;
  const fields = { _revision: revision, what: "书院街店外摆摊", "offender-kind": "person", "offender-name": wu.name, "offender-number": wu.id_number };
  const saved = await she.send(`${path}/apply/form/clue`, fields, { field: "photos", name: "照片.png", content: PNG });
  expect(saved.to).toBe(`${path}/apply/check`);
  const check = await she.get(saved.to);
  expect((await she.post(saved.to, { _revision: /name="_revision" value="(\d+)"/.exec(check.html)![1]! })).to).toBe(`${path}/receipt`);
  const { matter, open } = await getMatter(city.ctx(), matterId);
  expect([matter.form["what"], open.map(({ kind }) => kind)]).toEqual(["书院街店外摆摊", ["inform"]]);
  expect((await she.get(`${path}/apply/form/clue`)).to).toBe(`${path}/receipt`);
});
