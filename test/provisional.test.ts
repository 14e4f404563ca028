import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { paperOfDocument } from "#proof/document";
import { organisationNow } from "#people/duty";
import { defer, listEntries, detach, submit } from "#matter/intake";
import { extendLimit } from "#matter/timing";
import { getMatter, listDocuments } from "#matter/matter";
import { viewAsStaff } from "#matter/view";
import { listNotices } from "#matter/notice";
import { recountAll } from "#matter/recount";
import { drain } from "#kernel/events";
import { subscribers } from "../src/wiring.ts";
import { accepted, act, restaurantDraft, timed } from "./application.ts";
import { openDoors } from "./callers.ts";
import { serve, signedIn, type ConsoleBrowser } from "./console-browser.ts";
import { at, testCity, type TestCity } from "./city.ts";
import { openPortal, type Portal, type Visitor } from "./visitor.ts";

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
  expect(timed((await getMatter(city.ctx(), matterId)).matter).dueDay).toBe("2027-01-08");
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
  expect(timed((await getMatter(city.ctx(), matterId)).matter).dueDay).toBe("2026-12-01");
  const issued = (await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "acceptance")!;
  expect(issued.data["provisional"]).toBeUndefined();
  expect(await marks(matterId)).toEqual({ list: false, progress: false, inbox: false, matter: false, extension: false, search: false });
});

/** A restaurant that promised its list of rules, submitted and, where asked, accepted. */
async function promised(accept: boolean): Promise<string> {
  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  const matterId = await restaurantDraft(city);
  for (const { materialId, entryId } of await listEntries(owner, matterId)) if (materialId === "rules-list") await detach(owner, matterId, entryId);
  await defer(owner, matterId, "rules-list");
  await submit(owner, matterId);
  if (accept) await act(city, "linjing", matterId, "acceptance", { outcome: "accept" });
  return matterId;
}

describe("in a year that is not announced", () => {
  const YEAR = 2031;
  // One signing in: more of them in one hour are slowed down.
  let visitor: Visitor | undefined;
  beforeEach(() => at(city, `${YEAR - 1}-12-30T09:30:00+08:00`));

  test("the day of a promised material is marked for applicant and staff, on the paper and in the message", async () => {
    const matterId = await promised(true);
    const owner = (visitor ??= await portal.owner());
    staff = await signedIn(city, app, "linjing");
    const around = (html: string, word: string): string[] => html.replace(/<[^>]+>/g, "").match(new RegExp(`.{0,40}${word}.{0,40}`, "g")) ?? [];
    const day = "1月14日";
    for (const { html } of [
      await owner.get(`/my/matters/${matterId}`),
      await owner.get(`/my/matters/${matterId}/materials`),
      await staff.get(`/console/matters/${matterId}`),
      await staff.get(`/console/matters/${matterId}/materials`),
    ]) {
      const told = around(html, day);
      expect(told.length).toBeGreaterThan(0);
      for (const words of told) expect(words).toContain(MARK);
    }
    await drain(city.ctx(), subscribers());
    const [notice] = await listNotices(await city.person("chen-xiaoman", "xiaoman-catering"));
    expect(notice!.body).toContain(`${day}（${MARK}）`);
    expect((await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "acceptance")!.data).toMatchObject({
      later: [{ due: `${YEAR}-01-14` }],
      provisional: true,
    });
  });

  test("the day by which an answer comes is marked on the receipt", async () => {
    const matterId = await promised(false);
    expect((await (visitor ??= await portal.owner()).get(`/my/matters/${matterId}/receipt`)).html).toMatch(new RegExp(`1月\\d+日[^<]*前（${MARK}）`));
  });

  test("the paper of an extension says so, and so does the history", async () => {
    const matterId = await accepted(city);
    const decider = await city.staff("gaojian");
    await extendLimit(decider, matterId, { days: 5, reason: "需要调查" });
    const document = (await listDocuments(city.ctx(), matterId)).find(({ kind }) => kind === "special")!;
    expect(document.data).toMatchObject({ extended: 5, provisional: true });
    const words = JSON.stringify(
      await paperOfDocument(city.ctx(), {
        view: await viewAsStaff(decider, matterId),
        document,
        addressee: "云州小满餐饮有限公司",
        organisation: await organisationNow(decider),
      }),
    );
    expect(words).toContain("延长5个工作日");
    expect(words).toContain(MARK);
    const { html } = await (await signedIn(city, app, "gaojian")).get(`/console/matters/${matterId}`);
    expect(html).toMatch(new RegExp(`承诺[^<]*前（${MARK}）`));
  });

  test("programs are told which days may move", async () => {
    const matterId = await promised(true);
    const doors = await openDoors(city);
    const ask = async (who: Parameters<typeof doors.credentials>[0], url: string) =>
      (await doors.app.inject({ url: `/api/v1${url}`, headers: { authorization: `Bearer ${(await doors.credentials(who)).bearer!}` } })).json();
    const owner = { person: "chen-xiaoman", organisation: "xiaoman-catering" };
    expect(await ask(owner, `/matters/${matterId}`)).toMatchObject({
      provisional: ["due_day", "statutory_day"],
      promised: [{ material: "rules-list", due_day: `${YEAR}-01-14`, brought: false, provisional: ["due_day"] }],
      acts: expect.arrayContaining([expect.objectContaining({ kind: "accepted", provisional: ["due", "statutory"] })]),
      tasks: expect.arrayContaining([expect.objectContaining({ done_at: null, provisional: ["due_day"] })]),
    });
    const { matters } = await ask(owner, "/matters");
    expect(matters.find(({ id }: { id: string }) => id === matterId)).toMatchObject({ provisional: ["due_day"] });
    const { tasks } = await ask({ staff: "zhouwen" }, "/inbox");
    expect(tasks.find(({ matter }: { matter: string }) => matter === matterId)).toMatchObject({ provisional: ["due_day"] });
    await doors.app.close();
  });
});
