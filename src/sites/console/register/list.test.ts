import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listRecords } from "#register/reading";
import { writeRecord } from "#register/register";
import { serve, signedIn } from "../../../../test/console-browser.ts";
import { testCity, type TestCity } from "../../../../test/city.ts";

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
const LIN = "990101194405120027";

describe("the list of a register", () => {
  test("is narrowed and sorted by its address, and a search leaves no number in it", async () => {
    const qin = await signedIn(city, app, "qinlan");
    const at = "/console/registers/population";
    const whole = await qin.get(at);
    expect(whole.html).toContain("公民身份号码（完整）、联系电话（完整）");
    const sent = await qin.post(at, { q: LIN, "f-status": "normal" });
    expect(sent.location).toMatch(/\?s=/);
    expect(sent.location).not.toContain(LIN);
    const found = await qin.get(sent.location!);
    expect(found.html).toContain("林*英");
    expect(found.html).not.toContain("陈*满");
    expect((await qin.get(`${at}?f-status=deceased`)).html).toContain("没有符合条件的记录");
    const wrong = await qin.get(`${at}?f-birth_date-from=${encodeURIComponent("昨天")}`);
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain("日历");
    const sorted = (await qin.get(`${at}?sort=birth_date`)).html;
    expect(sorted).toMatch(/aria-sort="ascending"[\s\S]*?sort=-birth_date/);
  });

  test("leaves as a file by whoever reads it, for a reason", async () => {
    const qin = await signedIn(city, app, "qinlan");
    await qin.get("/console/registers/population");
    const sent = await qin.post("/console/registers/population", { q: LIN });
    const at = sent.location!.replace("/population?", "/population/export?");
    expect((await qin.get(at)).html).toContain("导出列表里符合条件的记录");
    const refused = await qin.post(at, { format: "csv", reason: "看" });
    expect([refused.status, refused.html.includes("请用中文写明")]).toEqual([422, true]);
    const file = await qin.post(at, { format: "csv", reason: "核对青溪区的户籍登记情况" });
    expect(file.status).toBe(200);
    expect(file.html).toContain("林*英");
    expect(file.html).not.toContain(LIN);
    expect(file.html.trim().split("\r\n")).toHaveLength(2);
  });
});

describe("the page of a record", () => {
  test("says what it was, what changed, and by whom; values of people masked", async () => {
    const qin = await signedIn(city, app, "qinlan");
    const ctx = await city.staff("qinlan");
    await writeRecord({ ...ctx, now: new Date("2026-11-20T10:00:00+08:00") }, "population", {
      id_number: LIN,
      phone: "19900001111",
      marital_status: "married",
    });
    await writeRecord({ ...ctx, now: new Date("2026-11-21T10:00:00+08:00") }, "population", {
      id_number: LIN,
      phone: "19911111111",
      marital_status: "widowed",
    });
    const { recordId } = (await listRecords(city.ctx(), "population", { key: LIN })).records[0]!;
    const at = `/console/registers/population/records/${recordId}`;
    const { html } = await qin.get(at);
    expect(html).toContain("婚姻状况：已婚 → 丧偶");
    expect(html).toContain("联系电话：199****1111（已改，遮盖后看不出）");
    expect(html).toContain(ctx.actor.name);
    expect(html).not.toContain("19911111111");
    const then = (await qin.get(`${at}?on=2026-11-20`)).html;
    expect(then).toMatch(/2026-11-20 当天结束时[\s\S]*已婚[\s\S]*现在[\s\S]*丧偶/);
    expect((await qin.get(`${at}?on=1999-01-01`)).html).toContain("那时库里还没有这条记录");
    expect((await qin.get(`${at}?on=x`)).html).toContain("不是日历上有的日期");
  });
});
