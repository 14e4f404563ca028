import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cancelLicence, copiesOfMatter, listLicencesOf } from "#outcome/licence";
import { partyOf } from "#matter/party";
import { listLooks } from "#kernel/trace";
import { submitted, waitingForRules } from "../../../../test/application.ts";
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

async function looks(): Promise<string[]> {
  const owner = await city.person("chen-xiaoman", "xiaoman-catering");
  return (await listLooks(city.ctx(), partyOf(owner.actor).id)).flatMap(({ fields, purpose }) => `${fields.join("、")}：${purpose}`);
}

describe("a licence that was handed in", () => {
  test("is opened in the matter as the copy made for it, with its sealed file; each time is on record", async () => {
    const matterId = await submitted(city);
    const clerk = await signedIn(city, app, "linjing");
    const page = (await clerk.get(`/console/matters/${matterId}`)).html;
    const path = new RegExp(`/console/matters/${matterId}/copies/[0-9a-f-]{36}`).exec(page)![0];
    expect(page).toContain("可以使用");
    expect((await looks()).filter((look) => look.includes("加注件"))).toEqual([]);
    const copy = await clerk.get(path);
    for (const said of ["办理食品经营许可", "统一社会信用代码", "91990100MA0000001G", "当事人会看到这次查看"]) expect(copy.html).toContain(said);
    expect((await looks())[0]).toMatch(/^营业执照加注件（个人信息已遮盖）：办理食品经营许可/);
    expect((await clerk.get(`${path}/ofd`)).html.slice(0, 2)).toBe("PK");
    expect((await clerk.get(`${path}/pdf`)).html.slice(0, 4)).toBe("%PDF");
    expect((await looks()).filter((look) => look.startsWith("营业执照加注件（全部内容）：办理食品经营许可"))).toHaveLength(2);

    const [standing] = [...(await copiesOfMatter(city.ctx(), matterId)).values()];
    await cancelLicence(await city.staff("gaojian"), standing!.licence.licenceId, "cancelled", {
      reason: "申请注销",
      basis: "市场主体登记管理条例 第三十一条",
    });
    expect((await clerk.get(`/console/matters/${matterId}`)).html).toContain("失效");
    const after = await clerk.get(path);
    expect(after.html).toContain("证照现在没有效力");
    expect(after.html).toContain("申请注销");
    expect((await clerk.get(`${path}/pdf`)).status).toBe(409);
  });

  test("is out of reach for who has no part in the matter, and no entry of another kind is a copy", async () => {
    const matterId = await submitted(city);
    const clerk = await signedIn(city, app, "linjing");
    const { html } = await clerk.get(`/console/matters/${matterId}`);
    const file = /\/files\/([0-9a-f-]{36})/.exec(html)![1]!;
    expect((await clerk.get(`/console/matters/${matterId}/copies/${file}`)).status).toBe(404);
    expect((await (await signedIn(city, app, "pengyi")).get(`/console/matters/${matterId}/copies/${file}`)).status).toBe(403);
  });
});

describe("the original of a licence", () => {
  test("is handed to staff for a reason that the holder reads, and to nobody without", async () => {
    const [licence] = await listLicencesOf(city.ctx(), "990101194405120027");
    const at = `/console/licences/${licence!.licenceId}/originals/pdf`;
    // Who neither issued it nor works on a matter with it is refused, whatever the reason.
    const stranger = await signedIn(city, app, "zhouwen");
    await stranger.get(at);
    expect((await stranger.post(at, { field: "original", reason: "核对办件申请人身份" })).status).toBe(403);
    const clerk = await signedIn(city, app, "sujin");
    expect((await clerk.get(at)).html).toContain("当事人会看到这次查看");
    const refused = await clerk.post(at, { field: "original", reason: "看" });
    expect([refused.status, refused.html.includes("至少 6 个字")]).toEqual([422, true]);
    const person = await city.person("lin-xiuying");
    expect(await listLooks(city.ctx(), person.actor.id)).toEqual([]);
    expect((await clerk.post(at, { field: "original", reason: "核对办件申请人身份" })).html.slice(0, 4)).toBe("%PDF");
    expect(await listLooks(city.ctx(), person.actor.id)).toMatchObject([{ fields: ["居民身份证全部内容"], purpose: "核对办件申请人身份" }]);
    expect((await clerk.get(`/console/licences/${licence!.licenceId}/originals/doc`)).status).toBe(404);
  });

  test("is handed to who works on a matter that it was handed in to, though another body issued it", async () => {
    const [licence] = await listLicencesOf(city.ctx(), "91990100MA0000001G");
    const clerk = await signedIn(city, app, "weiqin");
    const at = `/console/licences/${licence!.licenceId}/originals/pdf`;
    await clerk.get(at);
    expect((await clerk.post(at, { field: "original", reason: "核对单位照面是否一致" })).status).toBe(403);
    await waitingForRules(city);
    const [theirs] = await listLicencesOf(city.ctx(), "91990100MA0000010E");
    const own = `/console/licences/${theirs!.licenceId}/originals/pdf`;
    await clerk.get(own);
    expect((await clerk.post(own, { field: "original", reason: "核对单位照面是否一致" })).html.slice(0, 4)).toBe("%PDF");
  });
});
