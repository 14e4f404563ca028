import { afterAll, beforeAll, expect, test } from "vitest";
import { findByNumber } from "#matter/matter";
import { appointed, installKinds, work } from "../kinds/city.ts";
import { openStage, type Stage, type Visitor } from "./stage.ts";

// 12345 on a phone: somebody who gives no name brings something up, and reads what became of it.

const CENTRE = "12990100MB0000002T";
const URBAN = "11990100MB00000057";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await installKinds(stage.city, "patrol");
}, 60_000);
afterAll(() => stage.close());

/** What they bring up, from the front page on; gives number and code as they write them down. */
async function bringUp(she: Visitor): Promise<string[]> {
  const { page, press } = she;
  await she.go("/");
  await she.isSound();
  await press("投诉");
  await she.isSound();
  await press("开始填写");
  await she.isSound();
  await press("提交");
  expect(await page.locator(".error-summary a").count()).toBeGreaterThanOrEqual(2);
  await she.isSound();
  await page.fill("[name=summary]", "书院街路灯不亮，晚上看不见路");
  await page.fill("[name=where-address]", "书院街 20 号门口");
  await page.locator("label:has-text('不愿透露姓名')").click();
  await press("提交");
  await she.isSound();
  return page.locator(".follow-code dd").allTextContents();
}

test.each([
  ["without JavaScript", false],
  ["with it", true],
])("on a phone %s an order is brought up without a name, followed by its code, and rated", { timeout: 120_000 }, async (_how, javascript) => {
  const { city } = stage;
  const she = await stage.visitor(360, { javascript });
  const [number = "", code = ""] = await bringUp(she);
  expect([number, code]).toEqual([expect.stringMatching(/^990100\d+$/), expect.stringMatching(/^[2-9A-Z]{8}$/)]);
  const { matterId } = (await findByNumber(city.ctx(), number))!;
  await work(city, await appointed(city, "linjing", "dispatcher", CENTRE), matterId, "dispatch", { outcome: "dispatch", unit: URBAN });
  const handler = await appointed(city, "zhouwen", "handler", URBAN);
  await work(city, handler, matterId, "sign", { outcome: "sign" });

  // Another day, another phone.
  const later = await stage.visitor(360, { javascript });
  await later.go("/follow");
  await later.isSound();
  await later.page.fill("[name=number]", number);
  await later.page.fill("[name=code]", code.toLowerCase());
  await later.press("查进度");
  await later.isSound();
  expect(await later.page.locator(".line-now").textContent()).toContain("办理");
  await work(city, handler, matterId, "handle", { outcome: "done", answer: "路灯已经修好。" });
  await work(city, await appointed(city, "tanglei", "visitor", CENTRE), matterId, "visit", { outcome: "close", reached: true });
  await later.go("/follow/matter");
  expect(await later.page.locator("main").textContent()).toContain("路灯已经修好。");
  await later.page.locator("a:has-text('评价')").first().click();
  await later.isSound();
  await later.page.locator("label:has-text('非常满意')").first().click();
  await later.press("提交评价");
  expect(await later.page.locator("main").textContent()).toContain("评价已收到");
  await later.press("看完了");
  expect(later.page.url()).toMatch(/\/follow$/);
});

test("whom a report names answers it on their own page; the form with photographs is sound on a phone and on a desk", { timeout: 120_000 }, async () => {
  for (const width of [360, 1280]) {
    const he = await stage.visitor(width);
    await he.go("/items/street-warning/begin");
    await he.isSound();
    await he.go("/items");
    await he.isSound();
  }
});

test(
  "whoever watches over the city reads how the orders go, on a phone without JavaScript and at a desk, and takes it out with a reason",
  { timeout: 120_000 },
  async () => {
    for (const [width, javascript] of [
      [360, false],
      [1366, true],
      [360, true],
    ] as const) {
      const she = await stage.visitor(width, { javascript });
      await she.signInAsStaff("sujin");
      await she.go("/console/figures");
      await she.isSound();
      await she.go("/console/figures?kind=work-order&period=month&at=2026-11-01");
      await she.isSound();
      const main = she.page.locator("main");
      expect(await main.textContent()).toContain("按时派单率派单100.0%");
      for (const by of ["事项", "街道"]) {
        await she.press(`按${by}`);
        await she.isSound();
      }
      await she.press("导出");
      await she.isSound();
      await she.press("导出");
      expect(await main.textContent()).toContain("请");
      await she.isSound();
      await she.go("/console/figures?kind=work-order&period=month&at=2020-01-01");
      expect(await main.textContent()).toContain("这一段没有可以算的");
      await she.isSound();
    }
  },
);
