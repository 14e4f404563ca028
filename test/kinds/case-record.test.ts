import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { kindsNow } from "#content/catalogue";
import { begin } from "#matter/begin";
import { kindBoard } from "#matter/board";
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

test("the board of a kind counts what it names, by what it names, in any stretch of days, months or quarters", async () => {
  at(city, "2026-11-23T09:30:00+08:00");
  const definition = (await kindsNow(city.ctx())).get("penalty-case")!;
  const counted = async (by: string, from: string, until: string) => {
    const period = { from: new Date(`${from}T00:00:00+08:00`), until: new Date(`${until}T00:00:00+08:00`) };
    const rows = await kindBoard(city.ctx(), definition, { by, figures: definition.lists.board!.figures!, period, near: city.now });
    return Object.fromEntries(rows.map(({ key, figures }) => [key, figures]));
  };
  const number = async (sql: string) =>
    Number((await city.database.owner.query(`select count(*) from matter.matters where kind = 'penalty-case' and ${sql}`)).rows[0].count);
  const [all, open, punished, unfounded] = [
    await number("true"),
    await number("closed_at is null"),
    await number("outcome = 'punished'"),
    await number("outcome = 'unfounded'"),
  ];
  expect(punished).toBeGreaterThan(1);
  const november = await counted("outcome", "2026-11-01", "2026-12-01");
  expect(november[""]).toMatchObject({
    received: all,
    open,
    closed: punished + unfounded,
    "outcome.punished": punished,
    "act.decided": punished,
    "clock.decide.met": punished,
    on_time: 1,
  });
  expect([november["punished"]!["closed"], november["unfounded"]!["closed"], november["punished"]!["outcome.unfounded"]]).toEqual([punished, unfounded, 0]);
  expect(Object.keys(await counted("month", "2026-10-01", "2027-01-01"))).toEqual(["", "2026-11"]);
  // What stands now stands there whatever the period; what was decided then is not of this one.
  const october = await counted("item", "2026-10-01", "2026-11-01");
  expect(october[""]).toMatchObject({ received: 0, open, closed: 0, on_time: null, "clock.decide.days": null });

  const supervisor = await signedIn(city, app, "sujin");
  const board = async (query: string) => (await supervisor.get(`/console/board?kind=penalty-case&${query}`)).html;
  const own = await board("by=outcome&period=own&from=2026-Q4&to=2026-Q4");
  for (const said of ["2026年10月1日至2026年12月31日", "处罚结案", "作出决定平均天数", "现在在办", "按月"]) expect(own).toContain(said);
  expect(await board("period=own&from=2026-11-01&to=2026-11")).toContain("2026年11月1日至2026年11月30日");
  for (const wrong of ["from=2026-13&to=2026-12", "from=2026-12&to=2026-11", "from=上个月&to="])
    expect(await board(`period=own&${wrong}`)).toContain("时间段没有看懂");
});
