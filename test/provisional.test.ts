import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getMatter, listDocuments } from "#base/matter";
import { listNotices } from "#base/notice";
import { recountAll } from "#base/recount";
import { drain } from "#kernel/events";
import { subscribers } from "../src/wiring.ts";
import { accepted } from "./application.ts";
import { serve, signedIn, type ConsoleBrowser } from "./console-browser.ts";
import { at, testCity, type TestCity } from "./city.ts";
import { openPortal, type Portal } from "./visitor.ts";

let city: TestCity;
let portal: Portal;
let app: FastifyInstance;
let staff: ConsoleBrowser | undefined;
let finder: ConsoleBrowser | undefined;
beforeAll(async () => {
  city = await testCity();
  // Only what these tests make waits in the inbox.
  await city.database.owner.query("update matter.tasks set cancelled_at = now() where done_at is null and cancelled_at is null");
  portal = await openPortal(city);
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await portal.close();
  await city.close();
});

const MARK = "以国务院放假通知为准";

/** How often the mark stands on each place where a date of the matter is shown. */
async function marks(matterId: string): Promise<Record<string, boolean>> {
  const owner = await portal.owner();
  staff ??= await signedIn(city, app, "zhouwen");
  finder ??= await signedIn(city, app, "gaojian");
  const pages = {
    list: owner.get("/my"),
    progress: owner.get(`/my/matters/${matterId}`),
    inbox: staff.get("/console/inbox"),
    matter: staff.get(`/console/matters/${matterId}`),
    extension: finder.get(`/console/matters/${matterId}/extension`),
    search: finder.get("/console/search"),
  };
  return Object.fromEntries(await Promise.all(Object.entries(pages).map(async ([name, page]) => [name, (await page).html.includes(MARK)] as const)));
}

test("a date in a year whose holidays are not announced says so wherever it is shown, until the notice is entered", async () => {
  at(city, "2026-12-30T09:30:00+08:00");
  const matterId = await accepted(city);
  // Six working days: 12-31, not New Year's Day, 01-04 to 01-08.
  expect((await getMatter(city.ctx(), matterId)).matter.dueDay).toBe("2027-01-08");
  expect(await marks(matterId)).toEqual({ list: true, progress: true, inbox: true, matter: true, extension: true, search: true });
  const issued = (await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "acceptance")!;
  expect(issued.data).toMatchObject({ due: "2027-01-08", provisional: true });
  await drain(city.ctx(), subscribers());
  const [told] = await listNotices(await city.person("chen-xiaoman", "xiaoman-catering"));
  expect(told!.body).toContain(MARK);

  const admin = await signedIn(city, app, "admin");
  expect((await admin.get("/console/calendar?year=2027")).html).toContain("/console/calendar/years/2027");
  await admin.get("/console/calendar/2027-01-04");
  await admin.post("/console/calendar/2027-01-04", { worked: "no", note: "国办发明电〔2026〕7 号" });
  await recountAll(city.ctx());
  const { html } = await admin.get("/console/calendar?year=2027");
  expect(html).toContain("期限重算");
  expect(html).toMatch(/承诺期限<\/td>\s*<td[^>]*>2027-01-08<\/td>\s*<td[^>]*>2027-01-11/);
  // One day of it does not make the year.
  expect((await marks(matterId)).progress).toBe(true);
  await admin.get("/console/calendar/years/2027");
  expect((await admin.post("/console/calendar/years/2027", { notice: " " })).status).toBe(422);
  expect((await admin.post("/console/calendar/years/2027", { notice: "国办发明电〔2026〕7 号" })).status).toBe(303);
  expect(await marks(matterId)).toEqual({ list: false, progress: false, inbox: false, matter: false, extension: false, search: false });
  expect((await (await portal.owner()).get(`/my/matters/${matterId}`)).html).toContain("期限因节假日安排调整");
});

test("a date in a year that was announced is not marked", async () => {
  await city.database.owner.query("update matter.tasks set cancelled_at = now() where done_at is null and cancelled_at is null");
  const matterId = await accepted(city);
  expect((await getMatter(city.ctx(), matterId)).matter.dueDay).toBe("2026-12-01");
  const issued = (await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "acceptance")!;
  expect(issued.data["provisional"]).toBeUndefined();
  expect(await marks(matterId)).toEqual({ list: false, progress: false, inbox: false, matter: false, extension: false, search: false });
});
