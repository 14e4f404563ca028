import { afterAll, beforeAll, expect, test } from "vitest";
import { dueDayOf, clockOf } from "#matter/clocks";
import { deliver } from "#matter/delivery";
import { blueprintOf, factsOf, getMatter, listActs, listBreaches, listDocuments } from "#matter/matter";
import { readEntry } from "#matter/intake";
import type { FastifyInstance } from "fastify";
import { type ConsoleBrowser, serve, signedIn } from "../console-browser.ts";
import type { TestCity } from "../city.ts";
import { openPortal, type Portal } from "../visitor.ts";
import { samplePdf } from "../../src/seed/walk.ts";
import { cityOfKinds, work } from "./city.ts";
import { enforcers, informedCase } from "./penalty.ts";

// 送达回证: a paper that has to be proved delivered, by which way, and what follows from it.

let city: TestCity;
let portal: Portal;
let app: FastifyInstance;
let desk: ConsoleBrowser;
beforeAll(async () => {
  city = await cityOfKinds("enforcement");
  portal = await openPortal(city);
  app = await serve(city);
  await enforcers(city);
  desk = await signedIn(city, app, "tanglei");
});
afterAll(async () => {
  await app.close();
  await portal.close();
  await city.close();
});

const now = async (matterId: string) => (await getMatter(city.ctx(), matterId)).matter;
const papers = async (matterId: string) => Object.fromEntries((await listDocuments(city.ctx(), matterId)).map((each) => [each.kind, each]));

