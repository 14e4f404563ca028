import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { listExpired } from "#matter/lists";
import { getMatter, listActs, listBreaches } from "#matter/matter";
import { takeDown } from "#matter/publicity";
import { OF_LICENCES } from "#matter/subject";
import { listAbout } from "#matter/view";
import { listLicencesOf, type Licence } from "#outcome/licence";
import { findRecord } from "#register/reading";
import { serve, signedIn, type ConsoleBrowser } from "../console-browser.ts";
import { at, type TestCity } from "../city.ts";
import { cityOfKinds, work } from "./city.ts";
import { enforcers, punishedCase } from "./penalty.ts";

// The record of a case: what it is about, from which one comes to every matter about it that one may read; how long it is kept;
// what of it everybody may read.

const USCC = "91990100MA0000001G";

let city: TestCity;
let app: FastifyInstance;
let desk: ConsoleBrowser;
let permit: Licence;
beforeAll(async () => {
  city = await cityOfKinds("enforcement");
  app = await serve(city);
  await enforcers(city);
  desk = await signedIn(city, app, "gaojian");
  permit = (await listLicencesOf(city.ctx(), USCC))[0]!;
});
afterAll(async () => {
  await app.close();
  await city.close();
});

async function case_(about: Record<string, unknown>): Promise<string> {
  at(city, "2026-11-23T09:30:00+08:00");
  const form = { offender: { kind: "organisation", name: "云州小满餐饮有限公司", number: USCC }, offence: "未取得许可经营食品", clue: "群众举报", ...about };
  return (await begin(await city.staff("tanglei"), { item: "penalty-food", channel: "officer", form })).matterId;
}

test("a case about a shop and its licence stands on the page of both, and both on its own", async () => {
  const matterId = await case_({ shop: USCC, permit: permit.number });
  const { recordId, title } = (await findRecord(await city.staff("gaojian"), "organisation", USCC))!;
  const own = (await desk.get(`/console/matters/${matterId}`)).html;
  expect(own).toContain(`<a href="/console/registers/organisation/records/${recordId}">${title}</a>`);
  expect(own).toContain(`<a href="/console/licences/${permit.licenceId}">${permit.name}</a>`);
  for (const path of [`/console/registers/organisation/records/${recordId}`, `/console/licences/${permit.licenceId}`]) {
    const { html } = await desk.get(path);
    expect(html).toContain("关于它的件");
    expect(html).toContain(`href="/console/matters/${matterId}"`);
  }
});

test("whoever may not read a case does not learn of it from what it is about, nor of the row from the case", async () => {
  const matterId = await case_({ shop: USCC });
  const index = city.ctx().personal.index(USCC);
  const named = async (who: string) => (await listAbout(await city.staff(who), "organisation", index)).rows.map((row) => row.matterId);
  expect(await named("gaojian")).toContain(matterId);
  // 孔丽 reads the register of firms, and has no part in cases.
  expect(await named("kongli")).not.toContain(matterId);
  expect(await findRecord(await city.staff("tanglei"), "organisation", USCC)).toBeUndefined();
});

test("a key lies there as its blind index alone; what nothing was said of stands nowhere", async () => {
  const matterId = await case_({ shop: USCC });
  const { rows } = await city.database.owner.query("select * from matter.subjects where matter_id = $1", [matterId]);
  expect(rows).toMatchObject([{ field: "shop", register: "organisation" }]);
  expect(JSON.stringify(rows)).not.toContain(USCC);
  expect((await listAbout(await city.staff("gaojian"), OF_LICENCES, city.ctx().personal.index("JY29901010000123"))).rows).toEqual([]);
});

test("an ended case says until when it is kept, by how it ended; once that is over it is listed for the archive, and nothing is destroyed", async () => {
  const matterId = await case_({});
  await work(city, "gaojian", matterId, "propose", { outcome: "decline", reason: "已经取得许可" });
  expect((await desk.get(`/console/matters/${matterId}`)).html).toContain("保管到2036年11月23日");
  const terms = (await desk.get("/console/kinds/penalty-case/keeping")).html;
  for (const said of ["处罚结案</dt><dd>30 年", "不予立案</dt><dd>10 年", "没有保管期满的"]) expect(terms).toContain(said);
  const gao = async () => (await listExpired(await city.staff("gaojian"), "penalty-case")).rows.map((row) => [row.matterId, row.until]);
  at(city, "2036-11-23T20:00:00+08:00");
  expect(await gao()).toEqual([]);
  at(city, "2036-11-24T08:00:00+08:00");
  expect(await gao()).toEqual([[matterId, "2036-11-23"]]);
  expect((await listExpired(await city.staff("kongli"), "penalty-case")).rows).toEqual([]);
  expect((await getMatter(city.ctx(), matterId)).matter.state).toBe("unfounded");
  at(city, "2026-11-23T09:30:00+08:00");
});

