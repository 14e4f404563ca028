import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { begin } from "#matter/begin";
import { listExpired } from "#matter/lists";
import { getMatter } from "#matter/matter";
import { OF_LICENCES } from "#matter/subject";
import { listAbout } from "#matter/view";
import { listLicencesOf, type Licence } from "#outcome/licence";
import { findRecord } from "#register/reading";
import { serve, signedIn, type ConsoleBrowser } from "../console-browser.ts";
import { at, type TestCity } from "../city.ts";
import { appointed, cityOfKinds, work } from "./city.ts";

// The record of a case: what it is about, from which one comes to every matter about it that one may read; how long it is kept.

const BUREAU = "11990100MB0000001T";
const STATION = "11990100MB0000001T-02";
const USCC = "91990100MA0000001G";

let city: TestCity;
let app: FastifyInstance;
let desk: ConsoleBrowser;
let permit: Licence;
beforeAll(async () => {
  city = await cityOfKinds("enforcement");
  app = await serve(city);
  await appointed(city, "tanglei", "officer", STATION);
  await appointed(city, "gaojian", "chief", BUREAU);
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
