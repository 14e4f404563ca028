import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listLicencesOf } from "#outcome/licence";
import { completeTask } from "#matter/work";
import { getMatter } from "#matter/matter";
import { submit } from "#matter/intake";
import { restaurantDraft } from "../../../../test/application.ts";
import { testCity, type TestCity } from "../../../../test/city.ts";
import { serve, signedIn } from "../../../../test/console-browser.ts";

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

/** The number of 陈小满's firm. */
const FIRM = "91990100MA0000001G";

describe("a licence in the console", () => {
  test("is suspended by its issuer alone, with reason and basis, and valid again when lifted", async () => {
    const [licence] = await listLicencesOf(city.ctx(), FIRM);
    const at = `/console/licences/${licence!.licenceId}`;
    const clerk = await signedIn(city, app, "linjing");
    expect((await clerk.get(`${at}/suspension`)).status).toBe(403);
    const other = await signedIn(city, app, "pengyi");
    await other.get(`${at}/suspension`);
    expect((await other.post(`${at}/suspension`, { reason: "不是发证机关", basis: "无" })).status).toBe(403);
    const issuer = await signedIn(city, app, "gaojian");
    await issuer.get(`${at}/suspension`);
    expect((await issuer.post(`${at}/suspension`, { reason: "", basis: "" })).html).toContain("请写明所依据的法律条款");
    expect((await issuer.post(`${at}/suspension`, { reason: "抽检不合格", basis: "食品安全法 第一百二十六条" })).location).toBe(`${at}?done=suspended`);
    expect((await issuer.get(at)).html).toContain("抽检不合格");
    await issuer.post(`${at}/suspension`, { _lift: "1" });
    expect((await listLicencesOf(city.ctx(), FIRM))[0]!.state).toBe("valid");
  });
});

describe("looking matters up", () => {
  test("a whole number leads to its matter; what is open is told from what is closed", async () => {
    const matterId = await restaurantDraft(city);
    await submit(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
    const { matter, open } = await getMatter(city.ctx(), matterId);
    const browser = await signedIn(city, app, "linjing");
    expect((await browser.get(`/console/search?q=${matter.number}`)).location).toBe(`/console/matters/${matterId}`);
    expect((await browser.get("/console/search?state=open")).html).toContain(matterId);
    await completeTask(await city.staff("linjing"), matterId, open[0]!.taskId, { outcome: "decline", reason: "不属于本市管辖" });
    expect((await browser.get("/console/search?state=open")).html).not.toContain(matterId);
    expect((await browser.get("/console/search?state=declined")).html).toContain(matterId);
  });

  test("a document opens as PDF and leaves a look; a file never runs in the page", async () => {
    const matterId = await restaurantDraft(city);
    await submit(await city.person("chen-xiaoman", "xiaoman-catering"), matterId);
    const browser = await signedIn(city, app, "linjing");
    const { html } = await browser.get(`/console/matters/${matterId}?part=documents`);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const paper = await app.inject({ url: /\/console\/matters\/[0-9a-f-]+\/documents\/[0-9a-f-]+/.exec(html)![0], headers: { cookie } });
    expect([paper.statusCode, paper.headers["content-type"], paper.rawPayload.subarray(0, 5).toString()]).toEqual([200, "application/pdf", "%PDF-"]);
    const file = await app.inject({ url: `${/\/console\/matters\/[0-9a-f-]+\/files\/[0-9a-f-]+/.exec(html)![0]}?show=1`, headers: { cookie } });
    expect(file.headers["content-disposition"]).toMatch(/^attachment/);
    expect(file.headers["content-security-policy"]).toContain("sandbox");
  });
});