test("an officer tells by which way a paper was delivered; its receipt says who signed, its history does not", async () => {
  const matterId = await informedCase(city, { decided: true });
  const { decision } = await papers(matterId);
  const officer = desk;
  const page = (await officer.get(`/console/matters/${matterId}`)).html;
  expect(page.match(/还没有送达/g)).toHaveLength(2);
  const form = `/console/matters/${matterId}/deliveries/${decision!.documentId}?party=1`;
  const ways = (await officer.get(form)).html;
  for (const said of ["直接送达", "民事诉讼法第八十八条", "公告送达", "要当事人先在网上同意"]) expect(ways).toContain(said);
  const asked = (await officer.get(`${form}&way=left`)).html;
  expect(asked).toContain("见证人");
  expect(asked).not.toContain("签收人");
  const path = `/console/matters/${matterId}/deliveries/${decision!.documentId}`;
  const sent = { _party: "1", _way: "left", "on-year": "2026", "on-month": "11", "on-day": "23", reason: "当事人看了以后不肯签字" };
  const lacking = await officer.post(path, sent);
  expect([lacking.status, lacking.html.includes("请填写送达地点"), lacking.html.includes("至少要有一样"), lacking.html.includes("不肯签字")]).toEqual([
    422,
    true,
    true,
    true,
  ]);
  const early = await officer.post(path, { ...sent, "on-day": "22", place: "青瓷街3号", witness: "青瓷社区居委会 王敏" });
  expect([early.status, early.html.includes("不能早于出具文书的日期")]).toEqual([422, true]);
  const done = await officer.post(path, { ...sent, place: "青瓷街3号", witness: "青瓷社区居委会 王敏" });
  expect(done.location).toContain("done=delivered");

  const receipt = (await papers(matterId))["receipt-of-delivery"]!;
  expect([receipt.name, receipt.number]).toEqual(["送达回证", `${decision!.number}-回证`]);
  const rows = Object.fromEntries((receipt.data["blocks"] as { rows: [string, string][] }[])[0]!.rows);
  expect(rows).toMatchObject({ 受送达人: "陈小满", 送达方式: "留置送达（民事诉讼法第八十九条）", 送达日期: "2026年11月23日", 见证人: "青瓷社区居委会 王敏" });
  expect(rows["送达人"]).toContain("唐磊");
  const act = (await listActs(city.ctx(), matterId)).find(({ kind }) => kind === "delivered")!;
  expect(act.data).toMatchObject({ to: "陈*满", way: "留置送达", on: "2026-11-23" });
  expect(JSON.stringify(act)).not.toMatch(/王敏|陈小满|青瓷街/);
  const after = (await officer.get(`/console/matters/${matterId}`)).html;
  expect(after).toContain("留置送达，2026年11月23日");
  expect(after.match(/还没有送达/g)).toHaveLength(1);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("what follows goes on by itself: the step is done, the days to pay are counted from the day that the law counts", async () => {
  const matterId = await informedCase(city, { decided: true });
  const { decision } = await papers(matterId);
  expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["serve"]);
  const officer = await city.staff("tanglei");
  // 公告送达: thirty days after it was announced.
  const told = { on: "2026-11-23", reason: "下落不明", where: "市政府网站，11月23日" };
  await deliver(officer, matterId, { document: decision!.documentId, party: 1, way: "announced", answers: told });
  expect((await getMatter(city.ctx(), matterId)).open.map(({ kind }) => kind)).toEqual(["execute"]);
  expect([(await now(matterId)).state, dueDayOf(clockOf(await now(matterId), "pay"))]).toEqual(["served", "2027-01-07"]);
  const page = (await desk.get(`/console/matters/${matterId}`)).html;
  expect(page).toContain("公告送达，2026年12月23日视为送达");
  await expect(deliver(officer, matterId, { document: decision!.documentId, party: 1, way: "announced", answers: told })).rejects.toMatchObject({
    code: "DELIVERED",
  });
});

test("whoever agreed is delivered to as they open the paper under their account; whoever did not is not", async () => {
  const matterId = await informedCase(city);
  const { "prior-notice": notice } = await papers(matterId);
  expect(JSON.stringify(notice!.data)).toContain("您可以在11月30日前陈述申辩。");
  const officer = await city.staff("tanglei");
  const electronic = { document: notice!.documentId, party: 1, way: "electronic", answers: { on: "2026-11-23", place: "邮箱" } };
  await expect(deliver(officer, matterId, electronic)).rejects.toMatchObject({ code: "NOT_AGREED" });
  const she = await portal.signedIn("chen-xiaoman");
  const path = `/my/matters/${matterId}`;
  const paper = `${path}/documents/${notice!.documentId}`;
  expect((await she.get(paper)).status).toBe(200);
  const delivered = async () => (await listActs(city.ctx(), matterId)).filter(({ kind }) => kind === "delivered");
  expect(await delivered()).toEqual([]);

  expect((await she.get(path)).html).toContain("文书怎么送给您");
  expect((await she.get(`${path}/delivery`)).html).toContain("同意电子送达吗？");
  await she.post(`${path}/delivery`, { agree: "yes" });
  expect((await she.post(`${path}/delivery`, { agree: "yes" })).status).toBe(409);
  const agreed = (await she.get(path)).html;
  for (const said of ["您同意电子送达", "送达方式确认书"]) expect(agreed).toContain(said);
  await she.get(`${path}/delivery`);
  await she.post(`${path}/delivery`, { agree: "no" });
  await she.get(paper);
  expect(await delivered()).toEqual([]);
  await she.get(`${path}/delivery`);
  await she.post(`${path}/delivery`, { agree: "yes" });
  await Promise.all([she.get(paper), she.get(`${paper}/ofd`), she.get(paper)]);
  expect((await delivered()).map(({ data }) => [data["way"], data["on"]])).toEqual([["电子送达", "2026-11-23"]]);
  const rows = Object.fromEntries(((await papers(matterId))["receipt-of-delivery"]!.data["blocks"] as { rows: [string, string][] }[])[0]!.rows);
  expect(rows).toMatchObject({ 签收人: "陈小满", 和受送达人的关系: "本人", 送达人: "本平台" });
  expect((await she.get(path)).html).toContain("送达回证");
  const { matter } = await getMatter(city.ctx(), matterId);
  expect(factsOf(city.ctx(), matter, await blueprintOf(city.ctx(), matter))["delivery"]).toEqual({
    prior_notice: { on: "2026-11-23", way: "电子送达" },
    decision: { on: null, way: null },
  });
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});

test("a delivery is nobody's to tell or to see but theirs who work on it and whose it is", async () => {
  const matterId = await informedCase(city, { decided: true });
  const { decision } = await papers(matterId);
  const document = decision!.documentId;
  const told = { on: "2026-11-23", receiver: "陈小满", relation: "本人", place: "青瓷街3号" };
  const outsider = await city.staff("pengyi");
  await expect(deliver(outsider, matterId, { document, party: 1, way: "direct", answers: told })).rejects.toMatchObject({ status: 403 });
  // The informant is no addressee of it, and neither is who is not in the case.
  for (const party of [2, 7]) {
    const other = deliver(await city.staff("tanglei"), matterId, { document, party, way: "direct", answers: told });
    await expect(other).rejects.toMatchObject({ code: "NOT_DELIVERED_TO" });
  }
  const stranger = await portal.signedIn("jiang-li");
  expect((await stranger.get(`/my/matters/${matterId}/delivery`)).status).toBe(403);
});

test("a photograph or a scan proves a delivery, lies with the matter, and may come when the matter has ended", async () => {
  const matterId = await informedCase(city, { decided: true });
  const { decision, "prior-notice": notice } = await papers(matterId);
  const officer = await city.staff("tanglei");
  const direct = { on: "2026-11-23", receiver: "陈小满", relation: "本人", place: "青瓷街3号" };
  await deliver(officer, matterId, { document: decision!.documentId, party: 1, way: "direct", answers: direct });
  await work(city, "tanglei", matterId, "execute", { outcome: "done", paid_on: "2026-11-23" });
  expect((await now(matterId)).phase).toBe("closed");
  const received = await city.ctx().files.receive(await samplePdf("回执"));
  const files = [{ field: "x", name: "回执.pdf", received }];
  await deliver(officer, matterId, { document: notice!.documentId, party: 1, way: "post", answers: { on: "2026-11-23", number: "XA123456789" }, files });
  const act = (await listActs(city.ctx(), matterId)).findLast(({ kind }) => kind === "delivered")!;
  expect((await desk.get(`/console/matters/${matterId}`)).html).toContain(">凭证1<");
  const [entry] = act.data["files"] as string[];
  expect((await readEntry(officer, matterId, entry!)).name).toBe("回执.pdf");
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});
