import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeNow } from "#people/identity";
import { testCity, type TestCity } from "../../../../test/city.ts";
import { ConsoleBrowser, serve, signedIn } from "../../../../test/console-browser.ts";

let city: TestCity;
let app: FastifyInstance;

beforeAll(async () => {
  city = await testCity();
  app = await serve(city);
});
afterAll(async () => {
  await app.close();
  await city.close();
});

describe("administration", () => {
  test("a new account is nobody's but its owner's: the first password opens the page that changes it, and nothing else", async () => {
    const browser = await signedIn(city, app, "admin");
    await browser.get("/console/staff/new");
    expect((await browser.post("/console/staff/new", { name: "新同事", username: "xintongshi", password: "chuangkou-2026" })).status).toBe(422);
    const first = "lantian-yumi-29-chuangkou";
    const made = await browser.post("/console/staff/new", { name: "新同事", username: "xintongshi", password: first });
    expect([made.status, made.html.includes("secret")]).toEqual([303, false]);
    const staffId = (await city.staff("xintongshi")).actor.id;
    await browser.get("/console/appointments/new");
    await browser.post("/console/appointments/new", {
      staffId,
      unit: "12990100MB0000002T",
      post: "综合窗口三号",
      role: "acceptor",
      area: "990100000000",
      scope: "unit",
      fromDay: "2026-11-01",
    });
    const own = new ConsoleBrowser(app);
    await own.get("/console/sign-in");
    expect((await own.post("/console/sign-in", { username: "xintongshi", password: first, code: "" })).location).toBe("/console/enrolment");
    expect((await own.get("/console/inbox")).location).toMatch(/^\/console\/sign-in/);
    const { html } = await own.get("/console/enrolment");
    const secret = /class="secret">([A-Z2-7 ]+)</.exec(html)![1]!.replaceAll(" ", "");
    const password = "shanlu-huoche-58-dengta";
    expect((await own.post("/console/enrolment", { password, again: "other", code: codeNow(city.ctx(), secret) })).status).toBe(422);
    const code = codeNow(city.ctx(), secret);
    expect((await own.post("/console/enrolment", { password, again: password, code })).location).toBe("/console/sign-in?enrolled=1");
    city.now = new Date(city.now.getTime() + 30_000);
    await own.get("/console/sign-in");
    await own.post("/console/sign-in", { username: "xintongshi", password, code: codeNow(city.ctx(), secret) });
    expect((await own.get("/console/inbox")).status).toBe(200);
    for (const page of ["password", "second-factor", "logins"]) expect((await own.get(`/console/account/${page}`)).status).toBe(200);
  });

  test("a day made a holiday moves no day twice and needs its ground", async () => {
    const browser = await signedIn(city, app, "admin");
    await browser.get("/console/calendar/2026-12-08");
    expect((await browser.post("/console/calendar/2026-12-08", { worked: "no", note: "" })).status).toBe(422);
    expect((await browser.post("/console/calendar/2026-12-08", { worked: "no", note: "市政府通知" })).status).toBe(303);
    expect((await browser.get("/console/calendar?year=2026")).html).toMatch(/class="day-off"><a href="\/console\/calendar\/2026-12-08"/);
    expect((await browser.get("/console/calendar/2026-02-30")).status).toBe(404);
  });

  test("records with a bad line are not taken, and the line is told", async () => {
    const browser = await signedIn(city, app, "admin");
    await browser.get("/console/registers/population/import");
    const answer = await browser.post("/console/registers/population/import", { text: "id_number\tname\tborn\n990101200001010018\t甲\t昨天" });
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/没有导入|表头|库里没有/);
  });
});