const publicly = async () => {
  const { statusCode, body } = await app.inject({ url: "/api/v1/disclosures/penalty-case" });
  expect(statusCode).toBe(200);
  return JSON.parse(body) as { columns: { label: string }[]; rows: Record<string, string>[] };
};

test("what the pack names of an ended case everybody may read, the person masked; it goes by itself when its year is over", async () => {
  const before = (await publicly()).rows.length;
  const matterId = await punishedCase(city);
  const { columns, rows } = await publicly();
  expect(columns.map(({ label }) => label)).toEqual(["行政处罚决定书文号", "当事人", "案由", "处罚依据", "处罚内容", "承办", "结束"]);
  expect(rows).toHaveLength(before + 1);
  expect(rows[0]).toEqual({
    "paper.decision.number": expect.stringMatching(/罚字〔2026〕\d+号$/),
    "party.offender": "陈*满",
    "form.offence": "未取得许可经营食品",
    "item.law": "食品安全法第一百二十二条",
    "decide.measures": "罚款五千元",
    unit: "云州市市场监督管理局",
    closed: "2026-11-23",
  });
  const page = (await app.inject({ url: "/disclosures/penalty-case" })).body;
  for (const said of ["行政处罚决定公示", "陈*满", "罚款五千元"]) expect(page).toContain(said);
  for (const hidden of ["陈小满", "990101199205210063", "林秀英", "林*英", matterId, "群众举报"]) expect(page).not.toContain(hidden);
  const file = await app.inject({ url: "/api/v1/disclosures/penalty-case?format=csv" });
  expect(String(file.headers["content-type"])).toContain("text/csv");
  expect(file.body).toContain("陈*满");
  expect((await app.inject({ url: "/disclosures" })).body).toContain("行政处罚决定公示");
  expect((await desk.get(`/console/matters/${matterId}`)).html).toContain("2027年11月23日自动撤下");
  at(city, "2027-11-22T23:00:00+08:00");
  expect((await publicly()).rows).toHaveLength(before + 1);
  at(city, "2027-11-23T00:30:00+08:00");
  expect((await publicly()).rows).toEqual([]);
  at(city, "2026-11-23T09:30:00+08:00");
});

test("what did not end as the list asks, and what is still open, is published nowhere; a kind without a list has none", async () => {
  const before = (await publicly()).rows.length;
  const matterId = await case_({});
  await work(city, "gaojian", matterId, "propose", { outcome: "decline", reason: "已经取得许可" });
  await case_({});
  expect((await publicly()).rows).toHaveLength(before);
  for (const url of ["/disclosures/work-order", "/api/v1/disclosures/work-order", "/disclosures/nothing"])
    expect((await app.inject({ url })).statusCode).toBe(404);
});

test("a decision that was revoked is taken down at once by who decides, with a reason on record, and by nobody else", async () => {
  const before = (await publicly()).rows.length;
  const matterId = await punishedCase(city);
  const path = `/console/matters/${matterId}/disclosure`;
  await expect(takeDown(await city.staff("tanglei"), matterId, "不是我")).rejects.toMatchObject({ status: 403 });
  await desk.get(path);
  expect((await desk.post(path, { reason: " " })).status).toBe(422);
  expect((await desk.post(path, { reason: "复议决定撤销" })).location).toContain("done=taken-down");
  expect((await publicly()).rows).toHaveLength(before);
  expect((await listActs(city.ctx(), matterId)).at(-1)).toMatchObject({ kind: "disclosure-ended", data: { reason: "复议决定撤销" } });
  expect((await desk.get(`/console/matters/${matterId}`)).html).toContain("公示已撤下");
  expect((await desk.post(path, { reason: "再来一次" })).status).toBe(409);
  expect(await listBreaches(city.ctx(), [matterId])).toEqual([]);
});
